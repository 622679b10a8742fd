"""Reads. The asker comes first."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch

from bothways.accounts.models import Member
from bothways.ground.records import find
from bothways.people.models import IN_ORDER, Address, Chapter, Person, PersonSet, RememberedDay, Role, Said


def person(member: Member, person_id: UUID) -> Person:
    return find(Person.objects.of(member), person_id)


def people(member: Member) -> PersonSet:
    return Person.objects.of(member).order_by("folded", "id")


def with_roles(member: Member) -> list[Person]:
    """Everyone with a role, each with the roles and their chapters at hand."""
    roles = Role.objects.select_related("chapter").order_by("begins", "id")
    found = people(member).filter(pk__in=Role.objects.filter(member=member).values("person"))
    return list(found.prefetch_related(Prefetch("roles", roles)))


def without_role(member: Member) -> PersonSet:
    """The rest of the address book."""
    return people(member).exclude(pk__in=Role.objects.filter(member=member).values("person"))


def chapters(member: Member) -> list[Chapter]:
    """The life so far, the latest chapter first; those without a year last."""
    rows = list(Chapter.objects.of(member).order_by("id"))
    return sorted(rows, key=lambda one: one.begins.earliest.toordinal() if one.begins else 0, reverse=True)


def chapter(member: Member, chapter_id: UUID) -> Chapter:
    return find(Chapter.objects.of(member), chapter_id)


def known_as(member: Member, name: str) -> Person | None:
    """Whoever has exactly this name and a role: the same person, so that a slip put right makes nobody twice."""
    return Person.objects.of(member).filter(name=name, roles__isnull=False).order_by("id").first()


def role(member: Member, role_id: UUID) -> Role:
    return find(Role.objects.filter(member=member).select_related("person", "chapter"), role_id)


def roles(person: Person) -> list[Role]:
    return list(person.roles.select_related("chapter").order_by("begins", "id"))


def addresses(person: Person) -> list[str]:
    """Their mail addresses, the first one first."""
    return [*person.addresses.order_by(*IN_ORDER).values_list("address", flat=True)]


def holders(member: Member, addresses: Iterable[str]) -> dict[str, list[Person]]:
    """Who has which of these mail addresses. One address can be a couple's, or a department's."""
    rows = Address.objects.filter(member=member, address__in=list(addresses)).select_related("person").order_by("id")
    found: dict[str, list[Person]] = {}
    for row in rows:
        found.setdefault(row.address, []).append(row.person)
    return found


def remembered_days(member: Member) -> list[RememberedDay]:
    return list(RememberedDay.objects.filter(person__member=member, person__life="died").order_by("month", "day", "id"))


def last_said(person: Person) -> Said | None:
    """What was said last of their life or of contact with them, and can be undone."""
    return person.said.order_by("-id").first()


def roles_in(chapter: Chapter) -> list[Role]:
    return list(chapter.roles.select_related("person").order_by("person__folded", "id"))


def next_to_ask(member: Member) -> Chapter | None:
    """The latest chapter whose three questions were not gone through yet."""
    return next((one for one in chapters(member) if one.asked_at is None), None)
