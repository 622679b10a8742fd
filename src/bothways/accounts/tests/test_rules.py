"""When a member is left in peace."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.accounts.rules import is_quiet


@pytest.mark.parametrize(
    ("begins", "ends", "now", "quiet"),
    [
        ("21:00", "07:00", "21:00", True),
        ("21:00", "07:00", "00:00", True),
        ("21:00", "07:00", "06:59", True),
        ("21:00", "07:00", "07:00", False),
        ("21:00", "07:00", "20:59", False),
        ("12:00", "14:00", "13:00", True),
        ("12:00", "14:00", "14:00", False),
        ("12:00", "14:00", "11:59", False),
    ],
)
def test_quiet_hours_go_over_midnight_too(begins, ends, now, quiet):
    assert is_quiet(time.fromisoformat(begins), time.fromisoformat(ends), time.fromisoformat(now)) is quiet


@given(st.times(), st.times(), st.times())
def test_what_is_quiet_one_way_round_the_clock_is_not_the_other(begins, ends, now):
    if begins != ends:
        assert is_quiet(begins, ends, now) is not is_quiet(ends, begins, now)


@given(st.times())
def test_who_said_no_hours_has_none(now):
    assert not is_quiet(None, None, now)
