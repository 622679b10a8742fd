"""Reads. The asker comes first."""

from uuid import UUID

from bothways.accounts.models import Member
from bothways.ground.records import find
from bothways.people.models import Person
from bothways.rhythm.models import Promise, PromiseSet, Rhythm


def wishes(member: Member) -> dict[UUID, int]:
    """Days between two contacts, by person, where a wish was stated."""
    return dict(Rhythm.objects.filter(member=member).values_list("person_id", "every_days"))


def wish(person: Person) -> int | None:
    return Rhythm.objects.filter(pk=person.pk).values_list("every_days", flat=True).first()


def promises(member: Member) -> PromiseSet:
    return Promise.objects.of(member).select_related("person")


def promise(member: Member, promise_id: UUID) -> Promise:
    return find(promises(member), promise_id)
