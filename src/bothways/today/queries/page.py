"""Today's page: the few cards in words, with the evidence they rest on, fetched by primary key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.days import spoken
from bothways.formats.language import gettext as _
from bothways.rhythm.rules import EVER
from bothways.today.queries import evidence, rows
from bothways.today.queries.evidence import Someone
from bothways.today.queries.rows import WHO, Narrow, Read, narrow
from bothways.today.rules.cards import Act, Card, Reason, Telling
from bothways.today.rules.reasons import place
from bothways.today.rules.suggest import A_WEEK, in_memory, suggest
from bothways.today.rules.words import Known, Recorded, Worded, last_contact, worded

AT_FIRST = 6  # of what lies open, as much as is read first
MOST_SILENT = 12  # and as many of the most silent: some may have died, and others be in the quiet of a month
FURTHER = 5  # times as many, where the first are not enough
STILL_UNTOLD = 3
MEETINGS = 5
AT_REST = 2  # times as many are looked at, because some are with people whom nothing here brings up

Silence = tuple[date, UUID]  # the last contact, or `EVER`, and with whom


@dataclass(frozen=True)
class Shown:
    """One card as the page shows it."""

    card: Card
    person: Someone
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
    """One line of what is still untold: the help, and what came of it; or news of mine for those I chose."""

    person: str
    of_help: bool
    deed: str
    news: str


@dataclass(frozen=True)
class Asked:
    """A letter to ask about, as the question needs it."""

    pk: UUID
    version: int
    person: Someone
    asked_at: None = None
    unsent: bool = False
    mourns_the_living: bool = False


@dataclass(frozen=True)
class InVain:
    """A letter sent from here that came back (`refused`), or of which nobody knows (`unsure`)."""

    pk: UUID
    person: Someone
    state: str


@dataclass(frozen=True)
class Page:
    cards: list[Shown]
    untold: list[Untold]
    in_vain: list[InVain]
    asked: list[Asked]
    meetings: list[tuple[Recorded, Someone]]
    in_memory: list[Shown]  # days of remembrance for which the week has no card left
    mourning: bool


def cards(member: Member, today: date, found: Narrow | None = None) -> list[Card]:
    """
    The cards of this day (decisions 17 to 20): what the rule chooses from everybody, without reading everybody.

    The rule goes on in an order, and so does the reading: those with whom something has lain open for longest, then
    the most silent, then all. What was chosen from some is kept where nobody who was not read could stand before it.
    """
    choice = _Choice(member, found or narrow(member, today))
    return (choice.of_what_lies_open() or choice.of_silence()) if choice.room > 0 else []


@dataclass(frozen=True)
class _Choice:
    member: Member
    found: Narrow

    @property
    def room(self) -> int:
        return A_WEEK - len(self.found.answered)

    def among(self, some: Read) -> list[Card]:
        return suggest(some.relations, some.lying, some.put_offs, len(self.found.answered), self.found.today)

    def of_what_lies_open(self) -> list[Card]:
        """None, where what lies open does not fill the week."""
        lying = self.found.lying_open
        for many in (AT_FIRST, AT_FIRST * FURTHER):
            if not (first := lying[:many]):
                break
            cards = self.among(rows.these(self.member, self.found, {row[WHO] for row in first}))
            last = rows.place_of(first[-1], self.found.today)
            if len(cards) >= self.room and all((place(one.reasons[0]), one.person) <= last for one in cards):
                return cards  # nothing that lies open and was not read stands before one of them
            if len(lying) <= many:
                break
        return []

    def of_silence(self) -> list[Card]:
        for many in (MOST_SILENT, MOST_SILENT * FURTHER):
            some = rows.most_silent(self.member, self.found, many)
            cards, last = self.among(some), self.last_of(some, many)
            if last is None or (len(cards) >= self.room and all(_stands_before(card, last) for card in cards)):
                return cards
        return self.among(rows.everyone(self.member, self.found))

    def last_of(self, some: Read, many: int) -> Silence | None:
        """Of the most silent, the last; None where these are all whom silence may bring up."""
        silent = sorted((one.last_contact or EVER, one.id) for one in some.relations if one.id not in self.found.held)
        return None if len(silent) < many else silent[many - 1]


def _stands_before(card: Card, last: Silence) -> bool:
    """Nobody is due on the day of their last contact already, and who was not read had theirs after `last`."""
    first = card.reasons[0]
    if first.act in (Act.MEET, Act.RECONNECT):
        return (first.day or EVER, card.person) <= last
    return first.act is not Act.REMEMBER


def page(member: Member, today: date) -> Page:
    found = narrow(member, today)
    chosen = cards(member, today, found)
    if member.back_on == today:  # after long silence of the member's own, one deed (decision 8)
        chosen = chosen[:1]
    open_now = (row for row in sorted(found.tellings, key=_oldest) if not found.is_told_later(row[WHO]))
    untold = [rows.telling(row) for row in islice(open_now, STILL_UNTOLD * AT_REST)]
    dead = _in_memory(member, found, {one.person for one in chosen})
    rest = _rest(member, [*chosen, *dead], untold, found)
    untold = [one for one in untold if rest.people[one.person].may_suggest]
    meetings = [(rest.records[one], rest.people[who]) for one, who in _meetings(found)]
    return Page(
        cards=[rest.shown(card, today) for card in chosen],
        untold=[rest.untold(one) for one in untold[:STILL_UNTOLD]],
        in_vain=[
            InVain(letter, rest.people[who], state)
            for letter, who, state in found.in_vain
            if rest.people[who].may_suggest
        ],
        asked=[Asked(pk, read, rest.people[who]) for pk, read, who in found.asked if rest.people[who].may_suggest],
        meetings=[(one, who) for one, who in meetings if who.may_suggest][:MEETINGS],
        in_memory=[rest.shown(card, today) for card in dead],
        mourning=found.mourning,
    )


def _meetings(found: Narrow) -> list[tuple[UUID, UUID]]:
    return [rows.meeting(row) for row in found.meetings[: MEETINGS * AT_REST]]


def _in_memory(member: Member, found: Narrow, chosen: set[UUID]) -> list[Card]:
    """A day of remembrance is a fixed date: it stands apart, and outside the three of a week (decision 18)."""
    if not found.remembered:
        return []
    some = rows.these(member, found, set(found.remembered))
    return [one for one in in_memory(some.relations, some.put_offs, found.today) if one.person not in chosen]


def _oldest(row: rows.Row) -> tuple[str, str]:
    _, day, news, *_ = row
    return day, news


@dataclass(frozen=True)
class _Rest:
    """What the page rests on (`evidence.py`), and how its parts are made of it."""

    people: dict[UUID, Someone]
    records: dict[UUID, Recorded]
    drafts: set[str]

    def shown(self, card: Card, today: date) -> Shown:
        person = self.people[card.person]
        known = Known(
            name=person.addressed, today=today, records=self.records, last_contact=person.last_contact,
            last_lane=person.last_lane, every_days=person.every_days, channel=person.channel, care_of=person.care_of,
            has_mail=person.has_mail, begun=str(person.pk) in self.drafts,
        )  # fmt: skip
        rests = [one for reason in card.reasons for one in self._rests(reason, person)]
        if known.last_contact and card.act is not Act.REMEMBER:
            rests.append(Rests("person", person.pk, last_contact(known)))
        return Shown(card, person, worded(card, known), list(dict.fromkeys(rests)))

    def _rests(self, reason: Reason, person: Someone) -> Iterator[Rests]:
        moment = reason.id if reason.kind == "moment" else reason.help
        if moment is not None and moment in self.records:
            one = self.records[moment]
            what, day = one.what or _("A moment"), f" ({spoken(one.on)})" if one.on else ""
            yield Rests("moment", moment, f"{what}{day}")
        if reason.kind in ("news", "promise") and reason.id in self.records:
            yield Rests(reason.kind, reason.id, self.records[reason.id].what)
        elif reason.kind in ("rhythm", "remembered_day"):
            yield Rests("about", person.pk, _("What you said about {name}").format(name=person.addressed))
        elif reason.kind != "moment" and person.last_contact is None:
            yield Rests("person", person.pk, _("Your street with {name}").format(name=person.addressed))

    def untold(self, one: Telling) -> Untold:
        nothing = Recorded()
        deed = self.records.get(one.help, nothing).what if one.help else ""
        return Untold(
            self.people[one.person].addressed, one.help is not None, deed, self.records.get(one.news, nothing).what
        )


def _rest(member: Member, chosen: Iterable[Card], untold: Iterable[Telling], found: Narrow) -> _Rest:
    meetings = _meetings(found)
    reasons = [reason for card in chosen for reason in card.reasons]
    moments = {one.id for one in reasons if one.kind == "moment"} | {one for one, _ in meetings}
    moments |= {one.help for one in reasons if one.help} | {one.help for one in untold if one.help}
    news = {one.id for one in reasons if one.kind == "news"} | {one.news for one in untold}
    promises = {one.id for one in reasons if one.kind == "promise"}
    who = {card.person for card in chosen} | {one.person for one in untold}
    who |= {one for *_, one in found.asked} | {one for _, one in meetings} | {who for _, who, _ in found.in_vain}
    records = evidence.records(member, moments, news, promises)
    records |= {UUID(row[2]): Recorded(row[-1]) for some in found.remembered.values() for row in some}
    return _Rest(evidence.people(member, who, found.today), records, found.drafts)
