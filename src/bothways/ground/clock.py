"""The clock. Only doors (views, command line, work for later) look at it, and hand the time down."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q
from django.utils import timezone

# As far as a moment that was written can lie ahead, where computers with clocks of their own write. What lies further
# was written by a clock that stood wrong, and would else be of today for as long as it stood ahead.
AHEAD = timedelta(minutes=10)


def now() -> datetime:
    return timezone.now()


def is_within(moment: datetime, longest: timedelta, at: datetime) -> bool:
    """Whether it was no longer ago than that, whatever a clock showed then."""
    return at - longest <= moment <= at + AHEAD


def within(name: str, longest: timedelta, at: datetime) -> Q:
    """The same of a column; what is as long ago as that is over."""
    return Q(**{f"{name}__gt": at - longest, f"{name}__lte": at + AHEAD})


def there(zone: str, at: datetime | None = None) -> datetime:
    """Now, or the moment `at`, as the member's clock shows it; in UTC where this computer does not know the zone."""
    moment = at or now()
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "America" is a folder of zones
        return moment


def today_in(zone: str) -> date:
    """Today's date where the member is."""
    return there(zone).date()
