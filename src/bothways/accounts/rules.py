"""Whether a member was away for long."""

from datetime import date

LONG = 60  # days in which they did nothing here


def is_long_away(acted_on: date | None, today: date) -> bool:
    """Nothing is late (decision 8): who comes back is asked what changed. One who never did anything begins."""
    return acted_on is not None and (today - acted_on).days >= LONG
