"""Whatever two windows do at the same moment, it is as if one had done it after the other, or had been refused (R4)."""

from functools import cache, partial
from itertools import combinations_with_replacement, product
from random import Random

import pytest
from django.db import transaction

from bothways.moments.queries import drifted
from tests.concurrency.rush import answered
from tests.concurrency.world import ACTS, World
from tests.door import signed_in
from tests.journeys.forms import send

SOME = 100  # two hundred acts that meet (decision 37); `bin/bench` lets all meet
MEETINGS = list(product(combinations_with_replacement(ACTS, 2), (False, True)))
SAVES_FIRST = {"turn the letter", "copy the letter", "send the letter"}  # in a transaction of its own


@pytest.fixture
def after(db, today):
    """What is answered and kept after acts in this order: in lives that are then as if nothing had been done."""
    lives = {is_ready: World(today, is_ready=is_ready) for is_ready in (False, True)}
    windows = {is_ready: signed_in(life.member) for is_ready, life in lives.items()}

    @cache
    def done(names, is_ready):
        with transaction.atomic():
            for name in names:
                send(windows[is_ready], *lives[is_ready].act(name))
            rows = lives[is_ready].rows()
            transaction.set_rollback(True)
        return rows

    return done


def test_two_windows_at_once_are_as_one_after_the_other(after, today):
    wrong = {}
    for pair, is_ready in Random(7).sample(MEETINGS, SOME):
        life = World(today, is_ready=is_ready)
        window = partial(send, signed_in(life.member))

        statuses = answered(*[partial(window, *life.act(name)) for name in pair])

        rows, orders = life.rows(), [after(order, is_ready) for order in _orders(*zip(pair, statuses, strict=True))]
        if rows not in orders:
            wrong[pair, is_ready] = statuses, _differing(rows, orders)
        assert drifted(life.member) == [], (pair, is_ready)

    assert wrong == {}


def _orders(first, second):
    """Also as if whoever was refused had done nothing."""
    for (one, _), (other, refused) in ((first, second), (second, first)):
        yield one, other
        if one in SAVES_FIRST:
            yield "save the letter", other, one
        if refused >= 400:
            yield (one,)


def _differing(rows, orders):
    nearest = min(orders, key=lambda one: sum(one[name] != rows[name] for name in rows))
    return {name: (kept, nearest[name]) for name, kept in rows.items() if kept != nearest[name]}
