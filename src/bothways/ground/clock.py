"""The clock. Only doors (views, command line, work for later) look at it, and hand the time down."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


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
