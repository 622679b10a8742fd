"""Reads of the timeline. The asker comes first."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Max, Min, Q
from django.db.models.expressions import RawSQL

from bothways.accounts.models import Member
from bothways.ground.finding import has_words
from bothways.ground.records import find
from bothways.moments.models import STATE_VALUES, Moment, MomentSet, State
from bothways.moments.rules import KINDS, Lane
from bothways.people.models import Person

PLANNED = [kind.slug for kind in KINDS.values() if kind.planned]
LOOKED_AT = 300  # of the newest moments, before the index is asked
FOUND_AT_MOST = 2000  # by the index, before they are put in order


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


def found(member: Member, words: Sequence[str], *, by_mail: bool, most: int) -> list[Moment]:
    """The newest moments in which each of these begins a word: subjects of mail, or what was written here."""
    own = Moment.objects.of(member).newest_first()
    rows = (own.filter(source="mail") if by_mail else own.exclude(source="mail")).select_related("person")
    if connection.vendor == "postgresql":
        return list(rows.filter(_by_index_of_postgresql(words))[:most])
    newest = rows.filter(has_words(words), pk__in=own.values("pk")[:LOOKED_AT])
    shown = list(newest[:most])
    return (
        shown if len(shown) == most else list(rows.filter(_by_index_of_sqlite(member, words, by_mail=by_mail))[:most])
    )


_IN_SQLITE = f"""
SELECT moment FROM moments_sought_rows WHERE place IN (
  SELECT rowid FROM moments_sought WHERE moments_sought MATCH %s ORDER BY rowid DESC LIMIT {FOUND_AT_MOST}
)"""  # noqa: S608  # a number of ours


def _by_index_of_sqlite(member: Member, words: Sequence[str], *, by_mail: bool) -> Q:
    """
    For words that are not found in plenty among the newest: those it would have to read from end to end.

    As `sought.sqlite.sql` keeps them, behind the member's id. They are letters and digits, so none of them is a sign of
    a query.
    """
    own = f"{member.pk.hex}{int(by_mail)}"
    return Q(pk__in=RawSQL(_IN_SQLITE, [" ".join(f'"{own}{word}"*' for word in words)]))  # noqa: S611


def _by_index_of_postgresql(words: Sequence[str]) -> RawSQL:
    """PostgreSQL itself chooses between its index of words and the newest first."""
    wanted = " & ".join(f"'{word}':*" for word in words)
    index = "array_to_tsvector(string_to_array(ltrim(moments_moment.sought, ' '), ' '))"
    return RawSQL(f"{index} @@ %s::tsquery", [wanted], output_field=BooleanField())  # noqa: S611
