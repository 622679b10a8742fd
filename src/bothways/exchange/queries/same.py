"""Who stands here twice: somebody the member keeps, and an entry of the address book under the same name."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, ForeignObjectRel, OuterRef

from bothways.accounts.models import Member
from bothways.exchange.models import Carded
from bothways.moments.models import Moment, State
from bothways.people import queries as people
from bothways.people.models import Address, Person, PersonSet, Phone
from bothways.people.rules import untitled


@dataclass(frozen=True)
class Pair:
    kept: Person
    entry: Person  # it has no role, and nothing that the member wrote
    says: str  # how they can be reached, and where they work


def twice(member: Member) -> list[Pair]:
    """Pairs about which it was not said yet whether they are one; only where one alone is kept under the name."""
    kept: dict[str, list[UUID]] = defaultdict(list)
    with_role = Person.objects.of(member).filter(roles__isnull=False).distinct()
    for person_id, folded in with_role.values_list("id", "folded"):
        kept[untitled(folded)].append(person_id)
    alike = {
        entry_id: kept[name][0]
        for entry_id, folded in people.without_role(member).values_list("id", "folded")
        if len(kept.get(name := untitled(folded), ())) == 1
    }
    alike = {entry_id: alike[entry_id] for entry_id in entries(member, alike).values_list("id", flat=True)}
    found = Person.objects.of(member).prefetch_related("addresses").in_bulk([*alike, *alike.values()])
    pairs = [Pair(found[one], found[entry], _says(found[entry])) for entry, one in alike.items()]
    return sorted(pairs, key=lambda pair: (pair.kept.folded, pair.entry.pk))


def entries(member: Member, among: Collection[UUID]) -> PersonSet:
    """
    Those of the address book alone: about whom the member has said nothing, which would go with the entry.

    Not that they are somebody else, either.
    """
    rows = people.without_role(member).filter(pk__in=among, **_AS_A_CARD_LEAVES_IT)
    written = Moment.objects.filter(person=OuterRef("pk")).exclude(source="mail", version=1)
    for own in (written, *_said_of_them()):
        rows = rows.exclude(Exists(own))
    return rows


def _said_of_them() -> Iterator[models.QuerySet[Any]]:
    """In every table that names somebody, of whatever floor, but for those that come along with the entry."""
    for one in Person._meta.get_fields(include_hidden=True):  # noqa: SLF001 - public by Django's docs
        if isinstance(one, ForeignObjectRel) and one.related_model not in (Address, Phone, Moment, State, Carded):
            rows = one.related_model._default_manager  # noqa: SLF001 - the same
            yield rows.filter(**{one.field.name: OuterRef("pk")})


_AS_A_CARD_LEAVES_IT = {
    "address_as": "", "channel": "", "reach": "", "care_of": "", "not_from_here": False, "contact": "open",
}  # fmt: skip


def _says(entry: Person) -> str:
    addresses = [one.address for one in sorted(entry.addresses.all(), key=lambda one: one.pk)][:2]
    return " · ".join(filter(None, (*addresses, entry.organisation or entry.work)))
