"""Whatever two windows do at the same moment, it is as if one had done it after the other, or had been refused (R4)."""

from random import Random

from tests.concurrency.meeting import MEETINGS, meet

SOME = 100  # two hundred acts that meet (decision 37); `bin/bench` lets all meet


def test_two_windows_at_once_are_as_one_after_the_other(db, today):
    assert meet(Random(7).sample(MEETINGS, SOME), today) == {}
