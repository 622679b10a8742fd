"""The database of a house, looked at without Django: a copy that nobody uses, or one that is to be replaced."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import psycopg

from bothways.ground.environment import Environment
from bothways.ground.refusals import Refusal
from bothways.people.rules import mark_of
from bothways.vault.rules import DATABASE

_NO_TABLE_OF_OURS = ("sqlite_", "moments_sought")  # SQLite's own, and an index that is laid anew
_MEMBERS = "SELECT CAST(id AS text) FROM accounts_member"
_ERASED = "SELECT CAST(id AS text) FROM people_erased"
_KEPT = "SELECT CAST(member_id AS text), CAST(id AS text) FROM people_person"
_OTHERS = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_type = 'client backend'"""


class InUse(Refusal):
    """Somebody has the database open."""


class NoAnswer(Refusal):
    pass


def rows_in(house: Path) -> dict[str, int]:
    """How many rows each table of this copy has."""
    names = [name for (name,) in _read(house / DATABASE, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    ours = sorted(name for name in names if not name.startswith(_NO_TABLE_OF_OURS))
    return {name: _read(house / DATABASE, f'SELECT count(*) FROM "{name}"')[0][0] for name in ours}  # noqa: S608


def changes_in(house: Path) -> list[str]:
    """The changes of tables that were made in this copy."""
    return sorted(".".join(row) for row in _read(house / DATABASE, "SELECT app, name FROM django_migrations"))


def _read(file: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as copy:
        return copy.execute(statement).fetchall()


def members_in(house: Path) -> set[UUID]:
    """Who is a member in this copy."""
    return {UUID(one) for (one,) in _read(house / DATABASE, _MEMBERS)}


def members_here(here: Environment) -> set[UUID] | None:
    """Nothing where that cannot be read."""
    found = _asked(here, _MEMBERS)
    return None if found is None else {UUID(one) for (one,) in found}


def is_lived_in(here: Environment) -> bool:
    """Whether anybody is a member here; what cannot be read may hold a life."""
    return members_here(here) != set()


def erased_here(here: Environment) -> list[UUID] | None:
    """
    Marks of people of whom everything was taken away here; nothing at all where that cannot be read.

    Not of who is kept here again: a house of an earlier release did not take their marks away.
    """
    found = _asked(here, _ERASED)
    kept = _asked(here, _KEPT) if found else []
    if found is None or kept is None:
        return None
    back = {mark_of(UUID(whose), UUID(one)) for whose, one in kept}
    return [mark for row in found if (mark := UUID(row[0])) not in back]


def _asked(here: Environment, statement: str) -> list[tuple[Any, ...]] | None:
    """No rows where there is no such table; nothing where the database cannot be read."""
    if here.database_url:
        return _asked_of_postgresql(here.database_url, statement)
    if not here.database_file.exists() or not here.database_file.stat().st_size:
        return []
    try:
        return _read(here.database_file, statement)
    except sqlite3.Error as problem:
        return [] if "no such table" in str(problem) else None


def _asked_of_postgresql(address: str, statement: str) -> list[tuple[Any, ...]]:
    try:
        with psycopg.connect(address) as there:
            return there.execute(statement.encode()).fetchall()
    except psycopg.errors.UndefinedTable:
        return []
    except psycopg.Error as problem:
        message = f"The database did not answer: {str(problem).strip()}. Does it run where DATABASE_URL says?"
        raise NoAnswer(message) from problem


def came_to_stand(address: str, transaction: int) -> bool:
    """Whether what this transaction of PostgreSQL did stands in the database; refuses where nobody can tell."""
    found = _asked_of_postgresql(address, f"SELECT pg_xact_status('{transaction}'::xid8)")
    status = found[0][0] if found else None
    if status not in {"committed", "aborted"}:
        message = (
            "A restore was broken off, and the database cannot say whether it took place. Wait a minute and try again. "
            "If it still cannot say, look whether it holds what the backup does, and delete the folder `restored` here."
        )
        raise InUse(message)
    return bool(status == "committed")


def leave_it_alone(here: Environment) -> None:
    """Refuses where anybody has the database open. A SQLite file then holds all that waited beside it."""
    if here.database_url:
        others = _asked_of_postgresql(here.database_url, _OTHERS)[0][0]
        if others:
            message = f"The database is in use by {others} others. Stop Bothways, on every computer that runs it."
            raise InUse(message)
        return
    if not here.database_file.exists():
        return
    try:
        with closing(sqlite3.connect(here.database_file, timeout=0)) as old:
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as problem:
        if "locked" in str(problem):
            message = f"{here.database_file} is in use: stop Bothways, and every other command of it, first."
            raise InUse(message) from problem
    except sqlite3.DatabaseError:  # it is damaged, which may be why it is replaced
        return
