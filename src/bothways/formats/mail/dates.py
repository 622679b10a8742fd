"""When a message was sent, and why a date is not believed."""

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_MAIL = 1971  # nobody wrote mail before; a clock at its beginning says 1970


def believed(when: datetime | None, written: str, today: date) -> tuple[datetime | None, str]:
    """The moment in UTC, or nothing with the reason in a sentence; `written` is the field as it stands."""
    if not written:
        return None, "It has no date."
    when = when or _read(written)
    if when is None:
        return None, f"Its date cannot be read: {written[:60]}"
    if when.year < FIRST_MAIL:
        return None, f"Its date lies before there was mail: {written[:60]}"
    if when.date() > today + timedelta(days=2):  # two: the sender's clock and zone may be ahead
        return None, f"Its date lies in the future: {written[:60]}"
    return when, ""


def _read(written: str) -> datetime | None:
    """What the standard library makes of forms that the quick parser refuses (RFC 850, ctime)."""
    try:
        when = parsedate_to_datetime(written)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
