"""Which few deeds to suggest today (decisions 17 to 20): plain values in, ordered cards out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from bothways.people.rules import may_remember, may_suggest
from bothways.rhythm.rules import due_on
from bothways.today.rules import reasons
from bothways.today.rules.cards import Act, Card, Code, Open, PutOff, Reason, Relation

A_WEEK = 3  # decision 19, CAD-2
QUIET_DAYS = 30
LONGEST = 90  # days of the longest "not now" (lessons, 6)

_TIERS: dict[str, int] = {  # deeds for the living
    Act.CONGRATULATE: 0, Act.CELEBRATE: 0, Act.KEEP_PROMISE: 0,
    Act.TELL: 1, Act.THANK: 2, Act.ASK: 3, Act.MEET: 4, Act.RECONNECT: 4,
}  # fmt: skip
_HELD_BY_QUIET = frozenset({Act.THANK, Act.ASK, Act.MEET, Act.RECONNECT})


@dataclass(frozen=True, slots=True)
class _Life:
    """What is known today: who may be suggested or remembered, what lies open with the living, what is put off."""

    living: dict[UUID, Relation]
    remembered: list[Relation]
    lying: list[tuple[Relation, Reason]]  # in the order of decision 18
    held: dict[UUID, list[PutOff]]
    today: date


def suggest(
    relations: Iterable[Relation],
    lying: Iterable[Open],
    put_offs: Iterable[PutOff],
    answered_this_week: int,
    today: date,
) -> list[Card]:
    """At most three cards, less those answered (done or put off) in this ISO week of the member's; one a person."""
    life = _gathered([one for one in relations if one.ties], lying, put_offs, today)
    room = max(0, A_WEEK - answered_this_week)
    cards: dict[UUID, Card] = {}
    for relation, reason in _in_turn(life):
        if len(cards) >= room:
            break
        if relation.id not in cards and _stands(reason, relation, life):
            cards[relation.id] = _card(relation, life)
    return list(cards.values())


def in_memory(relations: Iterable[Relation], put_offs: Iterable[PutOff], today: date) -> list[Card]:
    """All days of remembrance that are near: the member chose them, and so they pass by in no full week."""
    life = _gathered([one for one in relations if one.ties], (), put_offs, today)
    near = (who for who, reason in _in_memory(life) if _stands(reason, who, life))
    return [_card(who, life) for who in dict.fromkeys(near)]


def _gathered(relations: list[Relation], lying: Iterable[Open], put_offs: Iterable[PutOff], today: date) -> _Life:
    living = {one.id: one for one in relations if may_suggest(one.life, one.contact, one.paused_until, today)}
    dead = [one for one in relations if may_remember(one.life, one.contact, one.paused_until, today)]
    held = defaultdict(list)
    for put_off in put_offs:
        if _is_in_force(put_off, today):
            held[put_off.person].append(put_off)
    return _Life(living, dead, sorted(_open_with(living, lying, today), key=_place), held, today)


def _open_with(living: dict[UUID, Relation], lying: Iterable[Open], today: date) -> Iterator[tuple[Relation, Reason]]:
    for one in lying:
        if who := living.get(one.person):
            yield from ((who, reason) for reason in reasons.of_what_lies_open(one, who.ties, today))


def _in_turn(life: _Life) -> Iterator[tuple[Relation, Reason]]:
    """
    Every reason with its person, in the order of decision 18.

    Tier by tier and only as far as the reader goes on: where three outcomes are to be told, no rhythm is reckoned.
    """
    living, today = life.living, life.today
    yield from life.lying
    ahead = ((who, reasons.of_what_was_ahead(who, today)) for who in living.values() if who.ahead_on is not None)
    yield from sorted(((who, one) for who, found in ahead for one in found), key=_place)
    silent = [(due_on(one.ties, one.last_contact, one.every_days, today), one.id.int, one) for one in living.values()]
    for _, _, who in sorted((one for one in silent if one[0] <= today), key=lambda one: one[:2]):
        yield from ((who, one) for one in reasons.of_silence(who, today))
    yield from _in_memory(life)


def _in_memory(life: _Life) -> list[tuple[Relation, Reason]]:
    dead = ((who, one) for who in life.remembered for one in reasons.of_remembered_days(who, life.today))
    return sorted(dead, key=_place)


def _place(spoken: tuple[Relation, Reason]) -> tuple[reasons.Place, UUID]:
    return reasons.place(spoken[1]), spoken[0].id


def _card(relation: Relation, life: _Life) -> Card:
    today = life.today
    found = [
        *(reason for who, reason in life.lying if who is relation),
        *reasons.of_what_was_ahead(relation, today),
        *reasons.of_silence(relation, today),
    ]
    living = relation.id in life.living
    found = found if living else reasons.of_remembered_days(relation, today)
    standing = tuple(sorted((one for one in found if _stands(one, relation, life)), key=reasons.place))
    return Card(relation.id, standing[0].act, standing, living and reasons.find_out_first(relation, today))


def _stands(reason: Reason, relation: Relation, life: _Life) -> bool:
    """Is a reason neither held back by the quiet nor put off?"""
    held = life.held.get(relation.id, ())
    return not (_is_quiet(reason, relation, life.today) or _is_put_off(reason.act, held, life.today))


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
    Promises, outcomes, news of mine and news of theirs pass.
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


def holds_silence(put_offs: Iterable[PutOff], today: date) -> bool:
    """Whether silence alone brings this person up no card: to meet and to write again are put off alike."""
    return _is_put_off(Act.RECONNECT, (one for one in put_offs if _is_in_force(one, today)), today)


def holds_telling(put_offs: Iterable[PutOff], today: date) -> bool:
    """Whether nothing is to be told to this person now."""
    return _is_put_off(Act.TELL, (one for one in put_offs if _is_in_force(one, today)), today)


def _is_in_force(put_off: PutOff, today: date) -> bool:
    return put_off.until is None or today < put_off.until


def _is_put_off(act: Act, put_offs: Iterable[PutOff], today: date) -> bool:
    """
    Put off, for this person: that deed, and for a while also the deeds after it in the order.

    They stood on the same card when it was answered; bringing the person up again at once for a lesser reason would be
    no answer to that. Where the answer was "never", they rest as long as the longest "not now". A weightier deed, such
    as an outcome to tell, may still come.
    """
    tier = _TIERS.get(act)
    for put_off in put_offs:
        answered = _TIERS.get(put_off.act)
        if tier is None or answered is None:
            if put_off.act == act:
                return True
        elif answered == tier or (answered < tier and today < _rest_until(put_off)):
            return True
    return False


def _rest_until(put_off: PutOff) -> date:
    return put_off.until or put_off.on + timedelta(days=LONGEST)
