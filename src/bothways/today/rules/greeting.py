"""How the day begins on the page."""

from bothways.formats.language import gettext as _

NIGHT, NOON, EVENING = 5, 12, 18


def greeting(name: str, hour: int, *, quiet: bool) -> str:
    """By the hour of the member's clock; for a fortnight after a death only the day is named (decision 8)."""
    if quiet:
        return _("Today")
    if hour < NIGHT or hour >= EVENING:
        says = _("Good evening, {name}")
    else:
        says = _("Good morning, {name}") if hour < NOON else _("Good afternoon, {name}")
    return says.format(name=name)
