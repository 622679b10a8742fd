"""
The sentences of Bothways, gathered from code and pages, and the books that hold them in other languages.

`bin/words` runs this: new sentences are added to the file of their room with an empty answer, what no longer stands in
the code is taken out, and the book that is read (`es.mo`) is laid from all rooms together.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bothways.formats.language import LANGUAGES, LOCALE
from tests.architecture.house import modules, package_of, templates

KEYWORDS = {"_": None, "gettext": None, "marked": None, "later": None, "ngettext": (1, 2),
            "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}  # fmt: skip
OTHERS = [language for language in LANGUAGES if language != "en"]
PLURALS = {"es": "nplurals=2; plural=(n != 1);"}  # no third form for millions: nobody keeps a million of anything here
WIDTH = 120
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def rooms() -> list[str]:
    return sorted({package_of(path) for path in (*modules(), *templates())})


@cache
def gathered(room: str) -> Catalog:
    """Every sentence of a room, by where it stands first."""
    found = Catalog(charset="utf-8")
    for path in sorted((*modules(), *templates())):
        if package_of(path) == room:
            for _, message, comments, context in _in(path):
                found.add(message, context=context, auto_comments=comments)
    return found


def _in(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    if path.suffix == ".py":
        yield from extract_from_file("python", path, KEYWORDS, ("Of the word:",))
    else:
        yield from extract_from_file(
            "jinja2", path, KEYWORDS, ("Of the word:",), {"trimmed": "true", "silent": "false"}
        )


def file_of(language: str, room: str) -> Path:
    return LOCALE / language / f"{room}.po"


def written(language: str, room: str) -> Catalog:
    """What a room's file holds; nothing where it has none."""
    path = file_of(language, room)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def _empty(language: str) -> Catalog:
    """Of no day, so that the same sentences are the same file."""
    new = Catalog(locale=language, charset="utf-8", fuzzy=False, creation_date=SOME_DAY, revision_date=SOME_DAY)
    new.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", PLURALS[language])]
    return new


def brought_up_to_date(language: str, room: str) -> bytes:
    """The room's file with every sentence of the code and no other, in the order of the code."""
    old, new = written(language, room), _empty(language)
    for message in gathered(room):
        if message.id:
            kept = old.get(message.id, message.context)
            new.add(
                message.id, kept.string if kept else "", context=message.context, auto_comments=message.auto_comments
            )
    into = io.BytesIO()
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n'
    into.write(head.encode())
    write_po(into, new, width=WIDTH, no_location=True, omit_header=True, ignore_obsolete=True)
    return into.getvalue()


def book(language: str) -> bytes:
    """What all rooms hold, as it is read: where two rooms have the same sentence, they have it in the same words."""
    every = _empty(language)
    for room in rooms():
        for message in written(language, room):
            if message.id and all(_texts(message.string)):
                every.add(message.id, message.string, context=message.context)
    into = io.BytesIO()
    write_mo(into, every)
    return into.getvalue()


def _texts(said: str | list[str] | tuple[str, ...]) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


def main() -> None:
    for language in OTHERS:
        for room in rooms():
            if any(message.id for message in gathered(room)):
                file_of(language, room).write_bytes(brought_up_to_date(language, room))
                empty = sum(not all(_texts(one.string)) for one in written(language, room) if one.id)
                print(f"{language} {room}: {empty} to be written" if empty else f"{language} {room}: whole")
            else:
                file_of(language, room).unlink(missing_ok=True)
        (LOCALE / f"{language}.mo").write_bytes(book(language))


if __name__ == "__main__":
    main()
