"""When the day of a promise has come or has been, how many are many, and words for telling."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.formats.days import exactly, in_month, in_year
from bothways.rhythm.rules import MANY, has_come, has_passed, promised_much, said_now

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("on", "come", "passed"),
    [
        (None, False, False),
        (exactly(date(2026, 11, 23)), False, False),
        (exactly(TODAY), True, False),
        (exactly(date(2026, 11, 21)), True, True),
        (in_month(2026, 12), False, False),
        (in_month(2026, 11), True, False),
        (in_month(2026, 10), True, True),
        (in_year(2026), True, False),
        (in_year(2025), True, True),
    ],
)
def test_a_month_has_come_on_its_first_day_and_passed_after_its_last(on, come, passed):
    assert (has_come(on, TODAY), has_passed(on, TODAY)) == (come, passed)


def test_more_than_three_to_one_person_are_much_and_many_to_many_people_are_not():
    assert promised_much(["Rosa"] * MANY + ["Sam"] * (MANY + 1) + list("abcdefgh")) == {"Sam"}


@given(st.text(min_size=1), st.dates(date(1950, 1, 1), TODAY))
def test_words_for_telling_are_short_and_calm_and_hold_what_was_promised(what, day):
    plain = re.sub(r"[^\w ]|late|overdue|debt|must|score|sorry", "", what, flags=re.IGNORECASE)

    says = said_now(plain, exactly(day))

    assert len(says) < 400
    assert len(plain) > 100 or " ".join(plain.split()) in says
    assert not re.search(r"\b(late|overdue|debt|must|score|sorry)\b|!", says.replace(plain, ""), re.IGNORECASE)
