"""Whether Today finds out gently first how somebody is, of whom no sign is kept (CAD-5)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from bothways.rhythm.rules import Tie
from bothways.today.rules.cards import Relation
from bothways.today.rules.reasons import find_out_first

TODAY = date(2026, 11, 22)
LONG_AGO = TODAY - timedelta(days=2000)


@pytest.mark.parametrize(
    ("ends", "life", "first"),
    [(None, "living", False), (LONG_AGO, "living", True), (None, "unknown", True)],
)
def test_whom_one_mentors_now_one_sees(ends, life, first):
    lin = Relation(UUID(int=1), life=life, ties=(Tie("mentee", None, ends),))

    assert find_out_first(lin, TODAY) == first
