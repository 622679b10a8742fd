"""Each version is read, and a word set behind what stands there, by four programs at once: none of it is lost (R4)."""

import pytest

from tests.concurrency.texts import TEXTS, written_at_once


@pytest.mark.parametrize("name", TEXTS)
def test_what_four_set_behind_one_text_is_all_there_and_each_saw_what_stood_before(db, today, name):
    told, wrong = written_at_once(name, today)

    assert wrong == {}
    assert sum(one.kept for one in told) >= len(told) / 4
