"""
Brings in everything that was taken out of a Bothways, into a life in which nothing is kept yet: all of it, or nothing.

First the ZIP is looked through, file by file, with a checkpoint between two jobs; then all is written in one
transaction, so that nobody ever sees half a life.
"""

import pickle
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID

from django.db import DataError, IntegrityError, models, transaction
from django.db.models import F

from bothways.accounts.models import Member
from bothways.exchange import files
from bothways.exchange.actions.reading import hold
from bothways.exchange.apart import Life
from bothways.exchange.models import File, Import
from bothways.exchange.queries.columns import Column, columns, is_empty, rows_of
from bothways.exchange.queries.life import PROBLEMS, rows
from bothways.exchange.rules import life_file
from bothways.exchange.rules.values import Wrong
from bothways.formats.archive import records
from bothways.formats.archive.unpacking import Damaged
from bothways.formats.language import gettext as _
from bothways.ground.finding import columns_of
from bothways.ground.pouring import Ready, made_ready
from bothways.ground.records import new_id
from bothways.ground.refusals import Refusal
from bothways.ground.taken import Table, tables
from bothways.moments.actions import rebuild
from bothways.moments.models import Moment

_CHUNK = 500  # rows at once
_CHUNK_OF_FILES = 20
_PEOPLE = 200  # whose states are worked out at once


class NotEmpty(Refusal):
    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "A whole life can only be brought into a Bothways in which nothing is kept yet. Nothing was changed. "
                "Whoever runs this Bothways can add a new member for it (bothways member add)."
            )
        )


def may_come_in(member: Member) -> None:
    if not is_empty(member):
        raise NotEmpty


def bring_life_in(brought: Import, file: File, *, at: datetime, until: float) -> None:
    """One job. What is wrong with the ZIP is said, and then nothing of it is kept."""
    path = Path(file.path)
    try:
        with Life(path) as life:
            if _look_through(life, file, until):
                _bring(brought, life, at, still=partial(files.must_be_still, path, file.known_by))
    except PROBLEMS as problem:
        _refuse(brought, str(problem))
    except NotEmpty as problem:
        _refuse(brought, problem.says)
    brought.refresh_from_db()
    if brought.state in ("done", "failed"):
        File.objects.filter(pk=file.pk).update(path="", done=True)
        files.forget(str(path))


def _refuse(brought: Import, why: str) -> None:
    Import.objects.filter(pk=brought.pk, state="reading").update(state="failed", why=why[:300])


def _look_through(life: Life, file: File, until: float) -> bool:
    """Whether every file has been looked at; the next job goes on behind those that are counted in `items`."""
    by_file = {life_file.records_file(table.name): table for table in tables()}
    for number, one in enumerate(life.listed[file.items :], file.items + 1):
        if life.digest(one.name) != one.sha256:
            says = _("is damaged, or was changed after it was taken out. Use another copy of the ZIP.")
            raise Damaged(says, one.name)
        if one.name in by_file:
            for _row in rows(life, by_file[one.name]):
                pass
        share = int(file.size * number / len(life.listed))
        File.objects.filter(pk=file.pk, items=number - 1).update(items=number, read_to=share)
        if time.monotonic() > until and number < len(life.listed):
            return False
    return True


@dataclass(slots=True)
class _Coming:
    """The rows that have come in so far: which there are, and which have another id here than in the ZIP."""

    member: Member
    life: Life
    known: dict[type[models.Model], set[int]] = field(default_factory=dict)
    other: dict[type[models.Model], dict[UUID, UUID]] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)  # the files that rows named

    def here(self, model: type[models.Model], named: UUID) -> UUID:
        """The id that a row of the ZIP has here. Raises Wrong where no such row came: it may be somebody else's."""
        if named.int not in self.known.get(model, ()):
            raise Wrong(_("names something that is not in this ZIP ({id})").format(id=named))
        return self.other.get(model, {}).get(named, named)

    def all_is_kept(self) -> None:
        """What nothing here would keep is not lost without a word."""
        tables_of_it = {life_file.records_file(table.name) for table in tables()}
        more = set(self.life.names) - tables_of_it - self.contents - {life_file.MANIFEST, life_file.README}
        if more:
            raise Damaged(_("is not known here: a newer Bothways took it out. Update Bothways first."), min(more))


def _bring(brought: Import, life: Life, at: datetime, *, still: Callable[[], None]) -> None:
    """
    Every row is made ready first, in a file of its own. Then all are written with the end of the import, or none: where
    it was stopped, or is not empty any more. So others wait for the writing alone.
    """
    member = brought.member
    may_come_in(member)
    with TemporaryFile(dir=files.folder()) as aside:
        coming = _Coming(member, life)
        parts = {table.name: [_set_aside(part, aside) for part in _parts(coming, table)] for table in tables()}
        coming.all_is_kept()
        still()  # the file is the one that was chosen: all of it is read by now
        aside.seek(0)
        with transaction.atomic():
            hold(member.pk)
            may_come_in(member)
            for table in tables():
                _pour(coming, table, aside, parts[table.name])
            _work_out(member)
            counts = {name: sum(some) for name, some in parts.items()}
            done = {"state": "done", "ended_at": at, "people_new": counts["people"], "moments_new": counts["moments"]}
            if not Import.objects.filter(pk=brought.pk, state="reading").update(**done):
                transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class _Part:
    first: int  # of its records
    last: int
    ready: Ready | dict[str, Any]  # of the member there is one record, which changes who is here


