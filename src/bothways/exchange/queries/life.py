"""What is in the ZIP of a life, before any of it is kept. Whatever is wrong with it is one of `PROBLEMS`."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from bothways.exchange.queries.columns import read_record
from bothways.exchange.rules import life_file
from bothways.exchange.rules.life_file import Listed, NotReadable
from bothways.exchange.rules.values import Wrong
from bothways.formats.archive import records
from bothways.formats.archive.unpacking import Archive, Damaged
from bothways.formats.language import gettext as _
from bothways.ground.taken import Table, tables

PROBLEMS = (Damaged, NotReadable)


def listed_in(archive: Archive) -> list[Listed]:
    """The files that the manifest lists: these, and no others, are in the ZIP."""
    if life_file.MANIFEST not in archive.names:
        says = _(
            "This ZIP holds no {file}, as all have that Bothways takes out. If address books or mail are in it, unpack "
            "it, and bring those in."
        )
        raise NotReadable(says.format(file=life_file.MANIFEST))
    listed = life_file.read_manifest(archive.read(life_file.MANIFEST, life_file.LONGEST_MANIFEST))
    added = set(archive.names) - {one.name for one in listed} - {life_file.MANIFEST}
    if added:
        raise Damaged(_("was put into this ZIP later: its manifest does not list it."), min(added))
    for one in listed:
        if archive.size(one.name) != one.size:
            raise Damaged(_("has another size than its manifest says. Use another copy of the ZIP."), one.name)
    return listed


def rows(archive: Archive, table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table with their numbers; none where the ZIP is older than the table."""
    name = life_file.records_file(table.name)
    if name not in archive.names:
        return
    number = 0
    for line in archive.lines(name):
        if line in (b"[", b"]"):
            continue
        number += 1
        try:
            yield number, read_record(table, records.read(line.removesuffix(b",")))
        except (records.NoRecord, Wrong) as problem:
            raise Damaged(life_file.in_record(number, problem), name) from None


def look_at(path: Path) -> str:
    """Why this ZIP cannot be brought in, as far as one sees without reading all of it; nothing where it may be."""
    try:
        with closing(Archive(path, top=life_file.MANIFEST)) as archive:
            listed_in(archive)
    except PROBLEMS as problem:
        return str(problem)
    return ""


def whats_in(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The people with their mail addresses, and how many mails."""
    by_name = {table.name: table for table in tables()}
    with closing(Archive(path, top=life_file.MANIFEST)) as archive:
        listed_in(archive)
        people = {row["id"]: {"name": row["name"], "emails": []} for _, row in rows(archive, by_name["people"])}
        for _, row in rows(archive, by_name["addresses"]):
            if row["person"] in people:
                people[row["person"]]["emails"].append(row["address"])
        return list(people.values()), sum(1 for _ in rows(archive, by_name["mails"]))
