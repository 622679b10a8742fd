"""Every address there is, with what it is asked for: from the addresses themselves, so that none is forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.journeys.life import KINDS, Life

# What stands in an address and is no id of a row
WORDS = {"kind": "deed", "way": "copy", "sheet": "card", "first": 2010, "last": 2025, "token": "abcdef-0123456789"}
SAME_AS = {"left_id": "moment_id"}


@dataclass(frozen=True)
class Address:
    name: str
    arguments: tuple[str, ...]

    @property
    def ids(self) -> list[str]:
        return [name for name in self.arguments if name not in WORDS]

    def at(self, **values: Any) -> str:
        return reverse(self.name, kwargs={name: values.get(name, WORDS.get(name)) for name in self.arguments})


def addresses() -> list[Address]:
    return sorted(_below(get_resolver(), ""), key=lambda one: one.name)


def _below(resolver: URLResolver, room: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, f"{pattern.namespace}:" if pattern.namespace else room)
        elif isinstance(pattern, URLPattern):
            yield Address(room + str(pattern.name), tuple(pattern.pattern.converters))


def of_life(address: Address, life: Life) -> list[str]:
    """The address with each row of this life that it can be asked for; fails where a kind of id is not known yet."""
    if not address.ids:
        return [address.at()]
    known = {**life.ids, "member_id": [life.member.pk]}
    rows = [known[SAME_AS.get(name, name)] for name in address.ids]
    assert all(rows), f"{address.name}: say in `life.py` how a row for {address.ids} is made"
    told = zip_longest(*rows)
    return [
        address.at(**{name: row or rows[at][0] for at, (name, row) in enumerate(zip(address.ids, some, strict=True))})
        for some in told
    ]


def pages(client: Client, life: Life) -> list[tuple[str, str]]:
    """(name, path) of all that can be read, found by asking for it."""
    found = []
    for address in addresses():
        paths = [path for path in of_life(address, life) if client.get(path).status_code != 405]
        found += [(address.name, path) for path in paths]
    return found


def statements(client: Client, life: Life) -> dict[str, int]:
    """By page: the most questions it asks for a row of any kind; session and member are among them (P7)."""
    life.ids = {name: rows[: 2 * KINDS] for name, rows in life.ids.items()}
    counts: dict[str, int] = {}
    for name, path in pages(client, life):
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts[name] = max(len(asked), counts.get(name, 0))
    return counts


def tables(*, besides: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Every row of every table, to be compared."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in besides:
                cursor.execute(f'SELECT * FROM "{table}"')
                rows[table] = sorted(repr(row) for row in cursor.fetchall())
    return rows


def rows_written() -> int:
    """How many rows were made, changed or taken away by now: each time counts, also what was set right again."""
    if connection.vendor == "sqlite":
        return int(connection.connection.total_changes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_all_tables")
        return int(cursor.fetchone()[0])


NOBODY = UUID("01970000-0000-7000-8000-000000000000")  # an id that no row has
TOKENS = re.compile(r"[A-Za-z0-9]{64}")


def body(response: Any) -> str:
    """What is shown, without what is drawn anew each time."""
    return TOKENS.sub("token", response.content.decode("utf-8", "replace"))
