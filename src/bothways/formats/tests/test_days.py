"""Days in words, in each language that is spoken here."""

from datetime import date, timedelta

import pytest

from bothways.formats.days import (
    NoSuchDay,
    TwoDays,
    exactly,
    in_month,
    in_year,
    months,
    of_three,
    read_day,
    spoken,
    typed_day,
    weekdays,
    yearly,
)
from bothways.formats.language import LANGUAGES, speaking

THIRD, JUNE, APRIL = exactly(date(2026, 11, 3)), in_month(2014, 6), yearly(4, 12)
FIRST_OF_MAY = exactly(date(2014, 5, 1))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["1996", "June 2014", "3 November 2026", "12 April"]),
        ("es", ["1996", "junio de 2014", "3 de noviembre de 2026", "12 de abril"]),
    ],
)
def test_a_day_is_said_in_the_language_spoken(language, words):
    with speaking(language):
        assert [spoken(day) for day in (in_year(1996), JUNE, THIRD, APRIL)] == words


@pytest.mark.parametrize("listening", LANGUAGES)
@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 de noviembre de 2026", THIRD),
        ("3 nov 2026", THIRD),
        ("3 Nov. 2026", THIRD),
        ("El 3 de noviembre del 2026", THIRD),
        ("November 3, 2026", THIRD),
        ("Junio de 2014", JUNE),
        ("June 2014", JUNE),
        ("setiembre de 2014", in_month(2014, 9)),
        ("sept. 2014", in_month(2014, 9)),
        ("1º de enero de 2000", exactly(date(2000, 1, 1))),
        ("1.º de ene 2000", exactly(date(2000, 1, 1))),
        ("12 de abril", APRIL),
        ("12 April", APRIL),
        ("primero de mayo de 2014", FIRST_OF_MAY),
        ("el primer de mayo de 2014", FIRST_OF_MAY),
        ("1ro de mayo de 2014", FIRST_OF_MAY),
        ("1ero de mayo de 2014", FIRST_OF_MAY),
        ("1.º de mayo de 2014", FIRST_OF_MAY),
        ("1.o de mayo de 2014", FIRST_OF_MAY),
        ("1ro de mayo", yearly(5, 1)),
        ("1st of May 2014", FIRST_OF_MAY),
        ("The first of May, 2014", FIRST_OF_MAY),
        ("May the 1st, 2014", FIRST_OF_MAY),
        ("the 3rd of May", yearly(5, 3)),
        ("May of 2014", in_month(2014, 5)),
        ("31.12.1999", exactly(date(1999, 12, 31))),
        ("31/12/1999", exactly(date(1999, 12, 31))),
        ("12/31/1999", exactly(date(1999, 12, 31))),
        ("5/5/1999", exactly(date(1999, 5, 5))),
        ("06/2014", JUNE),
        ("3/11/0000", None),
        ("31/31/1999", None),
        ("2014-13", None),
        ("13/2014", None),
        ("3-11.2026", None),
        ("de junio", None),
        ("3 de nada de 2026", None),
    ],
)
def test_a_day_is_read_in_any_language_whichever_is_spoken(listening, words, day):
    with speaking(listening):
        assert typed_day(words) == day


def test_in_numbers_it_can_be_two_days_in_english_and_in_spanish_the_day_stands_first():
    with pytest.raises(TwoDays) as either:
        typed_day("3/11/2026")
    with speaking("es"):
        assert typed_day("3/11/2026") == THIRD
    assert either.value.days == (THIRD, exactly(date(2026, 3, 11)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_a_year_comes_back_as_it_was_said(language):
    days = [exactly(date(2024, 1, 1) + timedelta(days=at)) for at in range(366)]

    with speaking(language):
        assert [typed_day(spoken(day)) for day in days] == days


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_month_has_its_own_name_and_its_own_short_one(language):
    with speaking(language):
        assert len({month[:3] for month in months()[1:]}) == 12
        assert len(set(weekdays())) == 7


def test_weekdays_are_counted_as_the_calendar_counts_them():
    sunday = date(2026, 11, 22)
    with speaking("es"):
        assert weekdays()[sunday.weekday()] == "domingo"


@pytest.mark.parametrize(("said", "late"), [("2569-01-01", True), ("2569", True), ("2200", False), ("--04-12", False)])
def test_a_year_of_another_calendar_is_noticed(said, late):
    assert read_day(said).is_too_late is late


@pytest.mark.parametrize("day", [in_year(1996), in_month(2024, 2), THIRD])
def test_a_day_that_stands_in_three_columns_is_read_again(day):
    assert of_three(day.earliest, day.latest, day.precision) == day


@pytest.mark.parametrize("day", [in_year(2026), in_month(2026, 11)])
def test_one_that_is_not_over_yet_ends_on_the_day_on_which_it_was_said(day):
    assert of_three(day.earliest, date(2026, 11, 22), day.precision) == day


@pytest.mark.parametrize("day", [in_year(1996), in_month(2024, 2), THIRD])
def test_columns_that_are_not_the_whole_of_it_are_no_day(day):
    others = {"year", "month", "day", "yearless", "", "decade"} - {day.precision}

    torn = [(day.earliest, day.latest + timedelta(days=1), day.precision)]
    torn += [(None, day.latest, day.precision), (day.earliest, None, day.precision)]
    torn += [(day.latest, day.earliest - timedelta(days=1), day.precision)]
    torn += [(day.earliest, day.latest, other) for other in others]

    assert [three for three in torn if of_three(*three)] == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("\u200e3\u200f November\u00a02026\u200b", THIRD),  # as copied out of an explorer of files
        ("3\u202fnov\u202f2026", THIRD),
        ("\u200b2014-06", JUNE),
        ("٢٠١٤", in_year(2014)),
        ("٢٠١٤-٠٦", JUNE),
        ("२०१४", in_year(2014)),
        ("２０２６-１１-０３", THIRD),
        ("٣ November ２０２６", THIRD),
        ("²⁰¹⁴", None),  # no year, but notes at the foot of a page
        ("3 NİSAN 2026", None),
        ("令和6年5月1日", None),
        ("令和六年", None),
    ],
)
def test_what_nobody_sees_is_no_part_of_a_day_and_digits_are_read_in_any_script(typed, day):
    assert typed_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("May 3", yearly(5, 3)),
        ("mayo 3", yearly(5, 3)),
        ("2026/11/03", THIRD),
        ("2014.06", JUNE),
        ("Tuesday, 3 November 2026", THIRD),
        ("martes 3 de noviembre de 2026", THIRD),
        ("2014/06.03", None),
        ("3 Tuesday 2026", None),
    ],
)
def test_a_day_is_read_with_its_weekday_and_with_the_year_first(typed, day):
    assert typed_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("30 February 2024", (2024, 2, 30)),
        ("30 de febrero de 2024", (2024, 2, 30)),
        ("2024-02-30", (2024, 2, 30)),
        ("31.04.2020", (2020, 4, 31)),
        ("29 February 2023", (2023, 2, 29)),
        ("--02-30", (None, 2, 30)),
        ("0 May 2020", (2020, 5, 0)),
    ],
)
def test_a_day_that_its_month_does_not_have_is_told_from_what_is_no_day(typed, said):
    with pytest.raises(NoSuchDay) as no:
        typed_day(typed)

    assert (no.value.year, no.value.month, no.value.day) == said
    assert read_day(typed) is None
