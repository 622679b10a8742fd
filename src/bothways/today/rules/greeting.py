"""How the day begins on the page."""

MORNING, EVENING = 12, 18


def greeting(name: str, hour: int, *, quiet: bool) -> str:
    """By the hour of the member's clock; for a fortnight after a death only the day is named (decision 8)."""
    if quiet:
        return "Today"
    part = "morning" if hour < MORNING else "evening" if hour >= EVENING else "afternoon"
    return f"Good {part}, {name}"
