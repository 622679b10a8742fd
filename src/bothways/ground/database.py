"""What the databases do each in its way: what they say when they did not take something, and one view of all."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum, auto
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    IntegrityError,
    OperationalError,
    connection,
    connections,
    transaction,
)

from bothways.ground.clock import now


class Trouble(Enum):
    """It passes, or somebody can mend it: nothing is broken, and nothing was saved."""

    LOCKED = auto()  # somebody else wrote for longer than `timeout`
    FULL = auto()
    READ_ONLY = auto()
    BROKEN = auto()  # the disk


# Known by all that SQLite says, or by the code of PostgreSQL: among its words may be some that a member wrote.
_SAID = {
    "database is locked": Trouble.LOCKED,
    "database or disk is full": Trouble.FULL,
    "attempt to write a readonly database": Trouble.READ_ONLY,
    "disk I/O error": Trouble.BROKEN,
}
_STATES = {
    "40001": Trouble.LOCKED,  # two who write at once, of whom one gives way
    "40P01": Trouble.LOCKED,
    "55P03": Trouble.LOCKED,
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "58030": Trouble.BROKEN,
}


def trouble_of(problem: BaseException) -> Trouble | None:
    """Nothing where it is another trouble, or none of the database's."""
    if state := getattr(problem.__cause__, "sqlstate", None):
        return _STATES.get(state)
    return _SAID.get(str(problem)) if isinstance(problem, DatabaseError) else None


def passes(problem: BaseException) -> bool:
    """Whether it is no fault of ours: the database is not there, or takes nothing now."""
    return isinstance(problem, OperationalError) or trouble_of(problem) is not None


def is_of_what_is_gone(problem: BaseException) -> bool:
    """Whether a row was to be written, or to be written for one, that somebody else took away at that moment."""
    if not isinstance(problem, IntegrityError):
        is_not_there = isinstance(problem, DatabaseError) and "did not affect any rows" in str(problem)  # of Django
        return is_not_there or isinstance(problem, ObjectDoesNotExist)
    of_another = getattr(problem.__cause__, "sqlstate", "") == "23503"  # PostgreSQL, whatever language it speaks
    return of_another or "foreign key" in str(problem).lower()  # SQLite


def hold_id(row_id: UUID) -> None:
    """Whoever else would make a row of this id waits until this transaction ends: on SQLite whoever writes does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [row_id.int & (1 << 63) - 1])


def give_way() -> None:
    """
    The transaction waits for nobody for longer than a moment: it then ends, and may be begun anew.

    For one that takes away many rows of which others are just writing: of two who wait for each other it is this one
    that gives way (PostgreSQL looks after a second). On SQLite one writes at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '300ms'")


def shown_there() -> datetime:
    """
    What the clock of the database shows: one for all who work at it, however those of their computers differ.

    SQLite has that of the computer that it lies on, as whoever works at it has.
    """
    if connection.vendor == "sqlite":
        return now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        shown: datetime = cursor.fetchone()[0]
    return shown


STILL_READS = {Trouble.LOCKED, Trouble.FULL, Trouble.BROKEN}


def open_anew(problem: BaseException) -> None:
    """
    One by which nothing can be written, where there may be a better one by now, and one that broke is none.

    Any other is kept: by the last that is closed SQLite ends its log, and to begin it anew takes room, also to read.
    """
    if trouble_of(problem) not in STILL_READS and not connection.in_atomic_block:
        connection.close()


def let_go_where_it_only_reads(connection: Any, **_: object) -> None:
    """
    A new connection to a file that may not be written just now serves one request, so that the next has its own.

    SQLite opens such a file for reading, and by that connection it would never write, whatever the file may be later.
    """
    is_a_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    if is_a_file and not os.access(connection.settings_dict["NAME"], os.W_OK):
        connection.close_at = time.monotonic()


@contextmanager
def one_view(of: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """
    What is read within is all as it stood at one moment, whoever writes meanwhile; and nobody waits for it.

    A transaction of Django's would lock out other writers (SQLite), or see what they write between two reads
    (PostgreSQL). Within one that is open already, its view is the one.
    """
    here = connections[of]
    if here.in_atomic_block:
        yield
        return
    begin = "BEGIN" if here.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with here.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def write_through() -> None:
    """What was taken away for good stands no longer in the log beside SQLite's file, where it may lie for weeks."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def change_tables() -> None:
    """
    All changes of tables that are still to come, in one step: broken off anywhere, none was made.

    Django makes each by itself, and writes down some only after they were made.
    """
    with connection.constraint_checks_disabled(), transaction.atomic():  # to SQLite that can be said only outside
        if connection.vendor == "postgresql":  # it changes no table of which something is still to be looked at
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        call_command("migrate", interactive=False, verbosity=0)
