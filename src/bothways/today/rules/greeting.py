"""How the day begins on the page."""

NIGHT, NOON, EVENING = 5, 12, 18


def greeting(name: str, hour: int, *, quiet: bool) -> str:
    """By the hour of the member's clock; for a fortnight after a death only the day is named (decision 8)."""
    if quiet:
        return "Today"
    part = "evening" if hour < NIGHT or hour >= EVENING else "morning" if hour < NOON else "afternoon"
    return f"Good {part}, {name}"
