"""Two windows that do something at the same moment, and what is kept then, beside one after the other (R4)."""

from collections.abc import Iterable
from datetime import date
from functools import cache, partial
from itertools import combinations_with_replacement, product
from typing import Any

from django.db import transaction

from bothways.moments.queries import drifted
from tests.concurrency.acts import ACTS
from tests.concurrency.rush import answered
from tests.concurrency.world import World
from tests.door import signed_in
from tests.journeys.forms import send

# Each saves first; what is woven in between goes along, since a letter leaves as it is kept: no order of whole acts
IN_BETWEEN = {("copy the letter", "weave it in"), ("send the letter", "weave it in")}
# Not held yet: how they are, told on a page of before, is looked at before the person is held
OPEN = {("they died", "nobody knows how they are"), ("nobody knows how they are", "they died meanwhile")}
PAIRS = [pair for pair in combinations_with_replacement(ACTS, 2) if pair not in IN_BETWEEN | OPEN]
MEETINGS = list(product(PAIRS, (False, True)))
SAVES_FIRST = {"turn the letter", "copy the letter", "send the letter", "weave it in"}  # in a transaction of its own


def meet(meetings: Iterable[tuple[tuple[str, str], bool]], today: date) -> dict[Any, Any]:
    """By each pair of acts that came out otherwise than in any order: what was answered, and what differs."""
    wrong, after = {}, _Alone(today)
    for pair, is_ready in meetings:
        life = World(today, is_ready=is_ready)
        window = partial(send, signed_in(life.member))

        statuses = answered(*[partial(window, *life.act(name)) for name in pair])

        rows, orders = (
            life.rows(),
            [after.done(order, is_ready) for order in _orders(*zip(pair, statuses, strict=True))],
        )
        if rows not in orders:
            wrong[pair, is_ready] = statuses, _differing(rows, orders)
        if drift := drifted(life.member):
            wrong[pair, is_ready] = statuses, drift
    return wrong


class _Alone:
    """What is kept after acts in some order: in lives that are then as if nothing had been done."""

    def __init__(self, today: date) -> None:
        self.lives = {is_ready: World(today, is_ready=is_ready) for is_ready in (False, True)}
        self.windows = {is_ready: signed_in(life.member) for is_ready, life in self.lives.items()}
        self.done = cache(self._done)

    def _done(self, names: tuple[str, ...], is_ready: bool) -> dict[str, list[str]]:
        with transaction.atomic():
            for name in names:
                send(self.windows[is_ready], *self.lives[is_ready].act(name))
            rows = self.lives[is_ready].rows()
            transaction.set_rollback(True)
        return rows


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
