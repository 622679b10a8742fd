"""Which few deeds to suggest today (decisions 17 to 20): plain values in, ordered cards out."""

from collections.abc import Iterable
from datetime import date

from bothways.today.rules.cards import Card, Loop, PutOff, Relation, Telling

A_WEEK = 3  # decision 19, CAD-2
QUIET_DAYS = 30


def suggest(
    relations: Iterable[Relation],
    loops: Iterable[Loop],
    tellings: Iterable[Telling],
    put_offs: Iterable[PutOff],
    answered_this_week: int,
    today: date,
) -> list[Card]:
    """At most three cards less those answered (done or put off) in this ISO week of the member's, one a person."""
    raise NotImplementedError
