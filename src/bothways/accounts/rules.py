"""Whether a member was away for long, and whether they want to be left in peace now."""

from datetime import date, time

LONG = 60  # days in which they did nothing here


def is_long_away(acted_on: date | None, today: date) -> bool:
    """Nothing is late (decision 8): who comes back is asked what changed. One who never did anything begins."""
    return acted_on is not None and (today - acted_on).days >= LONG


def is_quiet(begins: time | None, ends: time | None, now: time) -> bool:
    """Whether it is between two times of the member's own clock (CAD-2); from the evening on, it goes over midnight."""
    if begins is None or ends is None:
        return False
    return begins <= now < ends if begins < ends else now >= begins or now < ends
