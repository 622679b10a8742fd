"""The clock. Only doors (views, command line, work for later) look at it, and hand the time down."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today_in(zone: str) -> date:
    """Today's date where the member is; in UTC where the zone is not known to this computer."""
    try:
        return now().astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return now().date()
