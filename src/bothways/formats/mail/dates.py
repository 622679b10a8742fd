"""When a message was sent, and why a date is not believed."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bothways.formats.language import gettext as _

AHEAD = timedelta(hours=14)  # a clock that shows the time of the farthest zone, and calls it UTC
FIRST_MAIL = 1971  # nobody wrote mail before; a clock at its beginning says 1970

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(rf"\b(?:(\d\d?)[\s-]+({_MONTH})|({_MONTH})[a-z]*\.?\s+(\d\d?)\b)", re.IGNORECASE)
_TIME = re.compile(r"(?<![\d:])(\d\d?):(\d\d?)(?::(\d\d?))?")
_ZONE = re.compile(r"\d\s+[+-](\d\d)(\d\d)\b")

# A year written in full: behind the name of a month, or at the end as ctime has it. A zone (+0100) is none.
_YEAR = re.compile(
    rf"(?:{_MONTH})[a-z]*\b[\s.,-]*"
    r"(?:[0-3]?\d,?\s+)?(?:\d\d?:\d\d(?::\d\d)?\s+(?:[a-z]+\s+)?)?(\d{4,})\b",
    re.IGNORECASE,
)


def believed(when: datetime | None, written: str, now: datetime) -> tuple[datetime | None, str]:
    """
    The moment in UTC, or nothing with the reason in a sentence; `written` is the field as it stands.

    It is never after `now`: a sender's clock that is a little ahead does not make tomorrow's letter of today's.
    """
    if not written:
        return None, _("It has no date, so it was left out.")
    when = when or _read(written)
    if when is None:
        return None, _("Its date cannot be read, so it was left out: {date}").format(date=written[:60])
    in_full = _YEAR.search(written)
    if min(when.year, int(in_full[1]) if in_full else when.year) < FIRST_MAIL:  # parsers take the year 0001 for 2001
        return None, _("Its date lies before there was mail, so it was left out: {date}").format(date=written[:60])
    if not _can_be(written, when.year):
        says = _("There is no such day or time as its date says, so it was left out: {date}")
        return None, says.format(date=written[:60])
    if when > now + AHEAD:
        return None, _("Its date lies in the future, so it was left out: {date}").format(date=written[:60])
    return min(when, now), ""


def arrived(received: str, now: datetime) -> tuple[datetime | None, str]:
    """For a message without a date: when the last server took it, behind the last semicolon (RFC 5321, 4.4)."""
    when, _why = believed(None, received.rpartition(";")[2].strip(), now)
    return (when, _("It has no date. The day on which it arrived was taken.")) if when else believed(None, "", now)


def _can_be(written: str, year: int) -> bool:
    """Whether the calendar and the clock have what is written: the quick parser makes 1 March of 30 February."""
    day, time, zone = _DAY.search(written), _TIME.search(written), _ZONE.search(written)
    if day:
        month = _MONTHS.index((day[2] or day[3]).lower()) + 1
        if not 1 <= int(day[1] or day[4]) <= monthrange(year, month)[1]:
            return False
    if time and (int(time[1]) > 23 or int(time[2]) > 59 or int(time[3] or 0) > 60):  # 60: a leap second
        return False
    return not zone or (int(zone[1]) < 24 and int(zone[2]) < 60)


def _read(written: str) -> datetime | None:
    """What the standard library makes of forms that the quick parser refuses (RFC 850, ctime, ISO 8601)."""
    for parser in (parsedate_to_datetime, _iso):
        try:
            when = parser(written)
            return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _iso(written: str) -> datetime:
    """Also with a blank before the zone, as some programs have it."""
    return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d|Z$)", "", written.strip()))
