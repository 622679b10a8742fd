"""Whose card is this: somebody known, or somebody new? And what does it add to them?"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from bothways.formats.cards.card import Card
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.ground.folding import fold

_LONGEST_KEY = 300
_TITLE_WORDS = "dr dra prof profa professor mr mrs ms mx miss sir rev sr sra srta don frau herr md phd mph jr iii"
_TITLES = frozenset(_TITLE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the member's keeping, as far as a card is compared with them."""

    id: UUID
    name: str
    reached_at: frozenset[str] = frozenset()  # their mail addresses and telephone numbers


@dataclass(frozen=True, slots=True)
class Whose:
    """`known` is whose card it is, or nobody where it is somebody new; `question` is a sentence for the report."""

    known: Known | None
    question: str = ""


def source_keys(card: Card) -> tuple[str, ...]:
    """
    By what the same card is known again, wherever in a file it stands: its UID and name, its UID, else what it says.

    The UID alone is not enough: two address books can count their cards from 1.
    """
    if card.uid:
        return _made(card.uid, fold(card.name)), card.uid if len(card.uid) <= _LONGEST_KEY else _made(card.uid)
    mails, phones = [one.address for one in card.emails], [one.number for one in card.phones]
    return (_made(card.name, card.organisation, mails, phones, str(card.born or ""), card.note),)


def whole_key(card: Card) -> str:
    """Of all that it says: brought in again it changes nothing, whatever the member has taken out since."""
    return _made(repr(replace(card, number=0, line=0, photo=None)))


def _made(*said: object) -> str:
    text = repr(said[0] if len(said) == 1 else said)
    return f"card-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:32]}"


def name_of(card: Card) -> str:
    """As the card says, else its first telephone number; nothing where it names nobody at all."""
    return (card.name or (card.phones[0].number if card.phones else ""))[: _KEPT["name"]]


def whose(card: Card, by_key: Known | None, by_uid: Known | None, holders: Mapping[str, Sequence[Known]]) -> Whose:
    """
    By its UID and name (`by_key`), by its UID, else by a mail address that one person has; never by the name alone.

    A UID can be that of another address book, an address a couple's or a department's: where names say that two people
    share it, they stay two, and the report asks.
    """
    if by_key:
        return Whose(by_key)
    if by_uid is None:
        return _by_address(card, holders)
    if not are_two(card.name, by_uid.name) or by_uid.reached_at & _reached_at(card):
        return Whose(by_uid)
    found = _by_address(card, holders)
    if found.known or found.question:
        return found
    says = _("{name} has the same UID as {other}, and was kept apart. Are they two people?")
    return Whose(None, says.format(name=card.name, other=by_uid.name))


def _reached_at(card: Card) -> frozenset[str]:
    return frozenset([*(one.address for one in card.emails), *(one.number for one in card.phones)])


def _by_address(card: Card, holders: Mapping[str, Sequence[Known]]) -> Whose:
    having = {one.id: one for email in card.emails for one in holders.get(email.address, ())}
    if not having:
        return Whose(None)
    names = sorted({one.name for one in having.values()})
    if len(having) > 1:
        says = _("{name} shares a mail address with {others}, so nobody was joined. Who is it?")
        return Whose(None, says.format(name=card.name, others=_listed(names)))
    (only,) = having.values()
    if are_two(card.name, only.name):
        says = _("{name} has the same mail address as {other}, and was kept apart. Are they two people?")
        return Whose(None, says.format(name=card.name, other=only.name))
    return Whose(only)


def are_two(one: str, other: str) -> bool:
    """Do these names, found at one mail address, clearly say two people, such as Ann Lee and Bob Lee?"""
    first, second = _words(one), _words(other)
    if len(first) < 2 or len(second) < 2 or "@" in one + other:
        return False
    if set(first) <= set(second) or set(second) <= set(first) or len(set(first) & set(second)) > 1:
        return False
    return not (first[0].startswith(second[0]) or second[0].startswith(first[0]))


def _words(name: str) -> list[str]:
    words = [word.strip(".,;()\"'") for word in fold(name).split()]
    return [word for word in words if word and word not in _TITLES]


def _listed(names: Sequence[str]) -> str:
    if len(names) > 3:
        names = [*names[:3], _("{n} more").format(n=len(names) - 3)]
    *first, last = names
    return _("{names} and {last}").format(names=", ".join(first), last=last) if first else last


def values_of(card: Card) -> dict[str, object]:
    """What a card says, by the columns of a person, each cut to what is kept of it; empty where it says nothing."""
    kept = {name: text[: _KEPT[name]] for name, text in _said(card).items() if name != "name"}
    return {**kept, "born": card.born, "note": card.note}


def cut_short(card: Card) -> str:
    """A sentence for the report where values_of and name_of keep only the beginning of something, or nothing."""
    cut = [_(WORDS[name]) for name, text in _said(card).items() if len(text) > _KEPT[name]]
    says = _("Only the beginning was kept of what is too long on it: {parts}.")
    return says.format(parts=", ".join(cut)) if cut else ""


_KEPT = {
    "name": 300, "given": 300, "family": 300, "prefix": 100, "organisation": 300, "work": 300, "postal": 1000,
}  # fmt: skip
WORDS = {
    "name": marked("name"), "given": marked("given name"), "family": marked("family name"), "prefix": marked("title"),
    "organisation": marked("organisation"), "work": marked("work"), "postal": marked("address"),
}  # fmt: skip


def _said(card: Card) -> dict[str, str]:
    return {
        "name": card.name,
        "given": _joined(card.given, card.additional),
        "family": _joined(card.family, card.suffix),
        "prefix": card.prefix,
        "organisation": card.organisation,
        "work": card.title or card.role,
        "postal": card.postals[0].text if card.postals else "",
    }


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
