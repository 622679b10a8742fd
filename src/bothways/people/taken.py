"""What of people and chapters is taken out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bothways.accounts.models import Member
from bothways.accounts.taken import has_a_name, is_an_address
from bothways.formats.days import yearly
from bothways.formats.language import LANGUAGES, marked
from bothways.formats.language import gettext as _
from bothways.ground.folding import fold
from bothways.ground.taken import Table
from bothways.people.models import Address, Chapter, Erased, Person, Phone, RememberedDay, Role, Said
from bothways.people.rules import CHANNELS, CHAPTER_KINDS, Contact, Life


def _folded(values: dict[str, Any]) -> str:
    return fold(values["name"])[:300]


def _are_back(member: Member, _other_ids: Mapping[UUID, UUID]) -> None:
    Erased.objects.let_back(member.pk, Person.objects.of(member).values_list("pk", flat=True).iterator())


def _of_one_thing(values: dict[str, Any]) -> str:
    """Of their life, or of contact with them: how that stood before is a word of the same."""
    one = Life if values["word"] in [*Life] else Contact
    return "" if values["was"] in [*one] else _("“word” and “was” do not go together")


def _is_a_day(values: dict[str, Any]) -> str:
    try:
        yearly(values["month"], values["day"])
    except ValueError:
        return _("“month” and “day” are no day of a year")
    return ""


TABLES = (
    Table(
        "chapters",
        Chapter,
        marked("the chapters of your life"),
        words={"kind": {"", *CHAPTER_KINDS}},
        must=has_a_name,
    ),
    Table(
        "people",
        Person,
        marked("the people you keep: how to reach and greet them, whether they live, whether there is contact"),
        anew={"folded": _folded},
        words={"channel": {"", *CHANNELS}, "language": LANGUAGES},
        must=has_a_name,
        came_in=_are_back,
    ),
    Table("addresses", Address, marked("their mail addresses, the first one first"), must=is_an_address),
    Table("phones", Phone, marked("their telephone numbers")),
    Table("roles", Role, marked("what they were to you (mentor, mentee, peer), in which chapter, and when")),
    Table(
        "remembered_days",
        RememberedDay,
        marked("days on which you remember somebody who has died"),
        of="person__member",
        must=_is_a_day,
    ),
    Table(
        "said",
        Said,
        marked("what you said of whether they live and of contact with them, and how it stood before, to be undone"),
        of="person__member",
        words={"word": {*Life, *Contact}, "was": {*Life, *Contact}},
        must=_of_one_thing,
    ),
)
STAYS: dict[Any, str] = {}
