"""A partial day (`formats.days`) as a column, and as a field of a form."""

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from bothways.formats.days import (
    FIRST_YEAR,
    LAST_YEAR,
    Day,
    NoSuchDay,
    TwoDays,
    in_month,
    months,
    read_day,
    spoken,
    typed_day,
)
from bothways.formats.language import gettext as _
from bothways.formats.text import plain
from bothways.ground.writing import Line

# The stubs take the types of a column as parameters; Django itself does not.
if TYPE_CHECKING:
    _Column = models.CharField[Day | str | None, Day | None]
else:
    _Column = models.CharField
_kept = lru_cache(maxsize=4096)(read_day)  # a life has few distinct years, and they are read by the hundred


class DayField(_Column):
    """Kept as its ISO text, so that nothing is added to what the person remembered; empty text is no day."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 10)
        options.setdefault("blank", True)
        options.setdefault("default", "")
        super().__init__(**options)

    def from_db_value(self, value: str | None, *_: object) -> Day | None:
        return _kept(value) if value else None

    def to_python(self, value: object) -> Day | None:
        return value if isinstance(value, Day) else read_day(str(value)) if value else None

    def get_prep_value(self, value: object) -> str:
        return str(value) if value else ""


# A day may be remembered roughly; as a year alone it is as rough as it can be.
_ABOUT = re.compile(r"^(?:about|around|circa|ca\.?|c\.|~|hacia|cerca de|alrededor de|por)\s*|\s*\?$", re.IGNORECASE)


def _read(text: str) -> Day:
    try:
        day = typed_day(_ABOUT.sub("", plain(text)))
    except NoSuchDay as no:
        month = months()[no.month] if no.year is None else spoken(in_month(no.year, no.month))
        raise ValidationError(_("{month} has no day {day}.").format(month=month, day=no.day)) from None
    except TwoDays as either:
        one, other = map(spoken, either.days)
        says = _("{typed} can be {one} or {other}: write the month as a word.")
        raise ValidationError(says.format(typed=text, one=one, other=other)) from None
    if day is None:
        raise ValidationError(
            _("Write a year (1996), a month (June 2014 or 2014-06) or a day (3 November 2026 or 2026-11-03).")
        )
    return day


class DayInput(Line):
    """A day as people type it (`formats.days.typed_day`), also with “about” or “?”."""

    def __init__(self, *, planned: bool = False, yearless: bool = False, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 40)
        super().__init__(**options)
        self.planned, self.yearless = planned, yearless
        self.today: date | None = None  # set by the form that knows the member's day

    def clean(self, value: object) -> Day | None:  # type: ignore[override]
        text = super().clean(value)
        if not text:
            return None
        day = _read(text)
        if day.year is None and not self.yearless:
            raise ValidationError(_("Write the year too."))
        if day.is_too_early:
            says = _("Write the year with four digits, {first} or later.")
            raise ValidationError(says.format(first=FIRST_YEAR))
        if day.is_too_late:
            raise ValidationError(_("Write a year of our calendar, {last} or earlier.").format(last=LAST_YEAR))
        if self.today and not self.planned and day.is_to_come(self.today):
            raise ValidationError(_("That day is still to come."))
        return day
