"""Phases of a relation, and the day from which its silence is mentioned."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.rhythm.rules import EVER, MENTION_AFTER, Phase, Tie, due_on, phase

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1950, 1, 1), TODAY)
MAYBE = st.none() | DAYS
TIES = st.lists(st.builds(Tie, st.sampled_from(["mentor", "mentee", "peer"]), MAYBE, MAYBE), min_size=1, max_size=4)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("tie", "last_contact", "expected"),
    [
        (Tie("mentor"), None, Phase.FORMER),
        (Tie("mentor"), ago(10), Phase.FORMER),
        (Tie("mentor", ago(100)), ago(10), Phase.INITIATION),
        (Tie("mentor", ago(100)), None, Phase.INITIATION),
        (Tie("mentee", ago(400)), ago(10), Phase.CULTIVATION),
        (Tie("mentor", ago(400)), ago(2000), Phase.CULTIVATION),
        (Tie("mentor", ago(4000)), ago(10), Phase.PEER),
        (Tie("mentor", ago(4000)), ago(400), Phase.FORMER),
        (Tie("mentor", ago(4000)), None, Phase.FORMER),
        (Tie("mentor", ago(1000), ago(100)), ago(90), Phase.SEPARATION),
        (Tie("mentor", ago(4000), ago(1000)), ago(90), Phase.FORMER),
        (Tie("peer", ago(4000)), ago(90), Phase.PEER),
        (Tie("peer", ago(4000), ago(200)), ago(90), Phase.FORMER),
        (Tie("mentor", ago(4000)), ago(1095), Phase.DORMANT),
        (Tie("mentor", ago(4000)), ago(1094), Phase.FORMER),
    ],
)
def test_the_phase_follows_from_role_dates_and_silence(tie, last_contact, expected):
    assert phase([tie], last_contact, TODAY) is expected


def test_of_several_roles_at_once_the_liveliest_decides():
    ties = [Tie("mentor", ago(9000), ago(8000)), Tie("mentee", ago(100))]

    assert phase(ties, ago(5), TODAY) is Phase.INITIATION
    assert due_on(ties, ago(5), None, TODAY) == ago(5) + timedelta(days=35)


def test_a_call_on_the_2nd_in_a_rhythm_of_14_days_is_next_due_on_the_16th():
    assert due_on([Tie("mentor")], date(2026, 11, 2), 14, TODAY) == date(2026, 11, 16)


def test_a_stated_wish_wins_over_the_phase():
    lively = [Tie("mentor", ago(100))]

    assert due_on(lively, ago(50), 90, TODAY) > TODAY
    assert due_on(lively, ago(50), None, TODAY) <= TODAY


def test_someone_never_contacted_is_due():
    assert due_on([Tie("mentor")], None, None, TODAY) == EVER
    assert due_on([Tie("mentor", ago(20))], None, 30, TODAY) == ago(20)


def test_a_role_that_begins_next_month_is_not_due_before():
    assert due_on([Tie("mentee", date(2026, 12, 1))], None, None, TODAY) == date(2026, 12, 1)


def test_thirty_years_of_silence_are_due():
    assert due_on([Tie("mentor", date(1990, 9, 1), date(1996, 6, 30))], date(1996, 6, 1), None, TODAY) <= TODAY


def test_a_contact_on_a_leap_day_counts_plain_days():
    assert due_on([Tie("mentor")], date(2024, 2, 29), 366, TODAY) == date(2025, 3, 1)


def test_a_wish_at_the_end_of_time_does_not_break():
    assert due_on([Tie("mentor")], date(9999, 12, 30), 3660, date(9999, 12, 31)) == date.max


@given(TIES, DAYS, st.none() | st.integers(1, 3660))
def test_any_contact_restarts_the_rhythm(ties, contact, every):
    days = every or MENTION_AFTER[phase(ties, contact, TODAY)]

    assert due_on(ties, contact, every, TODAY) == contact + timedelta(days=days)
    assert due_on(ties, TODAY, every, TODAY) > TODAY


@given(TIES, MAYBE)
def test_the_order_of_the_roles_changes_nothing(ties, contact):
    assert phase(ties, contact, TODAY) is phase(ties[::-1], contact, TODAY)
    assert due_on(ties, contact, None, TODAY) == due_on(ties[::-1], contact, None, TODAY)


@given(TIES, DAYS)
def test_a_year_of_silence_is_due_in_every_phase(ties, contact):
    assert due_on(ties, contact, None, contact + timedelta(days=365)) <= contact + timedelta(days=365)
