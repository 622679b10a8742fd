"""A standing appointment with oneself, as a calendar file: it brings them back with the server off (decision 9)."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from bothways.formats.language import gettext as _

MINUTES = 10


def appointment(which: UUID, weekday: int, at: time, *, address: str, now: datetime) -> bytes:
    """
    RFC 5545. Every week on this day (Monday is 0), from the next one on, at this time wherever the member then is.

    The same member's file again replaces the appointment in the calendar: its UID stays, wherever they move.
    """
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - a third of a second, for a file taken once a year

    summary = _("Ten minutes for those who made you")
    event = Event()
    event.add("uid", f"ten-minutes-{which}@bothways")
    event.add("dtstamp", now)
    event.add("dtstart", datetime.combine(_next(weekday, now.date()), at))
    event.add("duration", timedelta(minutes=MINUTES))
    event.add("rrule", {"freq": "weekly"})
    event.add("summary", summary)
    event.add("description", _("Who comes to mind? One person, one sentence.") + f"\n{address}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Bothways//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _next(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)
