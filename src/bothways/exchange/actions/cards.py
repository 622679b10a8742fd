"""Keeps the people of an address book: somebody new, or somebody known who gains what was empty."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F

from bothways.accounts.models import Member
from bothways.exchange.models import Carded, Import
from bothways.exchange.rules.cards import Known, cut_short, name_of, source_keys, values_of, whole_key, whose
from bothways.formats.cards.card import Card
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.formats.troubles import NotUnderstood
from bothways.ground.folding import fold
from bothways.ground.pouring import pour
from bothways.ground.records import change
from bothways.people.models import Address, Person, Phone
from bothways.people.rules import Life

SOURCE = "vcard"
_GROUP = marked("This card is a list of people, not a person, and was left out.")
_NOBODY = marked("This card names nobody, and was left out.")
_KEPT_ALIVE = {
    Life.LIVING: marked("It says that {name} has died. You keep them as living; that stays until you say so."),
    Life.UNKNOWN: marked("It says that {name} has died. You keep them as unknown; that stays until you say so."),
}


@dataclass
class Desk:
    """The people that some cards are about, as they are and as they will be when all cards are read."""

    member: Member
    import_id: UUID
    people: dict[UUID, Person] = field(default_factory=dict)
    by_key: dict[str, Person] = field(default_factory=dict)
    keys: list[Carded] = field(default_factory=list)
    by_address: dict[str, dict[UUID, Person]] = field(default_factory=dict)
    numbers: dict[UUID, set[str]] = field(default_factory=dict)
    places: dict[UUID, int] = field(default_factory=dict)  # of each the last one of an address or a number
    fresh: dict[UUID, Person] = field(default_factory=dict)
    changed: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    addresses: list[Address] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    troubles: list[NotUnderstood] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "joined": 0, "unchanged": 0})


def keep_cards(brought: Import, cards: Sequence[Card]) -> tuple[int, list[NotUnderstood]]:
    """
    Within the caller's transaction, which holds the member. Says how many were somebody, and what could not be decided.

    The counts of the report grow in the same transaction as the checkpoint of the file: no card counts twice.
    """
    desk = _desk(brought, cards)
    for card in cards:
        if card.group or not name_of(card):
            desk.troubles.append(NotUnderstood(_at(card), _(_GROUP if card.group else _NOBODY)))
        else:
            desk.counts[_take(desk, card)] += 1
    _write(desk)
    grown = {f"people_{name}": F(f"people_{name}") + number for name, number in desk.counts.items()}
    Import.objects.filter(pk=brought.pk).update(**grown)
    return sum(desk.counts.values()), desk.troubles


def _at(card: Card) -> str:
    return _("card {number}").format(number=card.number)


def _desk(brought: Import, cards: Sequence[Card]) -> Desk:
    desk = Desk(member=brought.member, import_id=brought.pk)
    mails = {email.address for card in cards for email in card.emails}
    rows = Address.objects.filter(member=brought.member, address__in=mails).values_list("address", "person")
    holding = list(rows)
    carded = Carded.objects.filter(member=brought.member, key__in={key for one in cards for key in _keys(one)})
    whose_key = dict(carded.values_list("key", "person"))
    meant = {*whose_key.values(), *(person_id for _, person_id in holding)}
    people = Person.objects.of(brought.member).filter(pk__in=meant).select_for_update(no_key=True).order_by("pk")
    known = desk.people = {one.pk: one for one in people}
    desk.by_key = {key: known[person_id] for key, person_id in whose_key.items() if person_id in known}
    for address, person_id, place in Address.objects.filter(person__in=known).values_list("address", "person", "place"):
        desk.by_address.setdefault(address, {})[person_id] = known[person_id]
        desk.places[person_id] = max(place, desk.places.get(person_id, 0))
    for number, person_id, place in Phone.objects.filter(person__in=known).values_list("number", "person", "place"):
        desk.numbers.setdefault(person_id, set()).add(number)
        desk.places[person_id] = max(place, desk.places.get(person_id, 0))
    return desk


def _take(desk: Desk, card: Card) -> str:
    """Lays one card to its person; says whether that person is new, joined or unchanged."""
    *keys, whole = _keys(card)
    by_key, by_uid = (_known(desk, desk.by_key.get(one)) for one in (keys[0], keys[-1]))
    found = whose(card, by_key, by_uid, {one.address: _holders(desk, one.address) for one in card.emails})
    says = filter(None, (found.question, cut_short(card)))
    desk.troubles += [NotUnderstood(_at(card), one) for one in says]
    person = desk.people[found.known.id] if found.known else _new(desk, card, keys[0])
    had = desk.by_key.get(whole)
    _name_keys(desk, [*keys, whole], person)
    if found.known is None:
        _reach(desk, person, card)
        return "new"
    _say_if_dead(desk, person, card)
    if person is had:
        return "unchanged"
    filled = _fill(desk, person, card)
    again = found.known in (by_key, by_uid)
    return "joined" if _reach(desk, person, card) or filled or not again else "unchanged"


def _known(desk: Desk, person: Person | None) -> Known | None:
    if person is None:
        return None
    addresses = (address for address, having in desk.by_address.items() if person.pk in having)
    return Known(person.pk, person.name, frozenset([*addresses, *desk.numbers.get(person.pk, ())]))


def _holders(desk: Desk, address: str) -> list[Known]:
    return [Known(one.pk, one.name) for one in desk.by_address.get(address, {}).values()]


def _name_keys(desk: Desk, keys: Sequence[str], person: Person) -> None:
    """By these the card finds this person again; a key that is somebody's already stays theirs."""
    for key in keys:
        if key not in desk.by_key:
            desk.by_key[key] = person
            desk.keys.append(Carded(member=desk.member, key=key, person=person))


