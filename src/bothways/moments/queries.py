"""Reads of the timeline. The asker comes first."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Min

from bothways.accounts.models import Member
from bothways.ground.records import find
from bothways.moments.models import Moment, MomentSet, State
from bothways.moments.rules import KINDS, Lane
from bothways.people.models import Person


PLANNED = [kind.slug for kind in KINDS.values() if kind.planned]


def moment(member: Member, moment_id: UUID) -> Moment:
    return find(Moment.objects.of(member).select_related("person"), moment_id)


def line(member: Member, person: Person) -> MomentSet:
    """All that passed between the member and one person, the newest first."""
    return Moment.objects.of(member).with_person(person).newest_first()


def by_id(member: Member, ids: Iterable[UUID]) -> dict[UUID, Moment]:
    return Moment.objects.of(member).in_bulk(list(ids))


def states(member: Member) -> dict[UUID, State]:
    return State.objects.filter(member=member).in_bulk()


def state_of(person: Person) -> dict[str, Any]:
    """What the person's moments say, read from the moments themselves: the truth that the state row repeats."""
    own = Moment.objects.filter(person=person)
    contacts = own.filter(contact=True)
    been = own.exclude(kind__in=PLANNED)
    last: dict[str, date | None] = {
        lane: contacts.filter(lane=lane).aggregate(last=Max("latest"))["last"] for lane in Lane
    }
    days = [day for day in last.values() if day]
    latest = max(days, default=None)
    ahead = own.filter(kind="ahead").order_by("latest", "id")
    if latest:
        ahead = ahead.filter(latest__gte=latest)
    coming = ahead.values("id", "latest").first()
    meeting = own.filter(kind="meeting_planned").order_by("-latest", "-id").values("id", "latest").first()
    return {
        "first_on": been.aggregate(first=Min("earliest"))["first"],
        "last_contact": latest,
        "last_mine": last[Lane.MINE],
        "last_theirs": last[Lane.THEIRS],
        "last_together": last[Lane.TOGETHER],
        "heard_on": been.exclude(lane=Lane.MINE).aggregate(last=Max("latest"))["last"],
        "ahead_on": coming["latest"] if coming else None,
        "ahead_id": coming["id"] if coming else None,
        "meeting_on": meeting["latest"] if meeting else None,
        "meeting_id": meeting["id"] if meeting else None,
    }


def drifted(member: Member) -> list[Person]:
    """People whose state row differs from what their moments say: empty unless something is broken (R1, P20)."""
    found = []
    for person in Person.objects.of(member).select_related("state").order_by("id"):
        kept = person.state.as_values() if hasattr(person, "state") else dict.fromkeys(state_of(person))
        if kept != state_of(person):
            found.append(person)
    return found
