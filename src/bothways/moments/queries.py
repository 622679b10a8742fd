"""Reads of the timeline. The asker comes first."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q

from bothways.accounts.models import Member
from bothways.ground.records import find
from bothways.moments.models import STATE_VALUES, Moment, MomentSet, State
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


def states_of(people: Iterable[Person]) -> dict[UUID, dict[str, Any]]:
    """What these people's moments say, read from the moments themselves: the truth that the state rows repeat."""
    ids = [one.pk for one in people]
    own = Moment.objects.filter(person__in=ids)
    contact, been = Q(contact=True), ~Q(kind__in=PLANNED)
    rows = own.order_by().values("person").annotate(
        first_on=Min("earliest", filter=been),
        last_contact=Max("latest", filter=contact),
        last_mine=Max("latest", filter=contact & Q(lane=Lane.MINE) & ~Q(source="voice")),
        last_theirs=Max("latest", filter=contact & Q(lane=Lane.THEIRS)),
        last_together=Max("latest", filter=contact & (Q(lane=Lane.TOGETHER) | Q(source="voice"))),
        heard_on=Max("latest", filter=been & ~Q(lane=Lane.MINE)),
    )  # fmt: skip
    states: dict[UUID, dict[str, Any]] = {one: dict.fromkeys(STATE_VALUES) for one in ids}
    for row in rows:
        states[row["person"]].update((name, value) for name, value in row.items() if name != "person")
    for person_id, kind, on, moment_id in (
        own.filter(kind__in=PLANNED).order_by("-latest", "-id").values_list("person", "kind", "latest", "id")
    ):
        state = states[person_id]
        if kind == "meeting_planned" and state["meeting_on"] is None:
            state.update(meeting_on=on, meeting_id=moment_id)
        elif kind == "ahead" and on >= (state["last_contact"] or on):  # the earliest that no contact has followed yet
            state.update(ahead_on=on, ahead_id=moment_id)
    return states


def state_of(person: Person) -> dict[str, Any]:
    return states_of([person])[person.pk]


def drifted(member: Member) -> list[Person]:
    """People whose state row differs from what their moments say: empty unless something is broken (R1, P20)."""
    found = []
    for person in Person.objects.of(member).select_related("state").order_by("id"):
        kept = person.state.as_values() if hasattr(person, "state") else dict.fromkeys(state_of(person))
        if kept != state_of(person):
            found.append(person)
    return found
