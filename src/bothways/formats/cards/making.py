"""Makes a card of its fields, and names the fields that it could not use."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto

from bothways.formats.addresses import normalised
from bothways.formats.cards.card import Card, Email, Phone, Photo, Postal
from bothways.formats.cards.dates import day_of
from bothways.formats.cards.labels import label_of
from bothways.formats.cards.postal import postal_text
from bothways.formats.cards.properties import Property
from bothways.formats.days import FIRST_YEAR, Day
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.formats.text import one_line

LONGEST_LINE = 500
LONGEST_NOTE = 100_000
LONGEST_PHOTO = 5 << 20
MOST_TROUBLES = 20  # of one card; a damaged file is named, not copied into the report
LONGEST_NUMBER = 60  # of a telephone
MOST = 100  # addresses of one sort on one card

Trouble = tuple[int, str]  # the number of the line, and a sentence


@dataclass(slots=True)
class Troubles:
    """What could not be read of one card: the first are named, the others counted; a file may be a million of them."""

    named: list[Trouble] = field(default_factory=list)
    more: int = 0

    def append(self, one: Trouble) -> None:
        if len(self.named) < MOST_TROUBLES:
            self.named.append(one)
        else:
            self.more += 1


@dataclass(slots=True)
class Fields:
    """The fields of one card that Bothways reads, by name, each with the number of its line."""

    by_name: dict[str, list[tuple[int, Property]]] = field(default_factory=dict)
    troubles: Troubles = field(default_factory=Troubles)
    charset: str = ""  # the first that any field of the card names

    def keep(self, line: int, one: Property) -> None:
        kept = self.by_name.setdefault(one.name, [])
        if len(kept) < MOST:
            kept.append((line, one))
        elif len(kept) == MOST:
            says = _("It has more than {most} fields {name}. The others were left out.")
            self.troubles.append((line, says.format(most=MOST, name=one.name)))
            kept.append((line, one))

    def every(self, name: str) -> list[tuple[int, Property]]:
        return [(line, replace(one, spare=self.charset)) for line, one in self.by_name.get(name, [])[:MOST]]

    def first(self, name: str) -> str:
        """The first value that says something, on one line."""
        return next((text for _, one in self.every(name) if (text := one_line(one.text, LONGEST_LINE))), "")

    def parts(self, name: str) -> list[str]:
        return next((parts for _, one in self.every(name) if any(parts := one.parts)), [])


_DEATH_DATES = ("DEATHDATE", "X-DEATHDATE")
_OF_DEATH = (*_DEATH_DATES, "DEATHPLACE")

# Whatever else a card says (X-MEMBER-ID, RELATED, an owner) is not read at all.
READ = frozenset({
    "UID", "FN", "N", "NICKNAME", "EMAIL", "TEL", "ADR", "LABEL", "ORG", "TITLE", "ROLE", "BDAY", "NOTE", *_OF_DEATH,
    "PHOTO", "KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABLABEL",
})  # fmt: skip


def make_card(number: int, line: int, fields: Fields, today: date) -> Card:
    """`fields.troubles` gains what was left out; a day after `today` is not believed."""
    family, given, additional, prefix, suffix = ([one_line(p, LONGEST_LINE) for p in fields.parts("N")] + [""] * 5)[:5]
    nickname = fields.first("NICKNAME")
    organisation = one_line(", ".join(filter(None, fields.parts("ORG"))), LONGEST_LINE)
    emails = tuple(dict.fromkeys(_emails(fields)))
    born = _born(fields, today)
    parts = " ".join(filter(None, (prefix, given, additional, family, suffix)))
    named = (fields.first("FN"), parts, nickname, organisation, emails[0].address if emails else "")
    return Card(
        number=number,
        line=line,
        uid=fields.first("UID"),
        name=next(filter(None, named), ""),
        group="group" in (fields.first("KIND").lower(), fields.first("X-ADDRESSBOOKSERVER-KIND").lower()),
        given=given,
        additional=additional,
        family=family,
        prefix=prefix,
        suffix=suffix,
        nickname=nickname,
        emails=emails,
        phones=tuple(dict.fromkeys(_phones(fields))),
        postals=tuple(dict.fromkeys(_postals(fields))),
        organisation=organisation,
        title=fields.first("TITLE"),
        role=fields.first("ROLE"),
        born=born,
        dead=any(one.text for name in _OF_DEATH for _, one in fields.every(name)),
        died=_died(fields, today, born),
        note=_note(fields),
        photo=_photo(fields),
    )


def _own_labels(fields: Fields) -> dict[str, str]:
    return {one.group: one.text for _, one in fields.every("X-ABLABEL") if one.group}


def _emails(fields: Fields) -> Iterator[Email]:
    own = _own_labels(fields)
    for line, one in fields.every("EMAIL"):
        written = one.text
        address = normalised(_bare(written))
        if address:
            yield Email(address, label_of(one, own))
        elif written:
            says = _("This is no e-mail address: {said}").format(said=one_line(written, 80))
            fields.troubles.append((line, says))


def _bare(written: str) -> str:
    """`Grace Bell <grace@example.org>` and `mailto:grace@example.org` without what is around the address."""
    inner = written.rpartition("<")[2].partition(">")[0] if "<" in written else written
    return inner.strip().removeprefix("mailto:").removeprefix("MAILTO:")


def _phones(fields: Fields) -> Iterator[Phone]:
    own = _own_labels(fields)
    for line, one in fields.every("TEL"):
        number = one_line(one.text.removeprefix("tel:"), LONGEST_NUMBER + 1)
        if len(number) > LONGEST_NUMBER:
            says = _("This is too long for a telephone number: {number}").format(number=number)
            fields.troubles.append((line, says))
        elif number:
            yield Phone(number, label_of(one, own))


def _postals(fields: Fields) -> Iterator[Postal]:
    own = _own_labels(fields)
    found = [Postal(text, label_of(one, own)) for _, one in fields.every("ADR") if (text := postal_text(one))]
    labels = [Postal(one.text, label_of(one, own)) for _, one in fields.every("LABEL") if one.text]
    yield from found or labels  # vCard 2.1 and 3.0 may give the layout alone


class _Why(Enum):
    """Why nobody was born or died on such a day."""

    UNREAD = auto()
    TO_COME = auto()
    EARLY = auto()
    UNBORN = auto()


_NOT_BORN = {
    _Why.UNREAD: marked("This is no day that can be read, and was left out: {said}"),
    _Why.TO_COME: marked("This day is still to come, and was left out: {said}"),
    _Why.EARLY: marked("This day lies before {first}, and was left out: {said}"),
}
_NOT_DIED = {
    _Why.UNREAD: marked("This is no day that can be read, so only that they died was kept: {said}"),
    _Why.TO_COME: marked("This day is still to come, so only that they died was kept: {said}"),
    _Why.EARLY: marked("This day lies before {first}, so only that they died was kept: {said}"),
    _Why.UNBORN: marked("This day lies before their birthday, so only that they died was kept: {said}"),
}


def _born(fields: Fields, today: date) -> Day | None:
    return _day(fields, ("BDAY",), today, says=_NOT_BORN)


def _died(fields: Fields, today: date, born: Day | None) -> Day | None:
    """Nothing where the day cannot be read, or cannot be true: whoever wrote it still says that they died."""
    return _day(fields, _DEATH_DATES, today, born, says=_NOT_DIED)


def _day(
    fields: Fields, names: tuple[str, ...], today: date, born: Day | None = None, *, says: Mapping[_Why, str]
) -> Day | None:
    """The first day of these fields that can be true; `says`: what the report says of any other."""
    for line, one in ((line, one) for name in names for line, one in fields.every(name)):
        day = day_of(one.text)
        why = _why_not(day, today, born)
        if why is None:
            return day
        if one.text:
            said = one_line(one.text, 80)
            fields.troubles.append((line, _(says[why]).format(said=said, first=FIRST_YEAR)))
    return None


def _why_not(day: Day | None, today: date, born: Day | None) -> _Why | None:
    """Nothing where it can be. Of a day without its year nobody knows."""
    if day is None:
        return _Why.UNREAD
    if day.is_to_come(today):
        return _Why.TO_COME
    if day.is_too_early:
        return _Why.EARLY
    return _Why.UNBORN if born and born.year and day.year and day.latest < born.earliest else None


def _note(fields: Fields) -> str:
    note = "\n\n".join(filter(None, (one.text for _, one in fields.every("NOTE"))))
    if len(note) > LONGEST_NOTE:
        line = fields.every("NOTE")[0][0]
        says = _("The note is longer than {most} characters. The rest was left out.").format(most=LONGEST_NOTE)
        fields.troubles.append((line, says))
    return note[:LONGEST_NOTE]


def _photo(fields: Fields) -> Photo | None:
    for line, one in fields.every("PHOTO")[:1]:
        media, octets = _picture(one)
        if not one.raw.strip():
            continue
        if re.match(rb"\s*https?:", one.raw, re.IGNORECASE):
            why = _("The photo lies on the web, and was not fetched.")
        elif not octets:
            why = _("The photo is broken. The card was read without it.")
        elif len(octets) > LONGEST_PHOTO:
            why = _("The photo is larger than 5 MB. The card was read without it.")
        else:
            return Photo(media, octets)
        fields.troubles.append((line, why))
    return None


def _picture(one: Property) -> tuple[str, bytes | None]:
    """The type and the bytes of a photo: base64 as in 2.1 and 3.0, or a data address as in 4.0. Nothing is fetched."""
    head, comma, rest = one.raw.partition(b",")
    if head.strip().lower().startswith(b"data:") and comma:
        media = head.strip()[5:].partition(b";")[0].decode("ascii", "replace").lower()
        return media, replace(one, raw=rest).octets
    if one.encoded != "BASE64":
        return "", None
    kind = next((word for word in one.types if word.isalpha()), "")
    return f"image/{kind}" if kind else "", one.octets
