"""The ZIP of a whole life: what it calls itself, which versions are read, and what it says to people."""

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bothways.formats.archive.packing import Packed
from bothways.formats.archive.records import NoRecord, read
from bothways.formats.archive.unpacking import MOST_FILES
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.formats.text import one_line

FORMAT = "bothways-life"
VERSION = 1
README, MANIFEST = "README.txt", "manifest.json"
LONGEST_MANIFEST = 16 * 1024**2


class NotReadable(ValueError):
    """Its text is a sentence: why this ZIP is not brought in."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the manifest lists it."""

    name: str
    size: int
    sha256: str


def records_file(table: str) -> str:
    return f"records/{table}.json"


def in_record(number: int, problem: object) -> str:
    """A sentence about one record, for behind the name of its file."""
    says = _("record {number}: {problem}. Use another copy of the ZIP, or update Bothways.")
    return says.format(number=number, problem=problem)


def manifest(made_by: str, packed: Iterable[Packed], counts: Mapping[str, int]) -> bytes:
    """One file a line, so that it can be read; no time stands in it, so that the same life is the same ZIP."""
    lines = []
    for one in packed:
        known = {"name": one.name, "bytes": one.size, "sha256": one.sha256}
        count = {"records": counts[one.name]} if one.name in counts else {}
        lines.append("    " + json.dumps({**known, **count}, ensure_ascii=False))
    said = json.dumps({"format": FORMAT, "version": VERSION, "made_by": made_by}, ensure_ascii=False)
    return (said[:-1] + ', "files": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def read_manifest(raw: bytes) -> list[Listed]:
    """The files that this ZIP must have. Raises NotReadable."""
    try:
        said = read(raw)
    except NoRecord as problem:
        says = _("{file} cannot be read: {problem}. Use another copy of the ZIP.")
        raise NotReadable(says.format(file=MANIFEST, problem=problem)) from None
    version = said.get("version")
    if said.get("format") != FORMAT or type(version) is not int or version < 1:
        raise NotReadable(
            _("Bothways did not make this ZIP. If address books or mail are in it, unpack it, and bring those in.")
        )
    if version > VERSION:
        says = _(
            "A newer Bothways took this out: it is of version {version}, and this one reads up to {known}. "
            "Update Bothways, then bring it in."
        )
        raise NotReadable(says.format(version=one_line(str(version), 20), known=VERSION))
    files = said.get("files")
    listed = [_listed(one) for one in files] if isinstance(files, list) and len(files) <= MOST_FILES else []
    if not listed or len({one.name for one in listed}) < len(listed):
        says = _("{file} does not list the files of this ZIP. Use another copy of the ZIP.")
        raise NotReadable(says.format(file=MANIFEST))
    return listed


def _listed(one: Any) -> Listed:
    kinds = {"name": str, "bytes": int, "sha256": str}
    if not isinstance(one, dict) or any(type(one.get(name)) is not kind for name, kind in kinds.items()):
        says = _("{file} lists a file without its name, size and SHA-256. Use another copy of the ZIP.")
        raise NotReadable(says.format(file=MANIFEST))
    return Listed(one["name"], one["bytes"], one["sha256"])


_ABOUT = marked("""\
Everything that {name} kept in Bothways, a private home for the people who mentor us and whom we mentor.

This can be read without Bothways. The files in records/ are text (JSON, in UTF-8) with one record on each line; a
record names its fields in plain words. Records point at one another by their "id": where a moment says "person", look
for the person with that id in people.json. Days are written 2026-11-03, 2014-06 or 1996, as exactly as they were
known, and --04-12 is a day of no year; times are in UTC.

To bring it into Bothways again, choose this ZIP, as it is, on the page "Bring in" of a life in which nothing is kept
yet, or type: bothways import --member EMAIL FILE.zip. Letters that were waiting to be sent come back as ready: nothing
is ever sent by itself.

Passwords are not in it, neither the one to sign in with nor that of a mail server.
""")
_FILES = (
    (MANIFEST, marked("what made this ZIP, and every file in it with its size and SHA-256, by which damage is found")),
    ("sent/", marked("each letter that was sent by mail from Bothways, as the message that went out (.eml)")),
)


def readme(name: str, tables: Sequence[tuple[str, str]]) -> bytes:
    """What each file is; to be read in thirty years."""
    files = [*((records_file(table), says) for table, says in tables), *((file, _(says)) for file, says in _FILES)]
    about = "\n".join(
        textwrap.fill(f"{file}: {says}.", 112, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)
        for file, says in files
    )
    parts = (_(_ABOUT).format(name=name), _("What is in it:"), "", about, "")
    return "\n".join(parts).encode("utf-8", "replace")
