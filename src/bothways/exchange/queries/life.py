"""What is in the ZIP of a life, before any of it is kept. Whatever is wrong with it is one of `PROBLEMS`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bothways.exchange.apart import Life
from bothways.exchange.queries.columns import read_record
from bothways.exchange.rules import life_file
from bothways.exchange.rules.life_file import NotReadable
from bothways.exchange.rules.values import Wrong
from bothways.formats.archive.records import NoRecord
from bothways.formats.archive.unpacking import Damaged, look_at_the_end
from bothways.ground.taken import Table, tables

PROBLEMS = (Damaged, NotReadable)


def rows(life: Life, table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table with their numbers; none where the ZIP is older than the table."""
    name = life_file.records_file(table.name)
    if name not in life.names:
        return
    number = 0
    try:
        for record in life.records(name):
            number += 1
            yield number, read_record(table, record)
    except NoRecord as problem:
        raise Damaged(life_file.in_record(number + 1, problem), name) from None
    except Wrong as problem:
        raise Damaged(life_file.in_record(number, problem), name) from None


def look_at(path: Path) -> str:
    """
    Why this ZIP cannot be brought in, as far as its end tells; nothing where it may be.

    Whoever sent it waits, and others with them: what must be read to be believed is left to the background.
    """
    try:
        look_at_the_end(path)
    except Damaged as problem:
        return str(problem)
    return ""


def whats_in(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The people with their mail addresses, and how many mails."""
    by_name = {table.name: table for table in tables()}
    with Life(path) as life:
        people = {row["id"]: {"name": row["name"], "emails": []} for _, row in rows(life, by_name["people"])}
        for _, row in rows(life, by_name["addresses"]):
            if row["person"] in people:
                people[row["person"]]["emails"].append(row["address"])
        return list(people.values()), sum(1 for _ in rows(life, by_name["mails"]))
