"""The fields of a table as its records have them: which there are, and how each is read back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from bothways.accounts.models import Member
from bothways.exchange.rules import values
from bothways.exchange.rules.values import Wrong
from bothways.formats.archive.records import shown
from bothways.formats.language import gettext as _
from bothways.ground.days import DayField
from bothways.ground.finding import Sought
from bothways.ground.taken import Table, tables
from bothways.ground.writing import LONGEST_TEXT

REQUIRED = object()
_MOST_CHANGES = 10**9  # of one row; beyond what a form can carry it could never be changed again
_LARGEST = {models.PositiveSmallIntegerField: 2**15 - 1, models.PositiveIntegerField: 2**31 - 1}


@dataclass(frozen=True, slots=True)
class Column:
    """`points_at`: the model whose row it names by its id. `file`: where what it stands for lies, by id."""

    name: str
    attname: str
    read: Callable[[Any], Any]
    default: Any = REQUIRED
    points_at: type[models.Model] | None = None
    file: str = ""


@cache
def columns(table: Table) -> tuple[Column, ...]:
    return tuple(_column(table, field) for field in table.model._meta.concrete_fields if _is_taken(table, field))  # noqa: SLF001  # Django's documented way to a model's fields


def _is_taken(table: Table, field: Any) -> bool:
    if isinstance(field, models.AutoField | Sought) or field.related_model is Member or field.name in table.anew:
        return False
    return field.name in table.only if table.only else True


def _column(table: Table, field: Any) -> Column:
    read = _reader(field, table)
    default = field.get_default() if field.has_default() and not field.primary_key else REQUIRED
    if field.null or isinstance(field, DayField):
        read, default = values.OrNothing(read), None if default in (REQUIRED, "") else default
    return Column(
        field.name, field.attname, read, default, points_at=field.related_model, file=table.files.get(field.name, "")
    )


# By the kind of field, the narrower one first
_READ: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (DayField, values.a_partial_day),
    (models.UUIDField | models.ForeignKey, values.an_id),
    (models.BinaryField, values.Text(300)),
    (models.BooleanField, values.truth),
    (models.DateTimeField, values.a_time),
    (models.TimeField, values.an_hour),
    (models.DateField, values.a_date),
)


def _reader(field: Any, table: Table) -> Callable[[Any], Any]:
    for kind, read in _READ:
        if isinstance(field, kind):
            return read
    if field.name == "name":
        return values.Name(field.max_length)
    if isinstance(field, models.CharField | models.TextField):
        return values.Text(field.max_length or LONGEST_TEXT, table.words.get(field.name) or _words_of(field))
    if field.name == "version":  # forms say which one they read, from 1 on
        return values.Number(_MOST_CHANGES, least=1)
    return values.Number(_LARGEST[type(field)])


def _words_of(field: Any) -> frozenset[str] | None:
    """The words that the table itself holds the field to, where it does."""
    for one in field.model._meta.constraints:  # noqa: SLF001  # Django's documented way to a model's constraints
        match getattr(one, "condition", None):
            case models.Q(negated=False, children=[(name, among)]) if name == f"{field.name}__in":
                return frozenset(among)
    return None


def rows_of(table: Table, member: Member) -> models.QuerySet[Any]:
    """In the order of their keys, which is that in which they were made, and the same on every database."""
    rows: models.QuerySet[Any] = table.model._default_manager.filter(**{table.of: member.pk})  # noqa: SLF001  # public by Django's docs
    return rows.order_by("pk")


def is_empty(member: Member) -> bool:
    """Whether nothing is kept yet, but what a life has from the start."""
    return not any(rows_of(table, member).exists() for table in tables() if not table.from_the_start)


@cache
def _names(table: Table) -> frozenset[str]:
    return frozenset(one.name for one in columns(table))


def _left_out(column: Column) -> Any:
    if column.default is REQUIRED:
        raise Wrong(_("is missing"))
    return column.default


def read_record(table: Table, record: dict[str, Any]) -> dict[str, Any]:
    """The values of one row, by the names of its fields. Raises Wrong."""
    known = columns(table)
    if unknown := record.keys() - _names(table):
        says = _("“{field}” is not known here: a newer Bothways may have taken it out")
        raise Wrong(says.format(field=shown(min(unknown))))
    found, name = {}, ""
    try:
        for one in known:
            name = one.name
            found[name] = one.read(record[name]) if name in record else _left_out(one)
    except Wrong as problem:
        raise Wrong(_("“{field}” {problem}").format(field=name, problem=problem)) from None
    if why := values.torn_day(found) or table.must(found):
        raise Wrong(why)
    table.at_rest(found)
    return found
