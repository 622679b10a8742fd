"""Days, rhythms and recorded words as one would say them."""

from datetime import date

from bothways.formats.days import Day, Precision, exactly, in_month, months, spoken, weekdays, yearly
from bothways.formats.language import gettext as _
from bothways.formats.language import marked, pgettext
from bothways.moments.rules import unquoted

QUOTED_AT_MOST = 160  # letters; the whole stands in the record the reason leads to
_ENDS = ("..", "!", "?", "…", ".”", "!”", "?”", "…”", ".»", "!»", "?»", "…»")  # signs that take no full stop after them


def when(day: Day | date, today: date) -> str:
    """`on Thursday`, `on 3 November`, `in September 2025`, `in 1996`: as near as one would remember it."""
    day = exactly(day) if isinstance(day, date) else day
    if day.precision is Precision.YEARLESS:
        return _on(spoken(day))
    if day.precision is not Precision.DAY:
        return _in(day, today)
    past = (today - day.earliest).days
    if past < 0:
        return _on(spoken(day))
    if past <= 6:
        return (_("today"), _("yesterday"))[past] if past < 2 else _on(weekdays()[day.earliest.weekday()])
    return _on(_without_year(day.earliest)) if past <= 45 else _in(_month_of(day.earliest), today)


def _on(day: str) -> str:
    return _("on {day}").format(day=day)


def _in(time: Day, today: date) -> str:
    same_year = time.precision is Precision.MONTH and time.year == today.year
    return _("in {time}").format(time=months()[time.earliest.month] if same_year else spoken(time))


def _month_of(day: date) -> Day:
    return in_month(day.year, day.month)


def _without_year(day: date) -> str:
    return spoken(yearly(day.month, day.day))


def on_the_day(day: date, today: date, name: str) -> str:
    """A day of remembrance, near today."""
    match (day - today).days:
        case 0:
            says = _("Today is a day on which you remember {name}.")
        case 1:
            says = _("Tomorrow is a day on which you remember {name}.")
        case -1:
            says = _("Yesterday was a day on which you remember {name}.")
        case ahead if ahead > 0:
            says = _("{day} is a day on which you remember {name}.")
        case _:
            says = _("{day} was a day on which you remember {name}.")
    return says.format(day=_without_year(day), name=name)


_OFTEN = {
    1: marked("every day"),
    7: marked("every week"),
    14: marked("every two weeks"),
    30: marked("every month"),
    31: marked("every month"),
    60: marked("every two months"),
    90: marked("every three months"),
    91: marked("every three months"),
    120: marked("every four months"),
    180: marked("twice a year"),
    182: marked("twice a year"),
    365: marked("once a year"),
    730: marked("every two years"),
}


def how_often(days: int) -> str:
    return _(_OFTEN[days]) if days in _OFTEN else _("every {days} days").format(days=days)


def quoted(text: str, *, stop: bool = True) -> str:
    """
    Recorded words in quotation marks, on one line, shortened at a word; "" where there are none.

    With `stop` they are a whole sentence: its full stop stands within the marks, and in Spanish behind them.
    """
    words = unquoted(" ".join(text.split()))
    if not words:
        return ""
    if len(words) > QUOTED_AT_MOST:
        words = words[:QUOTED_AT_MOST].rsplit(" ", 1)[0].rstrip(",;:.–- ") + "…"
    if not stop:
        return _("“{words}”").format(words=words)
    if words.endswith(_ENDS):
        return pgettext("a sentence", "“{words}”").format(words=words)
    return _("“{words}.”").format(words=words.removesuffix("."))
