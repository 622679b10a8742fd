"""Lucía's address book as a vCard file, 3.0 and 4.0 mixed, with the quirks that real ones have, and what is in it."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from uuid import UUID

from bothways.example.others import Other
from bothways.example.values import Life, Person
from bothways.formats.days import Day, Precision

CARDS = 300
TWICE = ("ortega", "amadi", "kumar", "nguyen", "obi", "boadu")  # stand there a second time, their name in another form

# One grey dot, as small as a PNG can be.
_PHOTO = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636800000082008177cd72b60000"
        "000049454e44ae426082"
    )
).decode("ascii")


@dataclass(frozen=True, slots=True)
class Written:
    """A card, and what a reader should find in it."""

    octets: bytes
    uid: str
    name: str
    emails: tuple[str, ...]


def cards(life: Life, others: tuple[Other, ...], lot: Random) -> Iterator[Written]:
    """As many as there are people, and a second one for those in `TWICE`; no address of Mr. Bell, who has none."""
    for person in life.people:
        yield _of_person(person, lot)
    for person in life.people:
        if person.key in TWICE:
            yield _again(person, lot)
    for other in others:
        yield _of_other(other, lot)


def _of_person(person: Person, lot: Random) -> Written:
    uid = _uid(lot)
    name = " ".join(filter(None, (person.prefix, person.name)))
    emails = tuple(email.address for email in person.emails)
    lines = [
        f"UID:{uid}",
        f"FN:{_escaped(name)}",
        f"N:{_escaped(person.family)};{_escaped(person.given)};;{person.prefix};",
    ]
    lines += [f"EMAIL;TYPE={'WORK' if 'example.com' not in email else 'HOME'}:{email}" for email in emails]
    lines += [f"TEL;TYPE=CELL:{person.phone}"] if person.phone else []
    lines += [f"ORG:{_escaped(person.organisation)}"] if person.organisation else []
    lines += [f"TITLE:{_escaped(person.work)}"] if person.work else []
    lines += [f"ADR;TYPE=HOME:;;{_escaped(_street(person.postal))};;;;"] if person.postal else []
    lines += [f"NOTE:{_escaped(person.note)}"] if person.note else []
    lines += [f"BDAY:{_birthday(person.born)}"] if person.born and person.born.precision is not Precision.YEAR else []
    return Written(_card(lines, lot.choice(("3.0", "4.0"))), uid, name, emails)


def _again(person: Person, lot: Random) -> Written:
    """As another program wrote it: `Ortega, Rosa`, or the initial alone."""
    uid = _uid(lot)
    name = lot.choice((f"{person.family}, {person.given}", f"{person.given[0]}. {person.family}"))
    emails = tuple(email.address.upper() for email in person.emails[-1:])
    lines = [f"UID:{uid}", f"FN:{_escaped(name)}", f"N:{_escaped(person.family)};{_escaped(person.given)};;;"]
    for email in emails:
        lines += [f"item1.EMAIL;type=INTERNET:{email}", "item1.X-ABLabel:_$!<Work>!$_"]
    return Written(_card(lines, "3.0"), uid, name, tuple(email.lower() for email in emails))


def _of_other(other: Other, lot: Random) -> Written:
    uid, quirk = _uid(lot), lot.randrange(8)
    emails = () if quirk == 1 else (other.email,)
    lines = [f"UID:{uid}", f"N:{other.family};{other.given};;;", f"TEL:{other.phone}"]
    lines += [f"ORG:{other.work}"] if other.work else []
    if quirk:  # else a card without FN
        lines.append(f"FN:{other.name}")
    if quirk == 2:
        lines.append("BDAY:1604-02-29")
    if quirk == 3:
        lines.append("X-SOCIALPROFILE;type=none:https://example.net/" + other.email.partition("@")[0])
    if quirk == 4:
        lines.append(f"PHOTO;ENCODING=b;TYPE=PNG:{_PHOTO}")
    lines += [f"EMAIL:{email}" for email in emails]
    return Written(_card(lines, "4.0" if quirk in (5, 6) else "3.0"), uid, other.name, emails)


def _card(lines: list[str], version: str) -> bytes:
    whole = ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD"]
    return b"".join(_folded(line) + b"\r\n" for line in whole)


def _folded(line: str) -> bytes:
    """At most 75 bytes a line (RFC 6350, 3.2); where it falls so, in the middle of a letter, as many programs do it."""
    octets = line.encode()
    pieces = [octets[:75], *(octets[at : at + 74] for at in range(75, len(octets), 74))]
    return b"\r\n ".join(pieces)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def _street(postal: str) -> str:
    return postal.replace("\n", ", ")


def _birthday(day: Day) -> str:
    return str(day) if day.precision is Precision.DAY else f"--{day.earliest:%m%d}"


def _uid(lot: Random) -> str:
    return f"urn:uuid:{UUID(int=lot.getrandbits(128), version=4)}"
