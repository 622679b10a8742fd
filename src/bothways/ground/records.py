"""Rows: their ids, their versions, and how one of them is found."""

import secrets
import time
from collections.abc import Mapping
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db import connection, models

from bothways.formats.days import Day, spoken
from bothways.ground.database import hold_id
from bothways.ground.finding import along_with
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready, NotHere, TakenAway

Row = TypeVar("Row", bound=models.Model)


_last = 0  # milliseconds and, below them, twelve bits that count up
_one_at_a_time = Lock()


def new_id() -> UUID:
    """
    A UUIDv7 (RFC 9562, sections 5.7 and 6.2): 48 bits of milliseconds, 12 that count up within one, then chance.

    So new rows lie together, and those that one process makes stand in the order in which they were made.
    """
    global _last  # noqa: PLW0603 - the order is the process's, whoever asks
    with _one_at_a_time:
        _last = max(_last + 1, (time.time_ns() // 1_000_000 << 12) | secrets.randbits(10))
        milliseconds, count = _last >> 12, _last & 0xFFF
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (count << 64) | (0b10 << 62) | secrets.randbits(62))


class Record(models.Model):
    """A row with an id that can be kept when it moves house (decision 22)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Edited(Record):
    """A row that people edit: whoever saves says which version they read."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def find(rows: models.QuerySet[Row], row_id: UUID | int) -> Row:
    """The one of these rows with this id, or NotHere."""
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise NotHere
    return found


def as_id(text: str) -> UUID:
    """The id of a row as an address names it behind the question mark, or NotHere."""
    try:
        return UUID(text)
    except ValueError:
        raise NotHere from None


def is_id(text: str) -> bool:
    try:
        as_id(text)
    except NotHere:
        return False
    return True


def own(model: type[Row], row_id: UUID, member_id: UUID) -> tuple[UUID, Row | None]:
    """
    The id of a member's row that was offered for it, by a form or a program, and the row, where it is there.

    Where somebody else's row has it, the id is drawn from both: so it is the same whenever the same is sent again. Of
    rows only the member's own are looked at, whatever they offer: anybody can work out what is drawn.
    """
    hold_id(row_id)
    rows: models.Manager[Row] = model._default_manager  # noqa: SLF001 - public by Django's docs
    ids = (drawn_for(member_id, row_id), row_id)  # the first, where whoever had the id is gone since
    found = {row.pk: row for row in rows.filter(pk__in=ids, member=member_id)}
    for one in ids:
        if one in found:
            return one, found[one]
    if rows.filter(pk=row_id).exists():
        return own(model, ids[0], member_id)
    return row_id, None


_CHANCE = (1 << 62) - 1  # of a UUIDv7; above it stand its time and what counts up


def drawn_for(member_id: UUID, row_id: UUID) -> UUID:
    """An id by both, the same each time, that stands in the order of time where `row_id` does."""
    return UUID(int=row_id.int & ~_CHANCE | uuid5(member_id, str(row_id)).int & _CHANCE)


def own_id(model: type[models.Model], row_id: UUID, member_id: UUID) -> UUID:
    """
    The id of a row that an address names: one of the member's that is there, or one that is drawn for them.

    So nobody chooses by a link, which somebody else follows, under which id that one's row is kept.
    """
    rows = model._default_manager.filter(pk=row_id, member=member_id)  # noqa: SLF001 - public by Django's docs
    return row_id if rows.exists() else drawn_for(member_id, row_id)


def must_say(version: int, stands: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
    """
    Of what came under an id that has a row: it changes nothing and makes nothing new, and where other things stand
    there, that is told.
    """
    kept = {name: stands[name] for name, value in sent.items() if not _is_the_same(stands[name], value)}
    if kept:
        raise KeptAlready(version, kept)


def _is_the_same(stands: Any, value: Any) -> bool:
    """Of a day as it is said: what goes on is kept as it was known until then."""
    return str(stands) == str(value) if isinstance(value, Day) else bool(stands == value)


def name_the_day(problem: ChangedMeanwhile, on: Day) -> None:
    """A day stands in three columns, and in one field of a form."""
    if problem.kept.keys() & {"earliest", "latest", "precision"}:
        problem.kept["on"] = spoken(on)


def hold(row: models.Model) -> None:
    """
    Whoever else holds this row waits until this transaction ends, so that "is it there already?" stays true.

    On SQLite every writing transaction does so by itself; PostgreSQL locks the row, but not its key: whoever writes a
    row that points at it does not wait, so that two of them never wait for each other.
    """
    if connection.vendor == "sqlite":
        return
    _rows(row).select_for_update(no_key=True).filter(pk=row.pk).values_list("pk").first()


def hold_as_read(row: Edited, read: int | None) -> None:
    """
    `hold`, of what is to be taken away or back: ChangedMeanwhile where it is no more as whoever asks has read it.

    None: they read no page of it.
    """
    hold(row)
    if read is not None and _rows(row).filter(pk=row.pk).exclude(version=read).exists():
        raise ChangedMeanwhile


def _rows(row: models.Model) -> models.Manager[Any]:
    """Of its model by `_meta`: the member may still be the lazy one of a request."""
    rows: models.Manager[Any] = row._meta.model._default_manager  # noqa: SLF001 - public by Django's docs
    return rows


def change(row: Edited, *, version: int | None = None, **values: Any) -> None:
    """
    Saves values if nobody saved since `version` was read (default: since the row was), in one statement.

    Raises ChangedMeanwhile; the row in hand then has the values as they were.
    """
    read = row.version if version is None else version
    values |= along_with(row, values)
    changed = _rows(row).filter(pk=row.pk, version=read).update(version=read + 1, **values)
    if not changed:
        raise ChangedMeanwhile
    _take_over(row, values, read + 1)


def _take_over(row: Edited, values: Mapping[str, Any], version: int) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version


def change_as_typed(row: Edited, *, version: int, **values: Any) -> bool:
    """
    What a form says over the version that it read.

    False where the same stands there already, as after a double click. Else ChangedMeanwhile with what stands there, or
    TakenAway.
    """
    try:
        change(row, version=version, **values)
    except ChangedMeanwhile:
        now = _rows(row).filter(pk=row.pk).first()
        if now is None:
            raise TakenAway from None
        kept = {name: getattr(now, name) for name, value in values.items() if getattr(now, name) != value}
        if kept:
            raise ChangedMeanwhile(now.version, kept) from None
        _take_over(row, values, now.version)
        return False
    return True
