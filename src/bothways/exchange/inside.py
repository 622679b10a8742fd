"""What is read in the process apart (`ground/inside.py`), by the readers of `formats`: answers, as JSON or as bytes."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from bothways.exchange.rules import life_file
from bothways.exchange.rules.life_file import Listed, NotReadable
from bothways.formats.archive import records
from bothways.formats.archive.unpacking import Archive, Damaged
from bothways.formats.cards.card import Card
from bothways.formats.cards.reader import read_cards
from bothways.formats.language import gettext as _
from bothways.formats.language import speaking
from bothways.formats.mail.mbox import place, split_mbox
from bothways.formats.mail.message import Message
from bothways.formats.mail.reader import read_message
from bothways.formats.troubles import NotUnderstood
from bothways.ground.inside import Watched, alive, tell

_PIECE = 3 << 18


@dataclass(frozen=True, slots=True)
class Read:
    """One thing of a file, or what is to be said of the one before; the file goes on behind `number`, at `read_to`."""

    number: int
    read_to: int
    card: Card | None = None
    message: Message | None = None
    troubles: Sequence[NotUnderstood] = ()


def cards(*, path: str, language: str, today: str, after: int, start: int, passing: int) -> Iterator[bytes]:  # noqa: ARG001  # as `mail`
    """
    The cards behind the first ones: `after` of them, and `passing` more.

    A card cannot be found by its byte, so those are passed over; it is told when that is done.
    """
    number = after + passing
    with speaking(language), Watched(path) as stream:

        def passed() -> None:
            tell(_told(Read(number, stream.tell())))

        for one in read_cards(stream, date.fromisoformat(today), number, passed):
            if isinstance(one, Card):
                number = one.number
                # without its photo: nothing keeps one yet, and it is by far the largest part
                yield _told(Read(number, stream.tell(), card=replace(one, photo=None)))
            else:
                yield _told(Read(number, stream.tell(), troubles=(one,)))
        yield _told(Read(number, stream.tell()))


def mail(*, path: str, language: str, today: str, after: int, start: int, passing: int) -> Iterator[bytes]:
    """The messages behind byte `start`, where number `after` ends, and without the `passing` next."""
    now, number, read_to = datetime.fromisoformat(today), after, start
    with speaking(language), Watched(path) as stream:
        if not passing:
            yield _told(Read(number, read_to))
        for raw in split_mbox(stream, start, after):
            if isinstance(raw, NotUnderstood):  # it speaks of the message before it
                yield _told(Read(number, read_to, troubles=(raw,)))
                continue
            number, read_to = raw.number, raw.end
            if number <= after + passing:
                if number == after + passing:
                    yield _told(Read(number, read_to))
                continue
            yield _told(_message(number, read_to, read_message(raw.header, place(number), now)))


def _message(number: int, read_to: int, read: Message | NotUnderstood) -> Read:
    if isinstance(read, NotUnderstood):
        return Read(number, read_to, troubles=(read,))
    troubles = [NotUnderstood(place(number), why) for why in read.troubles]
    return Read(number, read_to, message=read, troubles=troubles)


def listed(*, path: str, language: str) -> Iterator[bytes]:
    """The names in a ZIP of a life, and what its manifest says of each: these, and no others, are in it."""
    with _told_of_damage(language) as damage:
        archive = _archive(path)
        alive()
        yield _told({"names": archive.names, "listed": _listed_in(archive)})
    yield from damage


def _listed_in(archive: Archive) -> list[Listed]:
    if life_file.MANIFEST not in archive.names:
        says = _(
            "This ZIP holds no {file}, as all have that Bothways takes out. If address books or mail are in it, unpack "
            "it, and bring those in."
        )
        raise NotReadable(says.format(file=life_file.MANIFEST))
    found = life_file.read_manifest(archive.read(life_file.MANIFEST, life_file.LONGEST_MANIFEST))
    alive()
    added = set(archive.names) - {one.name for one in found} - {life_file.MANIFEST}
    if added:
        raise Damaged(_("was put into this ZIP later: its manifest does not list it."), min(added))
    for one in found:
        if archive.size(one.name) != one.size:
            raise Damaged(_("has another size than its manifest says. Use another copy of the ZIP."), one.name)
    return found


def digest(*, path: str, language: str, name: str) -> Iterator[bytes]:
    with _told_of_damage(language) as damage:
        made = sha256()
        for piece in _archive(path).pieces(name):
            made.update(piece)
            alive()
        yield _told({"digest": made.hexdigest()})
    yield from damage


def rows(*, path: str, language: str, name: str) -> Iterator[bytes]:
    """The records of one file, in their order."""
    with _told_of_damage(language) as damage:
        for line in _archive(path).lines(name):
            if line not in (b"[", b"]"):
                yield _told({"record": records.read(line.removesuffix(b","))})
    yield from damage


def content(*, path: str, language: str, name: str, most: int) -> Iterator[bytes]:
    """The bytes of one file."""
    with _told_of_damage(language) as damage:
        found = memoryview(_archive(path).read(name, most))
        for at in range(0, len(found), _PIECE):
            yield _told({"piece": b64encode(found[at : at + _PIECE]).decode("ascii")})
    yield from damage


@lru_cache(maxsize=1)
def _archive(path: str) -> Archive:
    """It stays open for what is asked next: its list of files can be long."""
    return Archive(Path(path), top=life_file.MANIFEST)


@contextmanager
def _told_of_damage(language: str) -> Iterator[list[bytes]]:
    """What is wrong with a ZIP is an answer too: the last."""
    damage: list[bytes] = []
    with speaking(language):
        try:
            yield damage
        except Damaged as problem:
            damage.append(_told({"damaged": problem.why, "at": problem.at}))
        except NotReadable as problem:
            damage.append(_told({"not_readable": str(problem)}))
        except records.NoRecord as problem:
            damage.append(_told({"no_record": str(problem)}))


def _told(value: object) -> bytes:
    return json.dumps(value, default=_plain).encode("ascii")


def _plain(value: Any) -> Any:
    return (
        value.isoformat() if isinstance(value, date) else {one.name: getattr(value, one.name) for one in fields(value)}
    )
