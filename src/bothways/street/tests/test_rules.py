"""How the street is laid out, and how its days read."""

from datetime import date
from uuid import UUID

import pytest

from bothways.formats.days import ending, exactly, in_month, in_year
from bothways.street.rules import Step, Stretch, beside, eras, folded_mail, heading, last_time

TODAY = date(2026, 11, 22)
SCHOOL = Stretch("School", date(1990, 1, 1), date(1999, 12, 31))
PROJECT = Stretch("The play", date(1995, 1, 1), date(1995, 12, 31))


def _step(on, number=1):
    return Step(UUID(int=number), "theirs", on)


def _mail(year, mine=1, theirs=1):
    return Step(None, "", in_year(year), mine, theirs, year)


@pytest.mark.parametrize(
    ("on", "stands_under"),
    [
        (exactly(date(2026, 12, 1)), "Ahead"),
        (exactly(date(2026, 1, 1)), "This year"),
        (in_year(2026), "This year"),
        (in_year(1992), "School"),
        (exactly(date(1995, 5, 4)), "The play"),
        (in_year(2005), "2005"),
    ],
)
def test_a_moment_stands_under_what_it_belongs_to(on, stands_under):
    assert heading(_step(on, 1), [SCHOOL, PROJECT], TODAY) == stands_under


def test_the_letters_of_a_year_stand_under_the_chapter_in_which_it_ended():
    university = Stretch("University", date(1999, 9, 1), date(2003, 6, 30))

    laid = eras([_mail(1999), _step(exactly(date(1999, 12, 7)), 1)], [SCHOOL, university], TODAY)

    assert [name for name, _ in laid] == ["University"]


def test_the_street_is_in_one_order_whatever_order_it_came_in():
    steps = [_step(in_year(year), number) for number, year in enumerate((1996, 2026, 2005, 2005), start=1)]

    assert eras(steps, [SCHOOL], TODAY) == eras(reversed(steps), [SCHOOL], TODAY)
    assert [name for name, _ in eras(steps, [SCHOOL], TODAY)] == ["This year", "2005", "School"]


def test_years_of_nothing_but_mail_become_one_line():
    [(name, [line])] = eras([_mail(year, 2, 3) for year in (1991, 1992, 1993)], [SCHOOL], TODAY)

    assert (name, line.on.year, line.until, line.mine, line.theirs) == ("School", 1991, 1993, 6, 9)


def test_years_of_mail_outside_all_chapters_share_a_heading_and_keep_their_lines():
    steps = [_mail(2019), _mail(2017), _step(in_year(2016)), _mail(2014), _mail(2009), _mail(2004), _mail(1995)]

    laid = [(name, [one.on.year for one in lines]) for name, lines in eras(steps, [SCHOOL], TODAY)]

    assert laid == [
        ("2017 to 2019", [2019, 2017]),
        ("2016", [2016]),
        ("2014", [2014]),
        ("2004 to 2009", [2009, 2004]),
        ("School", [1995]),
    ]


def test_no_heading_comes_again_further_down():
    residency = Stretch("Residency", date(2000, 1, 1), date(2003, 6, 30))
    days = [in_year(2000), exactly(date(2000, 3, 1)), in_year(1999), exactly(date(1999, 5, 1))]

    headings = [name for name, _ in eras([_step(on, at) for at, on in enumerate(days, 1)], [SCHOOL, residency], TODAY)]

    assert headings == ["Residency", "School"]


def test_a_moment_between_years_of_mail_keeps_its_place():
    [(_, lines)] = eras([_mail(1991), _step(in_year(1992)), _mail(1993)], [SCHOOL], TODAY)

    assert [line.on.year for line in lines] == [1993, 1992, 1991]


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (exactly(date(2026, 11, 3)), "3 Nov"),
        (exactly(date(2019, 11, 3)), "Nov 2019"),
        (in_month(2019, 6), "Jun 2019"),
        (in_year(2016), "2016"),
        (exactly(date(2024, 2, 29)), "Feb 2024"),
    ],
)
def test_a_day_beside_the_street_is_as_exact_as_it_is_known(on, says):
    assert beside(on, TODAY) == says


@pytest.mark.parametrize(
    ("mine", "theirs", "says"),
    [
        (1, 0, "one letter from you"),
        (7, 0, "7 letters from you"),
        (0, 1, "one letter from them"),
        (0, 7, "7 letters from them"),
        (3, 9, "12 letters, both ways"),
    ],
)
def test_letters_are_never_set_against_each_other(mine, theirs, says):
    assert folded_mail(mine, theirs) == says


@pytest.mark.parametrize(
    ("last", "mine", "theirs", "says"),
    [
        (None, None, None, "no letter or talk is kept yet"),
        (exactly(TODAY), TODAY, None, "you wrote today"),
        (exactly(date(2026, 3, 4)), None, date(2026, 3, 4), "they wrote on 4 Mar"),
        (exactly(date(1996, 3, 4)), date(1990, 1, 1), None, "together in March 1996"),
        (in_month(2026, 10), None, date(2026, 10, 31), "they wrote in October 2026"),
        (in_year(2015), None, None, "together in 2015"),
        (ending(TODAY, "year"), TODAY, None, "you wrote in 2026"),
    ],
)
def test_the_last_time_is_said_in_words(last, mine, theirs, says):
    assert last_time(last, mine, theirs, TODAY) == says


def test_what_is_ahead_stands_above_the_mail_of_this_year():
    laid = eras([_mail(TODAY.year), _step(exactly(date(2026, 12, 10)))], [], TODAY)

    assert [name for name, _ in laid] == ["Ahead", "This year"]
