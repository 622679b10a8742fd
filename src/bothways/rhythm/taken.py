"""What of rhythms and promises is taken out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.language import marked
from bothways.ground.taken import Table
from bothways.moments.taken import named_by_moments
from bothways.rhythm.models import Promise, Rhythm


def _named_by_moments(member: Member, ids: Mapping[UUID, UUID]) -> None:
    named_by_moments(member, ids, sources=["promise"])


TABLES = (
    Table("rhythms", Rhythm, marked("how often you wish to be in touch with somebody, in days")),
    Table(
        "promises",
        Promise,
        marked("what you promised them (mine) or they promised you (theirs), and whether it was kept or released"),
        came_in=_named_by_moments,
    ),
)
STAYS: dict[Any, str] = {}
