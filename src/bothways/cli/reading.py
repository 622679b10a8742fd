"""`bothways read`: says what is in files, and brings nothing in."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bothways.cli.saying import AsJson, many, refuse, say
from bothways.exchange.apart import read_apart, reader_apart
from bothways.exchange.files import kind_at
from bothways.exchange.inside import Read
from bothways.exchange.queries.life import PROBLEMS, whats_in
from bothways.exchange.rules.mail import last_days
from bothways.formats.kinds import FileKind, Unknown
from bothways.formats.text import one_line
from bothways.formats.troubles import NAMED, NotUnderstood
from bothways.ground.clock import now

Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Address books (.vcf) and mail archives (mbox).")]


def read(paths: Paths, as_json: AsJson = False) -> None:
    """
    Says what is found in files: people, messages, who wrote when, and what was not understood.

    Where none of them could be read, that is a refusal.
    """
    check(paths)
    at = now()
    found = [_found(path, at) for path in paths]
    if not any(one["kind"] for one in found):
        if as_json:
            say("", {"files": found}, as_json=True)
        refuse("\n".join(_spoken(one) for one in found))
    say("\n".join(_spoken(one) for one in found), {"files": found}, as_json=as_json)


def check(paths: list[Path]) -> None:
    """Refuses what cannot be read as a file, before anything is read."""
    for path in paths:
        shown = one_line(str(path), 300)
        if not str(path).isprintable():
            refuse(f"{shown}: the name of this file holds signs that cannot be written. Give it another name first.")
        if path.is_dir():
            refuse(f"{shown} is a folder. Name the files in it: {shown}/*.vcf, for example.")
        if not path.exists():
            refuse(f"{shown} is not there.")
        if not path.is_file():
            refuse(f"{shown} is no file that can be read twice. Save what it gives as a file, and name that.")
        try:
            path.open("rb").close()
        except OSError as problem:
            refuse(f"{shown} cannot be read: {problem.strerror}.")


def _found(path: Path, at: datetime) -> dict[str, Any]:
    try:
        return _read_in(path, at)
    except OSError as problem:  # while it is read on
        refuse(f"{one_line(str(path), 300)} cannot be read: {problem.strerror}.")


def _read_in(path: Path, at: datetime) -> dict[str, Any]:
    kind = kind_at(path)
    found: dict[str, Any] = {
        "file": str(path), "kind": "" if isinstance(kind, Unknown) else str(kind), "people": [], "messages": 0,
        "senders": {}, "occurrences": [], "not_understood": [],
    }  # fmt: skip
    if isinstance(kind, Unknown):
        _note(found, NotUnderstood("", kind.why))
    elif kind is FileKind.LIFE:
        _read_life(path, found)
    elif kind is FileKind.CARDS:
        _read_cards(path, found, at)
    else:
        _read_mail(path, found, at)
    return found


def _read_life(path: Path, found: dict[str, Any]) -> None:
    try:
        found["people"], found["messages"] = whats_in(path)
    except PROBLEMS as problem:
        _note(found, NotUnderstood("", str(problem)))


def _note(found: dict[str, Any], trouble: NotUnderstood) -> None:
    named = found["not_understood"]
    if len(named) <= NAMED:
        why = trouble.why if len(named) < NAMED else "This and more behind it was not understood, and is not listed."
        named.append({"file": found["file"], "at": trouble.at, "why": why})


def _read_cards(path: Path, found: dict[str, Any], at: datetime) -> None:
    for read in _reads(path, FileKind.CARDS, at):
        if card := read.card:
            found["people"].append({"name": card.name, "emails": [email.address for email in card.emails]})
        for trouble in read.troubles:
            _note(found, trouble)


def _read_mail(path: Path, found: dict[str, Any], at: datetime) -> None:
    senders: dict[str, date] = {}
    for read in _reads(path, FileKind.MAILBOX, at):
        found["messages"] = read.number
        for trouble in read.troubles:
            _note(found, trouble)
        for address, day in last_days([read.message] if read.message else []).items():
            senders[address] = max(day, senders.get(address, day))
    found["senders"] = {address: senders[address].isoformat() for address in sorted(senders)}


def _reads(path: Path, kind: FileKind, at: datetime) -> Iterator[Read]:
    with reader_apart() as apart:
        yield from read_apart(apart, path, kind, at=at, timezone="UTC")


def _spoken(found: dict[str, Any]) -> str:
    people, messages, senders = len(found["people"]), found["messages"], len(found["senders"])
    mail = f"{many(messages, 'message')} of {many(senders, 'address', 'addresses')}"
    counted = mail if found["kind"] == FileKind.MAILBOX else many(people, "person", "people")
    lines = [f"{found['file']}: {found['kind'] or 'not read'}{f', {counted}' if found['kind'] else ''}"]
    return "\n".join([*lines, *(f"  {one['at'] or 'the file'}: {one['why']}" for one in found["not_understood"])])
