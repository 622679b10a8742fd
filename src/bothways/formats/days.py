"""A day as people remember it: the day itself, only its month, only its year, or a day of no year (decision 16)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bothways.formats.language import language
from bothways.formats.text import plain

NAMES = {  # of months and weekdays, by the language
    "en": (tuple(calendar.month_name), tuple(calendar.day_name)),
    "es": (
        (
            "", "enero", "febrero", "marzo", "abril", "mayo", "junio",
            "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        ),
        ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    ),
}  # fmt: skip
_OF = {"en": " ", "es": " de "}  # what joins day, month and year
_SAID_TOO = {"setiembre": 9}  # as in Peru
LAST_YEAR = 2200  # nor does anybody plan beyond it: it is a year of another calendar, as 2569 is
FIRST_YEAR = 1850  # nobody whom a member keeps lived before it: an earlier year is a slip, or a program's zero
YEARLESS = 4  # a leap year that nobody's life reaches, so that 29 February has a place


class Precision(StrEnum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    YEARLESS = "yearless"


@dataclass(frozen=True, slots=True)
class Day:
    """From the earliest day it can have been to the latest, both included."""

    earliest: date
    latest: date
    precision: Precision

    def __str__(self) -> str:
        """As ISO 8601 says it: `1996`, `2014-06`, `2026-11-03`, or `--04-12` without a year."""
        match self.precision:
            case Precision.YEAR:
                return f"{self.earliest.year:04}"
            case Precision.MONTH:
                return f"{self.earliest.year:04}-{self.earliest.month:02}"
            case Precision.YEARLESS:
                return f"--{self.earliest.month:02}-{self.earliest.day:02}"
            case _:
                return self.earliest.isoformat()

    @property
    def year(self) -> int | None:
        return None if self.precision is Precision.YEARLESS else self.earliest.year

    @property
    def is_too_early(self) -> bool:
        return self.year is not None and self.year < FIRST_YEAR

    @property
    def is_too_late(self) -> bool:
        return self.year is not None and self.latest.year > LAST_YEAR

    def is_to_come(self, today: date) -> bool:
        """Whether all of it lies after today; this year and this month have begun."""
        return self.year is not None and self.earliest > today


def exactly(day: date) -> Day:
    return Day(day, day, Precision.DAY)


def in_month(year: int, month: int) -> Day:
    return Day(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Precision.MONTH)


def in_year(year: int) -> Day:
    return Day(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def ending(latest: date, precision: str) -> Day:
    """The day, month or year that ends on this day: a month that is not over ends on the day on which it was said."""
    if precision == Precision.YEAR:
        return Day(date(latest.year, 1, 1), latest, Precision.YEAR)
    return Day(latest.replace(day=1), latest, Precision.MONTH) if precision == Precision.MONTH else exactly(latest)


def of_three(earliest: date | None, latest: date | None, precision: str) -> Day | None:
    """
    The day that stands in three columns; None where they are no day, month or year.

    A year or a month that is not over yet may end before its end: on the day on which it was said.
    """
    if earliest is None or latest is None:
        return None
    fits: dict[str, Day] = {
        Precision.DAY: exactly(earliest),
        Precision.MONTH: in_month(earliest.year, earliest.month),
        Precision.YEAR: in_year(earliest.year),
    }
    found = fits.get(precision)
    return found if found and found.earliest == earliest <= latest <= found.latest else None


def yearly(month: int, day: int) -> Day:
    when = date(YEARLESS, month, day)
    return Day(when, when, Precision.YEARLESS)


class NoSuchDay(ValueError):
    """A day that its month does not have, as 30 February."""

    def __init__(self, year: int | None, month: int, day: int) -> None:
        self.year, self.month, self.day = year, month, day
        super().__init__(f"{year}-{month}-{day}")


class TwoDays(ValueError):
    """In numbers, and another day in London than in New York, as 3/11/2026."""

    def __init__(self, *days: Day) -> None:
        self.days = days
        super().__init__(" or ".join(map(str, days)))


_Parts = tuple[int | None, int | None, int | None]  # year, month and day, as far as they are said
_ISO = re.compile(r"(?:(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?|--(?P<m>\d{2})-?(?P<d>\d{2}))")


def read_day(text: str) -> Day | None:
    """The day that `1996`, `2014-06`, `2026-11-03` or `--04-12` names; None where the text names none."""
    parts = _in_iso(text.strip())
    try:
        return _of(*parts) if parts else None
    except ValueError:  # month 13, 30 February, year 0
        return None


_WEEKDAY = re.compile(rf"^(?:el )?(?:{'|'.join(day.lower() for _, days in NAMES.values() for day in days)}),? ")


def typed_day(text: str) -> Day | None:
    """
    As people type it in any language: as ISO says it, in words as `spoken` says it and as in America, or in numbers.

    `June 2014`, `3 Nov 2026`, `the 3rd of May`, `November 3, 2026`, `primero de mayo de 2014`, `31/12/1999`.
    It raises NoSuchDay where the month has no such day, and TwoDays where English numbers can be two.
    """
    said = _WEEKDAY.sub("", plain(text).lower())
    try:
        parts = _in_iso(said) or _in_words(said) or _in_numbers(said)
        return _of(*parts) if parts else None
    except (NoSuchDay, TwoDays):
        raise
    except ValueError:  # month 13, year 0
        return None


def _of(year: int | None, month: int | None, day: int | None) -> Day | None:
    if month is None:
        return in_year(year) if year is not None else None
    if day is None:
        return in_month(year, month) if year is not None else None
    first = date(YEARLESS if year is None else year, month, 1)
    if not 1 <= day <= calendar.monthrange(first.year, month)[1]:
        raise NoSuchDay(year, month, day)
    return yearly(month, day) if year is None else exactly(first.replace(day=day))


def _in_iso(text: str) -> _Parts | None:
    found = _ISO.fullmatch(text)
    return found and (
        _number(found["year"]),
        _number(found["month"] or found["m"]),
        _number(found["day"] or found["d"]),
    )


_IN_WORDS = re.compile(
    r"(?:(?:el |the )?(?P<day>\d{1,2}|first|primero|primer)(?:st|nd|rd|th|\.?[ºo]|e?ro?|\.)? (?:de |of )?)?"
    r"(?P<month>[a-z]{3,})\.?(?: (?:the )?(?P<also>\d{1,2})(?:st|nd|rd|th)?(?=,| |$))?"
    r",?(?: (?:del? |of )?(?P<year>\d{4}))?"
)
_MONTH_OF = {name.lower(): at for months, _ in NAMES.values() for at, name in enumerate(months) if name} | _SAID_TOO


def _in_words(text: str) -> _Parts | None:
    found = _IN_WORDS.fullmatch(text)
    month = next((at for name, at in _MONTH_OF.items() if found and name.startswith(found["month"])), None)
    if found is None or month is None:
        return None
    day = found["day"] or found["also"]
    return _number(found["year"]), month, 1 if day and day.isalpha() else _number(day)


_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([./])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2}))?")
_IN_NUMBERS = re.compile(r"(?:(?P<one>\d{1,2})([./-]) ?)?(?P<two>\d{1,2})(?(2)\2|[./-]) ?(?P<year>\d{4})")


def _in_numbers(text: str) -> _Parts | None:
    """`2026/11/03`, `31.12.1999`, `12/31/1999`; 3/11/2026 has its day first in Spanish, and in English nobody knows."""
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found["year"]), int(found["month"]), _number(found["day"])
    found = _IN_NUMBERS.fullmatch(text)
    if found is None:
        return None
    year, one, two = int(found["year"]), _number(found["one"]), int(found["two"])
    if one is None or one == two or two <= 12 < one:
        return year, two, one
    if two > 12:
        return (year, one, two) if one <= 12 else None
    if language() == "en":
        raise TwoDays(exactly(date(year, two, one)), exactly(date(year, one, two)))
    return year, two, one


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def spoken(day: Day) -> str:
    """The day in words: `1996`, `June 2014`, `3 November 2026`, `12 April`; in Spanish `3 de noviembre de 2026`."""
    on = day.earliest
    year, month, number = str(on.year), months()[on.month], str(on.day)
    match day.precision:
        case Precision.YEAR:
            said = [year]
        case Precision.MONTH:
            said = [month, year]
        case Precision.YEARLESS:
            said = [number, month]
        case _:
            said = [number, month, year]
    return _OF[language()].join(said)


def months() -> tuple[str, ...]:
    """Their names by number, in the language spoken; their first three letters are how they are said for short."""
    return NAMES[language()][0]


def weekdays() -> tuple[str, ...]:
    """From Monday on, as `date.weekday` counts them."""
    return NAMES[language()][1]
