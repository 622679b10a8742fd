"""A ZIP of a life with a strange value in any of its fields: refused by its file, or every page of that life opens."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import models, transaction
from django.test import Client

from bothways.exchange.actions.begin import NothingToRead
from bothways.exchange.models import Asked, Bookmark, Carded, Letters
from bothways.exchange.queries.columns import columns, read_record
from bothways.exchange.rules.values import Wrong
from bothways.exchange.tests.make_life import brought_in, files_of, records_of, repacked, somebody_new, taken_out
from bothways.ground.days import DayField
from bothways.ground.taken import Table, tables
from bothways.people.models import Person
from tests.door import signed_in
from tests.journeys.life import Life, a_life
from tests.journeys.walk import addresses, of_life

OF_EACH = {"street:person", "street:about", "gratitude:letter"}  # besides the pages without an id
OF_OTHERS = {"accounts:sign_out", "accounts:codes_picture", "street:story"}
STRANGE: tuple[tuple[Any, list[Any]], ...] = (  # by the kind of field, the narrower one first
    (DayField, [None, "0001", "9999-12-31", "--02-29", "2200"]),
    (models.UUIDField | models.ForeignKey, [None]),
    (models.BooleanField, [True, False]),
    (models.DateTimeField, [None, "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00",
                            "1850-01-01T00:00:00+00:00", "2200-12-31T23:59:59+00:00"]),
    (models.TimeField, [None, "00:00:00", "22:00:00+02:00"]),
    (models.DateField, [None, "0001-01-01", "9999-12-31", "1850-01-01", "2200-12-31"]),
    (models.CharField | models.TextField, [None, "", " ", "x\n\u202e<%s"]),
    (models.IntegerField, [0, 2**15 - 1, 2**31 - 1]),
)  # fmt: skip


class Case(NamedTuple):
    table: str
    row: int
    field: str
    value: Any


@pytest.fixture
def life(ada, today, now) -> Life:
    """Of somebody who reads Spanish where the day begins first; with a row in every table."""
    ada.language, ada.timezone = "es", "Pacific/Kiritimati"
    ada.save()
    life = a_life(ada, today, each=1)
    Asked.objects.create(member=ada, address="shop@news.example")
    Carded.objects.create(member=ada, key="1", person=Person.objects.of(ada)[0])
    Letters.objects.update_or_create(member=ada, defaults={"own_said_at": now})
    Bookmark.objects.create(member=ada, stretch="aside", after="Bell")
    return life


def _cases(records: dict[str, list[dict[str, Any]]], chance: random.Random) -> Iterator[Case]:
    """Each strange value of each field once, in a row by chance; without what is refused by itself already."""
    for table in tables():
        for column in columns(table):
            if column.file or column.name == "id":
                continue
            kind = table.model._meta.get_field(column.name)  # Django's documented way to a field
            values = next(values for kinds, values in STRANGE if isinstance(kind, kinds))
            if column.points_at:
                values = [*values, *_ids(records, column.points_at, chance)]
            for value in values:
                row = chance.randrange(len(records[table.name]))
                if _may_be(table, records[table.name][row] | {column.name: value}):
                    yield Case(table.name, row, column.name, value)


def _ids(records: dict[str, list[dict[str, Any]]], model: type[models.Model], chance: random.Random) -> list[str]:
    """Of another row of that table, and of another table."""
    name = next(table.name for table in tables() if table.model is model)
    return [str(chance.choice(records[name])["id"]), str(records["own_addresses"][0]["id"])]


def _may_be(table: Table, record: dict[str, Any]) -> bool:
    try:
        read_record(table, record)
    except Wrong:
        return False
    return True


def _with(packed: bytes, records: dict[str, list[dict[str, Any]]], cases: list[Case]) -> bytes:
    told = {name: [dict(one) for one in rows] for name, rows in records.items()}
    for one in cases:
        told[one.table][one.row][one.field] = one.value
    files = files_of(packed)
    for name, rows in told.items():
        lines = ",\n".join(map(json.dumps, rows))
        files[f"records/{name}.json"] = f"[\n{lines}\n]\n".encode()
    return repacked(files)


def _hands(cases: list[Case], chance: random.Random) -> Iterator[list[Case]]:
    """So many at once as stand in different fields."""
    left = chance.sample(cases, len(cases))
    while left:
        hand = {(one.table, one.field): one for one in reversed(left)}.values()
        yield list(hand)
        left = [one for one in left if one not in hand]


def test_a_strange_value_in_any_field_is_refused_by_its_file_or_opens_every_page(life, ada, now, tmp_path):
    chance = random.Random(7)  # the same on every run
    packed = taken_out(ada)
    records = {table.name: records_of(packed, table.name) for table in tables()}
    ada.delete()
    life.member = somebody_new()
    client = signed_in(life.member)
    every = [one for one in addresses() if (not one.ids or one.name in OF_EACH) and one.name not in OF_OTHERS]
    paths = [path for one in every for path in of_life(one, life)]

    held, broken = 0, []
    for hand in _hands(list(_cases(records, chance)), chance):
        left = hand
        while left:
            with transaction.atomic():
                refused = _refusal(life, _with(packed, records, left), tmp_path, now)
                if not refused:
                    held += len(left)
                    broken += [(path, left) for path in paths if not _opens(client, path)]
                transaction.set_rollback(True)
            if not refused:
                break
            left = _without_what_was_refused(left, refused)

    assert broken == []
    assert held > 150


def _refusal(life: Life, packed: bytes, folder: Any, now: Any) -> str:
    """Nothing where all of it came in."""
    try:
        brought = brought_in(life.member, packed, folder, now)
    except NothingToRead as problem:
        return problem.says
    assert brought.state in ("done", "failed")
    return brought.why


def _without_what_was_refused(cases: list[Case], says: str) -> list[Case]:
    found = re.search(r"records/(\w+)\.json: record (\d+)|records/(\w+)\.json", says)
    assert found, says
    by_table = defaultdict(list)
    for one in cases:
        by_table[one.table].append(one)
    table = found[1] or found[3]
    guilty = [one for one in by_table[table] if not found[2] or one.row == int(found[2]) - 1]
    assert guilty, f"{says} But nothing is strange there."
    keeps = [] if found[2] else guilty[: len(guilty) // 2]
    return [one for one in cases if one not in guilty or one in keeps]


def _opens(client: Client, path: str) -> bool:
    try:
        return client.get(path).status_code < 500
    except Exception:  # noqa: BLE001  # whatever breaks the page is told with its path
        return False
