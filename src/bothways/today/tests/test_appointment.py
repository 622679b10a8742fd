"""A standing appointment with oneself, as a calendar file."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from icalendar import Calendar

from bothways.today.rules.appointment import appointment

WHOSE = UUID(int=7)
THURSDAY = datetime(2026, 11, 26, 9, tzinfo=UTC)


def _read(file):
    [event] = Calendar.from_ical(file).walk("VEVENT")
    return event


@pytest.mark.parametrize(
    ("weekday", "first"), [(3, date(2026, 11, 26)), (6, date(2026, 11, 29)), (2, date(2026, 12, 2))]
)
def test_it_is_every_week_from_the_next_such_day_on(weekday, first):
    event = _read(appointment(WHOSE, weekday, time(18), address="http://localhost:8000/", now=THURSDAY))

    assert event.decoded("dtstart") == datetime.combine(first, time(18)), "without a zone: six wherever they are"
    assert (event.decoded("duration"), dict(event["rrule"])["FREQ"]) == (timedelta(minutes=10), ["WEEKLY"])
    assert "http://localhost:8000/" in event["description"]


def test_taken_again_it_is_the_same_appointment():
    first, moved = (
        _read(appointment(WHOSE, 6, at, address="http://localhost:8000/", now=THURSDAY)) for at in (time(18), time(7))
    )

    assert first["uid"] == moved["uid"]
    assert first.decoded("dtstart") != moved.decoded("dtstart")


def test_the_file_comes_from_its_page(as_ada, ada):
    page = as_ada.get("/today/appointment/").text
    answer = as_ada.get("/today/ten-minutes.ics", {"weekday": "0", "time": "07:30"})

    assert "Take the calendar file" in page
    assert answer["Content-Type"].startswith("text/calendar")
    event = _read(answer.content)
    assert (event.decoded("dtstart").weekday(), event.decoded("dtstart").time()) == (0, time(7, 30))
    assert str(ada.appointment) in event["uid"]


@pytest.mark.parametrize("typed", [{"weekday": "7", "time": "18:00"}, {"weekday": "0", "time": "noon"}])
def test_a_time_that_is_none_is_said_beside_it(as_ada, typed):
    answer = as_ada.get("/today/ten-minutes.ics", typed)

    assert answer.status_code == 422
    assert "error" in answer.text
