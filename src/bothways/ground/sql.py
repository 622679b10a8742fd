"""
Reads written as SQL, alike for SQLite and PostgreSQL: text goes in, and text comes out wherever it was cast to text.

For the few pages that read by the hundred rows: there the ORM takes longer to write a statement than a database to
answer it, and a column that no code looks at need not become a date or an id.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection


def fetch(statement: str, **given: object) -> list[tuple[Any, ...]]:
    """The rows of a statement with `%(name)s` where a value stands; one list of ids may stand as `%(name)s` too."""
    lists = {name: list(one) for name, one in given.items() if isinstance(one, list | set | tuple)}
    for name, ids in lists.items():
        statement = statement.replace(f"%({name})s", _places(name, len(ids)))
        given |= {f"{name}_{n}": one for n, one in enumerate(ids)}
        del given[name]
    with connection.cursor() as cursor:
        cursor.execute(statement, {name: _said(one) for name, one in given.items()})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _places(name: str, many: int) -> str:
    return ", ".join(f"%({name}_{n})s" for n in range(many)) or "NULL"


def _said(value: object) -> Any:
    """A value as both databases take it; an id as text without dashes, which is how SQLite keeps it."""
    match value:
        case UUID():
            return value.hex
        case datetime():
            at = value.astimezone(UTC)  # SQLite keeps instants without saying that they are in UTC
            return at.replace(tzinfo=None).isoformat(" ") if connection.vendor == "sqlite" else at
        case date():
            return value.isoformat()
        case _:
            return value
