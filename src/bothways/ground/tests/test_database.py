"""What the database did not take, by what it says."""

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from bothways.ground.database import Trouble, trouble_of

of_postgresql = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="of PostgreSQL")


@pytest.mark.parametrize(
    ("problem", "trouble"),
    [
        (OperationalError("database is locked"), Trouble.LOCKED),
        (OperationalError("database or disk is full"), Trouble.FULL),
        (OperationalError("disk I/O error"), Trouble.BROKEN),
        (OperationalError("attempt to write a readonly database"), Trouble.READ_ONLY),
        (OperationalError("server closed the connection unexpectedly"), None),
        (ValueError("database is locked"), None),
    ],
)
def test_what_sqlite_says_is_known(problem, trouble):
    assert trouble_of(problem) is trouble


@pytest.mark.parametrize(
    ("of_theirs", "trouble"),
    [
        (psycopg.errors.LockNotAvailable, Trouble.LOCKED),
        (psycopg.errors.DiskFull, Trouble.FULL),
        (psycopg.errors.IoError, Trouble.BROKEN),
        (psycopg.errors.ReadOnlySqlTransaction, Trouble.READ_ONLY),
        (psycopg.errors.AdminShutdown, None),
    ],
)
def test_postgresql_is_known_by_its_codes_whatever_language_it_speaks(of_theirs, trouble):
    problem = DatabaseError("no queda espacio en el dispositivo")
    problem.__cause__ = of_theirs("no queda espacio en el dispositivo")

    assert trouble_of(problem) is trouble


@pytest.mark.parametrize("words", ["The disk is full", "database is locked", "A read-only disk I/O error"])
def test_words_of_a_member_that_a_refusal_repeats_are_no_trouble(grace, words):
    """SQLite repeats none; PostgreSQL names the row."""
    grace.note, grace.name = words, None

    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        grace.save()

    assert trouble_of(refused.value) is None
    assert connection.vendor == "sqlite" or words in str(refused.value)


@of_postgresql
def test_what_may_only_be_read_is_known_as_it_is_said(grace):
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        connection.cursor().execute("SET TRANSACTION READ ONLY")
        grace.save()

    assert trouble_of(refused.value) is Trouble.READ_ONLY
