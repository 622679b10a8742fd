"""Today's page: the few cards in words, with the evidence they rest on, fetched by primary key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from bothways.accounts.models import Member
from bothways.gratitude.models import News
from bothways.moments.models import Moment, State
from bothways.people.models import Address, Person
from bothways.people.rules import addressed
from bothways.rhythm.rules import EVER
from bothways.today.queries.rows import Narrow, most_silent, narrow, relations, relations_of
from bothways.today.rules.cards import Act, Card, Reason, Relation, Telling
from bothways.today.rules.suggest import A_WEEK, lying_open, suggest
from bothways.today.rules.words import Known, Recorded, Worded, worded

AT_FIRST = 24  # of what lies open, as much as is read first
MOST_SILENT = 80  # and as many of the most silent: what was put off, and the quiet of a month, take some of them away
STILL_UNTOLD = 3
MEETINGS = 5


@dataclass(frozen=True)
class Shown:
    """One card as the page shows it."""

    card: Card
    person: Person
    words: Worded
    rests_on: list["Rests"]

    @property
    def first(self) -> Reason:
        return self.card.reasons[0]


@dataclass(frozen=True)
class Rests:
    """One record that a card rests on: the word of its page, its id, and what it says."""

    word: str
    id: UUID
    says: str


@dataclass(frozen=True)
class Untold:
    """One line of what is still untold: the help, and what came of it."""

    person: str
    deed: str
    news: str


@dataclass(frozen=True)
class Asked:
    """A letter to ask about, as the question needs it."""

    pk: UUID
    person: Person
    asked_at: None = None
    unsent: bool = False


@dataclass(frozen=True)
class Page:
    cards: list[Shown]
    untold: list[Untold]
    asked: list[Asked]
    meetings: list[tuple[Moment, Person]]
    mourning: bool


def cards(member: Member, today: date, rows: Narrow | None = None) -> list[Card]:
    """
    The cards of this day (decisions 17 to 20): what the rule chooses from everybody, without reading everybody.

    The rule goes on in an order, and so does the reading: those with whom something has lain open for longest, then
    the most silent, then all. What was chosen from some is kept where nobody who was not read could stand before it.
    """
    rows = rows or narrow(member, today)
    room = A_WEEK - len(rows.answered)

    def chosen(some: list[Relation]) -> list[Card]:
        return suggest(some, rows.loops, rows.tellings, rows.put_offs, len(rows.answered), today)

    first = dict.fromkeys(islice(lying_open(rows.tellings, rows.loops), AT_FIRST))
    few = chosen(relations_of(member, rows, {who for who, _ in first}))
    if len(few) >= room and all((card.person, card.reasons[0]) in first for card in few):
        return few
    named = {one.person for one in rows.tellings} | {one.person for one in rows.loops} | rows.remembered.keys()
    some = most_silent(member, rows, named, MOST_SILENT)
    more = chosen(some)
    if len(some) < MOST_SILENT:  # that is everybody
        return more
    since = sorted(one.last_contact or EVER for one in some)[MOST_SILENT - 1]
    if len(more) >= room and all(_stands_before(card, since) for card in more):
        return more
    return chosen(relations(member, rows))


def _stands_before(card: Card, since: date) -> bool:
    """Nobody is due on the day of their last contact already; who was not read had theirs on `since` or later."""
    first = card.reasons[0]
    silent = first.act in (Act.MEET, Act.RECONNECT)
    return (first.day or EVER) <= since if silent else first.act is not Act.REMEMBER


def page(member: Member, today: date) -> Page:
    rows = narrow(member, today)
    chosen = cards(member, today, rows)
    untold = sorted(rows.tellings, key=lambda one: (one.on, one.news))[:STILL_UNTOLD]
    evidence = _evidence(member, chosen, untold, rows)
    return Page(
        cards=[evidence.shown(card, today) for card in chosen],
        untold=[evidence.untold(one) for one in untold],
        asked=[Asked(letter, evidence.people[who]) for _, letter, who in rows.asked],
        meetings=[(evidence.moments[one], evidence.people[who]) for _, one, who in rows.meetings[:MEETINGS]],
        mourning=rows.mourning,
    )


@dataclass(frozen=True)
class _Evidence:
    """What the cards rest on, fetched by primary key: one query for each table."""

    people: dict[UUID, Any]  # Person, each with `has_mail`
    moments: dict[UUID, Moment]
    records: dict[UUID, Recorded]
    drafts: set[UUID]

    def shown(self, card: Card, today: date) -> Shown:
        person = self.people[card.person]
        state = person.state if hasattr(person, "state") else None
        known = Known(
            name=_addressed(person), today=today, records=self.records,
            last_contact=state.last_contact if state else None, last_lane=_lane(state),
            every_days=person.rhythm.every_days if hasattr(person, "rhythm") else None,
            channel=person.channel, care_of=person.care_of, has_mail=person.has_mail,
            begun=person.pk in self.drafts,
        )  # fmt: skip
        return Shown(card, person, worded(card, known), [self._rests(one, person) for one in card.reasons])

    def _rests(self, reason: Reason, person: Person) -> Rests:
        moment = reason.id if reason.kind == "moment" else reason.help
        if moment is not None and moment in self.records:
            one = self.records[moment]
            return Rests("moment", moment, f"{one.what or 'A moment'} ({one.on})")
        if reason.kind == "news" and reason.id in self.records:
            return Rests("person", person.pk, self.records[reason.id].what)
        word = "about" if reason.kind in ("rhythm", "remembered_day") else "person"
        return Rests(
            word,
            person.pk,
            f"Your street with {_addressed(person)}"
            if word == "person"
            else f"What you said about {_addressed(person)}",
        )

    def untold(self, one: Telling) -> Untold:
        nothing = Recorded()
        deed = self.records.get(one.help, nothing).what if one.help else ""
        return Untold(_addressed(self.people[one.person]), deed, self.records.get(one.news, nothing).what)


def _evidence(member: Member, chosen: Iterable[Card], untold: Iterable[Telling], rows: Narrow) -> _Evidence:
    reasons = [reason for card in chosen for reason in card.reasons]
    shown = {one.id for one in reasons if one.kind == "moment"} | {one for _, one, _ in rows.meetings[:MEETINGS]}
    shown |= {one.help for one in reasons if one.help} | {one.help for one in untold if one.help}
    news = {one.id for one in reasons if one.kind == "news"} | {one.news for one in untold}
    who = {card.person for card in chosen} | {one.person for one in untold}
    who |= {one for *_, one in (*rows.asked, *rows.meetings[:MEETINGS])}
    people = Person.objects.select_related("state", "rhythm").annotate(has_mail=Exists(_ADDRESSES))
    moments = _of(Moment.objects, member, shown)
    records = {pk: Recorded(one.deed, one.words, one.on) for pk, one in moments.items()}
    records |= {pk: Recorded(one.what, "", one.on) for pk, one in _of(News.objects, member, news).items()}
    records |= {pk: Recorded(word) for pk, word in rows.remembered_words.items()}
    return _Evidence(_of(people, member, who), moments, records, rows.drafts)


_ADDRESSES = Address.objects.filter(person=OuterRef("pk"))


def _of(rows: Any, member: Member, ids: set[UUID]) -> dict[UUID, Any]:
    """
    By primary key alone. Asked for the member as well, SQLite takes the index of the member from five ids on, and goes
    through all that was ever kept (P5).
    """
    return {pk: one for pk, one in rows.in_bulk(ids).items() if one.member_id == member.pk} if ids else {}


def _addressed(person: Person) -> str:
    return addressed(person.name, person.given, person.family, person.prefix, person.address_as)


def _lane(state: State | None) -> str:
    """Which way the last contact went."""
    if state is None or state.last_contact is None:
        return ""
    ways = {state.last_mine: "mine", state.last_theirs: "theirs", state.last_together: "together"}
    return ways[state.last_contact]
