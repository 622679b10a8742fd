"""Days, rhythms and recorded words as one would say them."""

from datetime import date, timedelta

from bothways.formats.days import MONTHS, WEEKDAYS, Day, Precision, exactly, spoken
from bothways.moments.rules import unquoted

QUOTED_AT_MOST = 160  # letters; the whole stands in the record the reason leads to
_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", "…”")


def when(day: Day | date, today: date) -> str:
    """`on Thursday`, `on 3 November`, `in September 2025`, `in 1996`: as near as one would remember it."""
    day = exactly(day) if isinstance(day, date) else day
    if day.precision is Precision.YEARLESS:
        return f"on {spoken(day)}"
    if day.precision is not Precision.DAY:
        same_year = day.precision is Precision.MONTH and day.earliest.year == today.year
        return f"in {MONTHS[day.earliest.month] if same_year else spoken(day)}"
    return _on(day.earliest, today)


def _on(day: date, today: date) -> str:
    past = (today - day).days
    if 0 <= past <= 6:
        return ("today", "yesterday")[past] if past < 2 else f"on {WEEKDAYS[day.weekday()]}"
    if 0 <= past <= 45:
        return f"on {day.day} {MONTHS[day.month]}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"in {MONTHS[day.month]}{year}" if past > 0 else f"on {spoken(exactly(day))}"


def on_the_day(day: date, today: date) -> str:
    """`Today is a day`, `Tomorrow is a day`, `12 December is a day`, `12 December was a day`."""
    near = {0: "Today is", 1: "Tomorrow is", -1: "Yesterday was"}
    verb = "was" if day < today else "is"
    return f"{near.get((day - today) // timedelta(days=1), f'{day.day} {MONTHS[day.month]} {verb}')} a day"


_OFTEN = {
    1: "every day",
    7: "every week",
    14: "every two weeks",
    30: "every month",
    31: "every month",
    60: "every two months",
    90: "every three months",
    91: "every three months",
    120: "every four months",
    180: "twice a year",
    182: "twice a year",
    365: "once a year",
    730: "every two years",
}


def how_often(days: int) -> str:
    return _OFTEN.get(days, f"every {days} days")


def quoted(text: str, *, stop: bool = True) -> str:
    """Recorded words in quotation marks, on one line, shortened at a word; "" where there are none."""
    words = unquoted(" ".join(text.split()))
    if not words:
        return ""
    if len(words) > QUOTED_AT_MOST:
        words = words[:QUOTED_AT_MOST].rsplit(" ", 1)[0].rstrip(",;:.–- ") + "…"
    return f"“{closed(words) if stop else words}”"


def closed(sentence: str) -> str:
    """With its full stop, if it has no end yet."""
    return sentence if not sentence or sentence.endswith(_ENDS) else f"{sentence}."
