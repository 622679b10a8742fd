"""
Each version is read, and written over, by four programs at once: none of it is lost (R4).

A text has all words that were kept; where there is room for no text, one of those who read the same version is kept.
"""

from functools import partial

import pytest

from tests.concurrency.conftest import round_by_round
from tests.concurrency.rush import EACH, FOUR
from tests.concurrency.texts import TEXTS, written_at_once
from tests.concurrency.world import World
from tests.program import Program, secret_of

SHORT = {
    "chapters/{chapter}": lambda round_, who: {"name": f"School {round_}", "from": str(1990 + who)},
    "roles/{role}": lambda round_, who: {"from": str(1900 + round_), "to": str(1990 + who)},
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_four_set_behind_one_text_is_all_there_and_each_saw_what_stood_before(db, today, name):
    told, wrong = written_at_once(name, today)

    assert wrong == {}
    assert sum(one.kept for one in told) >= len(told) / 4


@pytest.mark.parametrize("path", SHORT)
def test_of_four_who_read_one_version_one_is_kept_and_the_others_are_told(db, today, path):
    world = World(today, is_ready=False)
    path, said = path.format(**world.ids), SHORT[path]
    program = partial(Program, secret_of(world.member))
    rounds = [
        [partial(program().write, path, {**said(number, who), "version": 1 + number}, "PATCH") for who in range(FOUR)]
        for number in range(EACH)
    ]

    answers = [sorted(one.status_code for one in gave) for gave in round_by_round(rounds)]

    assert answers == [[200, 409, 409, 409]] * EACH
