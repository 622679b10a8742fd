"""A day that is typed, and a day that is kept."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from bothways.formats.days import exactly, in_month, in_year, yearly
from bothways.formats.language import speaking
from bothways.ground.days import DayField, DayInput

TODAY = date(2026, 11, 22)


def _typed(text, **options):
    field = DayInput(**options)
    field.today = TODAY
    return field.clean(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1996", in_year(1996)),
        ("2014-06", in_month(2014, 6)),
        ("2026-11-03", exactly(date(2026, 11, 3))),
        ("2024-02-29", exactly(date(2024, 2, 29))),
        ("2026", in_year(2026)),
        ("3 November 2026", exactly(date(2026, 11, 3))),
        ("Nov. 3rd, 2026", exactly(date(2026, 11, 3))),
        ("november 3 2026", exactly(date(2026, 11, 3))),
        ("  June  2014 ", in_month(2014, 6)),
        ("\u200eabout ٢٠١٤\u200f", in_year(2014)),
        ("", None),
        ("\u200b", None),
    ],
)
def test_a_day_is_as_exact_as_it_was_typed(text, day):
    assert _typed(text) == day


def test_a_birthday_needs_no_year_and_whatever_happened_once_does():
    assert _typed("--02-29", yearless=True) == yearly(2, 29)
    assert _typed("29 February", yearless=True) == yearly(2, 29)
    with pytest.raises(ValidationError, match="year too"):
        _typed("--02-29")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2025-02-29", "February 2025 has no day 29."),
        ("29 February 2025", "February 2025 has no day 29."),
        ("about 31.04.2020", "April 2020 has no day 31."),
        ("3/11/2025", "3/11/2025 can be 3 November 2025 or 11 March 2025: write the month as a word."),
        ("2569", "our calendar"),  # 2026 in Bangkok
        ("令和6年5月1日", "Write a year"),
        ("NİSAN 2020", "Write a year"),
        ("summer 2003", "Write a year"),
        ("12 April", "year too"),
        ("soon", "Write a year"),
        ("96", "Write a year"),
        ("1e3", "Write a year"),
        ("0000", "Write a year"),
        ("1604-01-01", "four digits"),
        ("99999999999", "Write a year"),
        ("2027", "still to come"),
        ("2026-11-23", "still to come"),
        ("x" * 41, "40 letters at most"),
    ],
)
def test_what_is_no_day_is_refused_in_words(text, says):
    with pytest.raises(ValidationError, match=says):
        _typed(text)


def test_a_day_that_is_none_is_refused_in_the_language_spoken():
    with speaking("es"), pytest.raises(ValidationError, match="No hay un día 30 en febrero de 2024"):
        _typed("30 de febrero de 2024")
    with speaking("es"), pytest.raises(ValidationError, match="No hay un día 30 en febrero"):
        _typed("--02-30", yearless=True)


def test_a_plan_may_lie_ahead():
    assert _typed("2027-01-02", planned=True) == exactly(date(2027, 1, 2))


@pytest.mark.parametrize("day", [in_year(1996), in_month(2014, 6), exactly(date(2026, 11, 3)), yearly(2, 29), None])
def test_a_day_comes_back_as_it_was_kept(day):
    field = DayField()

    assert field.from_db_value(field.get_prep_value(day)) == day
