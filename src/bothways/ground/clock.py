"""The clock. Only doors (views, command line, work for later) look at it, and hand the time down."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def there(zone: str) -> datetime:
    """Now as the member's clock shows it; in UTC where the zone is not known to this computer."""
    try:
        return now().astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return now()


def today_in(zone: str) -> date:
    """Today's date where the member is."""
    return there(zone).date()
