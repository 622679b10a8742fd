"""
What a room says of its tables, so that a member can take their rows out and bring them in again.

Each room has a module `taken` with its `TABLES`, and with `STAYS`: tables with rows of members that are not taken out,
and why. `settings.TAKEN_OUT` names these modules, each behind those whose rows it points at.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model

Values = dict[str, Any]  # of one row, by the names of its fields


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """
    One table, as one file of records. All its fields are taken out, but the member and what is counted by the database.

    A record that lacks a field has its default: so a field may come, but none may go or come to mean something else
    without a new version of the format.
    """

    name: str
    model: type[Model]
    says: str  # what its records are, for whoever reads them in thirty years
    of: str = "member"  # the way from a row to its member
    only: tuple[str, ...] = ()  # these fields, where the others are nobody's business
    anew: Mapping[str, Callable[[Values], Any]] = field(default_factory=dict)  # not taken out: worked out anew
    words: Mapping[str, Container[str]] = field(default_factory=dict)  # fields in which only known words can stand
    files: Mapping[str, str] = field(default_factory=dict)  # fields whose bytes are a file of its own: "sent/{id}.eml"
    must: Callable[[Values], str] = lambda _: ""  # why this row cannot be, though each field of it can; or nothing
    at_rest: Callable[[Values], None] = lambda _: None  # what was under way stands still wherever it comes in
    came_in: Callable[[Any, Mapping[UUID, UUID]], None] = lambda *_: None  # its rows; which have other ids than there
    from_the_start: bool = False  # a life in which nothing is kept yet has such rows; they give way


def tables() -> list[Table]:
    return [table for room in _rooms() for table in room.TABLES]


def stays() -> dict[type[Model], str]:
    return {model: why for room in _rooms() for model, why in room.STAYS.items()}


def _rooms() -> list[Any]:
    return [import_module(name) for name in settings.TAKEN_OUT]
