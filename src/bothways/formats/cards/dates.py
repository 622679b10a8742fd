"""Days on cards: BDAY and DEATHDATE in all the forms that address books write."""

import re

from bothways.formats.days import Day, read_day

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(?<=\d)[Tt ].*$", re.DOTALL)
_NO_YEAR = ("0000", "1604")  # what some programs write for a year that nobody told


def day_of(text: str) -> Day | None:
    """The day that `19650806`, `1965-08-06T00:00:00Z`, `--0806`, `1604-08-06` or `1965` names; None where none."""
    day = _TIME.sub("", text.strip())
    compact = _COMPACT.fullmatch(day)
    if compact:
        day = "-".join(compact.groups())
    if day[:4] in _NO_YEAR and len(day) > 4:
        day = f"-{day[4:]}"
    return read_day(day)