def _parts(coming: _Coming, table: Table) -> Iterator[_Part]:
    coming_rows, size = rows(coming.life, table), _CHUNK_OF_FILES if table.files else _CHUNK
    while chunk := list(islice(coming_rows, size)):
        if table.model is Member and chunk[-1][0] > 1:
            raise Damaged(life_file.in_record(2, _("a life has one member")), life_file.records_file(table.name))
        ready = chunk[0][1] if table.model is Member else _made_ready(coming, table, chunk)
        yield _Part(chunk[0][0], chunk[-1][0], ready)


def _set_aside(part: _Part, aside: IO[bytes]) -> int:
    """Says how many records it has."""
    pickle.dump(part, aside, pickle.HIGHEST_PROTOCOL)
    return part.last - part.first + 1


def _pour(coming: _Coming, table: Table, aside: IO[bytes], parts: list[int]) -> None:
    """Every row of a table. What a life has from the start gives way."""
    if table.from_the_start and table.model is not Member:
        rows_of(table, coming.member).delete()
    for _part in parts:
        part = pickle.load(aside)  # noqa: S301 - we have just written it ourselves, into a file that has no name
        try:
            _write(coming.member, part.ready)
        except (IntegrityError, DataError) as problem:
            raise Damaged(_cannot_stand(part, problem), life_file.records_file(table.name)) from None
    table.came_in(coming.member, coming.other.get(table.model, {}))


def _write(member: Member, ready: Ready | dict[str, Any]) -> None:
    if isinstance(ready, Ready):
        ready.write()
    else:
        Member.objects.filter(pk=member.pk).update(**ready, version=F("version") + 1)


def _cannot_stand(part: _Part, problem: Exception) -> str:
    """By the name of what the database holds to, which reads as words."""
    rule = re.search(r"constraint \"(\w+)\"|CHECK constraint failed: (\w+)", str(problem))
    why = f" ({(rule[1] or rule[2]).replace('_', ' ')})" if rule else ""
    says = _("what stands in records {first} to {last} cannot be{why}.")
    return says.format(first=part.first, last=part.last, why=why)


def _made_ready(coming: _Coming, table: Table, chunk: list[tuple[int, dict[str, Any]]]) -> Ready:
    _name(coming, table, chunk)
    known, found_by = columns(table), columns_of(table.model)
    fixed = _fixed(coming.member, table)
    names = [*(one.attname for one in known), *table.anew, *fixed, *(one.attname for one in found_by)]
    rows = [
        [
            *_values(coming, table, values, number),
            *(work(values) for work in table.anew.values()),
            *fixed.values(),
            *(one.made_of(values) for one in found_by),
        ]
        for number, values in chunk
    ]
    return made_ready(table.model, names, rows)


def _fixed(member: Member, table: Table) -> dict[str, Any]:
    fields = table.model._meta.concrete_fields  # noqa: SLF001  # Django's documented way to a model's fields
    return {one.attname: member.pk for one in fields if one.related_model is Member}


def _name(coming: _Coming, table: Table, chunk: list[tuple[int, dict[str, Any]]]) -> None:
    """Ids are kept unless somebody has them already; then there are new ones, in the same order (decision 22)."""
    if "id" not in chunk[0][1]:
        return
    known = coming.known.setdefault(table.model, set())
    for number, values in chunk:
        if values["id"].int in known:
            says = life_file.in_record(number, _("its id stands here twice"))
            raise Damaged(says, life_file.records_file(table.name))
        known.add(values["id"].int)
    taken = table.model._default_manager.filter(pk__in=[values["id"] for _, values in chunk])  # noqa: SLF001  # public by Django's docs
    new = {one: new_id() for one in sorted(taken.values_list("pk", flat=True))}
    coming.other.setdefault(table.model, {}).update(new)


def _values(coming: _Coming, table: Table, values: dict[str, Any], number: int) -> Iterator[Any]:
    for one in columns(table):
        try:
            yield _value(coming, table, one, values)
        except Wrong as problem:
            says = life_file.in_record(number, _("“{field}” {problem}").format(field=one.name, problem=problem))
            raise Damaged(says, life_file.records_file(table.name)) from None


def _value(coming: _Coming, table: Table, column: Column, values: dict[str, Any]) -> Any:
    value = values[column.name]
    named = table.model if column.name == "id" else column.points_at
    if named and value is not None:
        return coming.here(named, value)
    if column.file:
        return _content(coming, column, values)
    return value


def _content(coming: _Coming, column: Column, values: dict[str, Any]) -> bytes:
    name = column.file.format(id=values["id"])
    if values[column.name] != name:
        message = _("names another file than its own")
        raise Wrong(message)
    coming.contents.add(name)
    return coming.life.content(name, records.LONGEST * 8)


def _work_out(member: Member) -> None:
    """What the moments say of everybody (decision 20), as if each had been written down here."""
    people = Moment.objects.of(member).order_by("person").values_list("person", flat=True).distinct()
    ids = list(people)
    for start in range(0, len(ids), _PEOPLE):
        rebuild(ids[start : start + _PEOPLE])
