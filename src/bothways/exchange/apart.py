"""Reads what is brought in by a process apart, one card, message or record at a time, and says what could not be."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from bothways.exchange.inside import Read
from bothways.exchange.rules.life_file import Listed, NotReadable
from bothways.formats.archive.records import NoRecord
from bothways.formats.archive.unpacking import Damaged
from bothways.formats.cards import reader
from bothways.formats.kinds import FileKind
from bothways.formats.language import gettext as _
from bothways.formats.language import language, marked
from bothways.formats.mail import mbox
from bothways.formats.troubles import NotUnderstood
from bothways.ground.apart import Apart, CannotRead
from bothways.ground.clock import there
from bothways.ground.inside import Broke

_READ = TypeAdapter(Read)
_LISTED = TypeAdapter(list[Listed])
_NAMES = TypeAdapter(list[str])

_LEFT_OUT = {
    Broke.TIME: marked("It was left out: reading it took too long."),
    Broke.MEMORY: marked("It was left out: reading it took too much memory."),
    Broke.NESTED: marked("It was left out: it holds things within things without end."),
    Broke.OTHER: marked("It was left out: it could not be read. This is a fault of Bothways, not of your file."),
}
_REST = {
    Broke.TIME: marked("From here on the file was left out: reading it took too long."),
    Broke.MEMORY: marked("From here on the file was left out: reading it took too much memory."),
    Broke.NESTED: marked("From here on the file was left out: it holds things within things without end."),
    Broke.OTHER: marked(
        "From here on the file was left out: it could not be read. This is a fault of Bothways, not of your file."
    ),
}
_LIFE = {
    Broke.TIME: marked(
        "took too long to be read. Bring it in again when this computer has less to do, or use another copy of the ZIP."
    ),
    Broke.MEMORY: marked("took too much memory to be read. Use another copy of the ZIP."),
    Broke.NESTED: marked("holds things within things without end. Use another copy of the ZIP."),
    Broke.OTHER: marked("could not be read. This is a fault of Bothways, not of your file."),
}
_LIST = marked("The list of files in this ZIP")
_PROBLEMS: dict[str, type[Exception]] = {"damaged": Damaged, "not_readable": NotReadable, "no_record": NoRecord}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is read on: behind how many cards or messages, and, in mail, at which byte."""

    number: int = 0
    byte: int = 0


def reader_apart() -> Apart:
    return Apart("bothways.exchange.inside")


def read_apart(
    apart: Apart, path: Path, kind: FileKind, *, at: datetime, timezone: str, behind: Place = Place()
) -> Iterator[Read]:
    """
    Every card or message of an address book or a mail archive, from a place on.

    One on which the process broke is passed over and named. Where not even that can be done, the rest is left out.
    """
    what, when = ("cards", there(timezone, at).date()) if kind is FileKind.CARDS else ("mail", at)
    given = {"path": str(path), "language": language(), "today": when.isoformat()}
    place, broke = behind, None
    while True:
        came = False
        try:
            for read in _reads(apart, what, **given, after=place.number, start=place.byte, passing=int(bool(broke))):
                left_out = (_named(kind, read.number, _LEFT_OUT[broke]),) if broke else ()
                came, broke, place = True, None, Place(read.number, read.read_to)
                yield replace(read, troubles=[*left_out, *read.troubles])
        except CannotRead as problem:
            if not came and broke:
                why = _named(kind, place.number + 1, _REST[problem.why])
                yield Read(place.number + 1, place.byte, troubles=(why,))
                return
            broke = problem.why
        else:
            return


def _reads(apart: Apart, what: str, **given: Any) -> Iterator[Read]:
    """Nothing is believed that comes from there: a process that a file has got hold of may say anything."""
    for answer in apart.ask(what, **given):
        try:
            yield _READ.validate_json(answer)
        except ValidationError:
            raise CannotRead(Broke.OTHER) from None


def _named(kind: FileKind, number: int, why: str) -> NotUnderstood:
    return NotUnderstood((reader if kind is FileKind.CARDS else mbox).place(number), _(why))


class Life:
    """A ZIP of a life as the process apart reads it. It raises Damaged, NotReadable, NoRecord."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._apart, self._beside = (
            reader_apart(),
            reader_apart(),
        )  # a file is read while the records that name it still come
        try:
            said = next(self._ask(self._apart, "listed"))
            self.names = _NAMES.validate_python(said["names"])
            self.listed = _LISTED.validate_python(said["listed"])
        except (StopIteration, KeyError, ValidationError):
            raise Damaged(_(_LIFE[Broke.OTHER]), _(_LIST)) from None
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._apart.close()
        self._beside.close()

    def digest(self, name: str) -> str:
        return "".join(str(said.get("digest")) for said in self._ask(self._apart, "digest", name=name))

    def records(self, name: str) -> Iterator[dict[str, Any]]:
        for said in self._ask(self._apart, "rows", name=name):
            yield dict(said["record"])

    def content(self, name: str, most: int) -> bytes:
        pieces = self._ask(self._beside, "content", name=name, most=most)
        return b"".join(b64decode(said["piece"]) for said in pieces)

    def _ask(self, apart: Apart, what: str, **given: Any) -> Iterator[dict[str, Any]]:
        name = given.get("name", "")
        try:
            for answer in apart.ask(what, path=str(self._path), language=language(), **given):
                said = json.loads(answer)
                if problem := _PROBLEMS.get(next(iter(said))):
                    raise problem(*said.values())
                yield said
        except CannotRead as problem:
            raise Damaged(_(_LIFE[problem.why]), name or _(_LIST)) from None