def _new(desk: Desk, card: Card, key: str) -> Person:
    name = name_of(card)
    person = Person(
        member=desk.member, language=desk.member.language,
        name=name, folded=fold(name)[:300], source=SOURCE, source_key=key, import_id=desk.import_id,
        life="died" if card.dead else "living", died=card.died, **values_of(card),
    )  # fmt: skip
    desk.people[person.pk] = desk.fresh[person.pk] = person
    return person


def _keys(card: Card) -> tuple[str, ...]:
    return (*source_keys(card), whole_key(card))


def _say_if_dead(desk: Desk, person: Person, card: Card) -> None:
    if card.dead and person.life != "died":
        says = _(_KEPT_ALIVE[Life(person.life)]).format(name=person.name)
        desk.troubles.append(NotUnderstood(_at(card), says))


def _fill(desk: Desk, person: Person, card: Card) -> bool:
    """Adds what was empty, and nothing else: what was typed stays as it is."""
    values = {name: value for name, value in values_of(card).items() if value and not getattr(person, name)}
    if card.died and not person.died and person.life == "died":
        values["died"] = card.died
    for name, value in values.items():
        setattr(person, name, value)
    if values and person.pk not in desk.fresh:
        desk.changed.setdefault(person.pk, {}).update(values)
    return bool(values)


def _reach(desk: Desk, person: Person, card: Card) -> bool:
    """Adds the mail addresses and telephone numbers that the person does not have yet."""
    before = len(desk.addresses) + len(desk.phones)
    for one in card.emails:
        having = desk.by_address.setdefault(one.address, {})
        if person.pk not in having:
            having[person.pk] = person
            desk.addresses.append(Address(address=one.address, **_behind(desk, person)))
    numbers = desk.numbers.setdefault(person.pk, set())
    for number in (one.number for one in card.phones):
        if number not in numbers:
            numbers.add(number)
            desk.phones.append(Phone(number=number, **_behind(desk, person)))
    return len(desk.addresses) + len(desk.phones) > before


def _behind(desk: Desk, person: Person) -> dict[str, Any]:
    """All that they are reached by already."""
    desk.places[person.pk] = place = desk.places.get(person.pk, -1) + 1
    return {"member": desk.member, "person": person, "import_id": desk.import_id, "place": place}


def _write(desk: Desk) -> None:
    pour(list(desk.fresh.values()))
    pour(desk.keys, ignore_conflicts=True)
    for person_id, values in desk.changed.items():
        change(desk.people[person_id], **values)
    reached = {*(one.person_id for one in desk.addresses), *(one.person_id for one in desk.phones)}
    told = Person.objects.filter(pk__in=reached - desk.fresh.keys() - desk.changed.keys())
    told.update(version=F("version") + 1)  # a page of before would take them away
    pour(desk.addresses)
    pour(desk.phones)
