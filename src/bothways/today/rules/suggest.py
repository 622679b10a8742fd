"""Which few deeds to suggest today (decisions 17 to 20): plain values in, ordered cards out."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from bothways.people.rules import Life, may_remember, may_suggest
from bothways.today.rules.cards import Act, Card, Code, Loop, PutOff, Reason, Relation, Telling
from bothways.today.rules.reasons import find_out_first, place, reasons_for_contact, remembrance

A_WEEK = 3  # decision 19, CAD-2
QUIET_DAYS = 30

_TIERS: dict[str, int] = {Act.TELL: 0, Act.THANK: 1, Act.ASK: 2, Act.MEET: 3, Act.RECONNECT: 3}  # of deeds for the living
_HELD_BY_QUIET = frozenset({Act.THANK, Act.ASK, Act.MEET, Act.RECONNECT})


def suggest(
    relations: Iterable[Relation],
    loops: Iterable[Loop],
    tellings: Iterable[Telling],
    put_offs: Iterable[PutOff],
    answered_this_week: int,
    today: date,
) -> list[Card]:
    """At most three cards, less those answered (done or put off) in this ISO week of the member's; one a person."""
    helps: dict[UUID, list[Loop]] = defaultdict(list)
    untold: dict[UUID, list[Telling]] = defaultdict(list)
    held: dict[UUID, list[PutOff]] = defaultdict(list)
    for loop in loops:
        helps[loop.person].append(loop)
    for telling in tellings:
        untold[telling.person].append(telling)
    for put_off in put_offs:
        if put_off.until is None or today < put_off.until:
            held[put_off.person].append(put_off)

    found = []
    for relation in relations:
        reasons = _speaking(relation, helps.get(relation.id, ()), untold.get(relation.id, ()), today)
        standing = [one for one in reasons if not _is_put_off(one.act, held.get(relation.id, ()))]
        if standing:
            found.append((min(map(place, standing)), relation, standing))
    nearest = heapq.nsmallest(max(0, A_WEEK - answered_this_week), found, key=lambda one: (one[0], one[1].id))
    return [_card(relation, standing, today) for _, relation, standing in nearest]


def _speaking(
    relation: Relation, loops: Iterable[Loop], tellings: Iterable[Telling], today: date
) -> list[Reason]:
    """The reasons that may speak: who has a role, and where contact or remembrance is wanted at all."""
    resting = (relation.life, relation.contact, relation.paused_until, today)
    if not relation.ties:
        return []
    if may_suggest(*resting):
        reasons = reasons_for_contact(relation, loops, tellings, today)
        return [one for one in reasons if not _is_quiet(one, relation, today)]
    return remembrance(relation, today) if may_remember(*resting) else []


def _is_quiet(reason: Reason, relation: Relation, today: date) -> bool:
    """
    Does the 30-day quiet hold this reason back (decision 19)?

    The quiet is for them ("mentors are very busy", essay 2) and begins in two ways:

    - A card of theirs was done: one of thank, ask and rhythm in 30 days, whatever comes up meanwhile (CAD-2).
    - There was a contact, of any channel. It quiets what lay open by then, since that could have been said there.
      What came up on the day or afterwards it cannot have served: whom I met last week and who helped me yesterday
      is thanked now (thanks for help are due within days, domain section 5), and an interview that somebody told
      me of on the 13th is asked about after the 19th, when it was.

    Someone who asked to hear from me more often than that has shortened the quiet for the rhythm: a wish always wins.
    Outcomes and news of mine pass.
    """
    if reason.act not in _HELD_BY_QUIET:
        return False
    days = min(QUIET_DAYS, relation.every_days or QUIET_DAYS) if reason.code is Code.RHYTHM else QUIET_DAYS
    if relation.done_on is not None and (today - relation.done_on).days < days:
        return True
    last = relation.last_contact
    if last is None or (today - last).days >= days:
        return False
    return reason.day is None or reason.day < last


def _is_put_off(act: Act, put_offs: Iterable[PutOff]) -> bool:
    """
    Put off, for this person: for ever that deed alone; for a while also the deeds after it in the order.

    They stood on the same card when "not now" was said to it; bringing the person up again the next morning for a
    lesser reason would be no answer to that. A weightier one, such as an outcome to tell, may still come.
    """
    tier = _TIERS.get(act)
    for put_off in put_offs:
        answered = _TIERS.get(put_off.act)
        if tier is None or answered is None:
            if put_off.act == act:
                return True
        elif answered == tier or (answered < tier and put_off.until is not None):
            return True
    return False


def _card(relation: Relation, reasons: list[Reason], today: date) -> Card:
    ordered = tuple(sorted(reasons, key=place))
    living = relation.life != Life.DIED
    return Card(relation.id, ordered[0].act, ordered, living and find_out_first(relation, today))
