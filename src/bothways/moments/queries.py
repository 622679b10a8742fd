"""Reads of the timeline. The asker comes first."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Min, QuerySet

from bothways.accounts.models import Member
from bothways.ground.finding import beginnings, each
from bothways.ground.records import find
from bothways.ground.sql import fetch
from bothways.moments.models import STATE_VALUES, Moment, MomentSet, State
from bothways.moments.rules import KINDS, Told, summed_up
from bothways.people.models import Person

_NOTHING: dict[str, Any] = {**dict.fromkeys(STATE_VALUES), "last_within": ""}  # of whom nothing is kept
PLANNED = [kind.slug for kind in KINDS.values() if kind.planned]
LOOKED_AT = 200  # of the newest moments, before the index is asked
AUDITED_AT_ONCE = 500  # people
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


@cache
def _told_by_person() -> QuerySet[Any, Any]:
    """What moments say, in few rows a person. Put together once: that takes longer than to ask it of one person."""
    alike = Moment.objects.order_by().values_list("person", "contact", "lane", "kind", "precision", "source")
    return alike.annotate(Min("earliest"), Max("latest"))  # from an index alone: `told_by_person`


def states_of(ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What the moments of these people say, read from the moments themselves: the truth that the state rows repeat."""
    states: dict[UUID, dict[str, Any]] = {one: dict(_NOTHING) for one in ids}
    told: dict[UUID, list[Told]] = {}
    for person_id, *alike in _told_by_person().filter(person__in=ids):
        told.setdefault(person_id, []).append(Told(*alike))
    for person_id, some in told.items():
        states[person_id].update(summed_up(some))
    planned = [person_id for person_id, some in told.items() if any(KINDS[one.kind].planned for one in some)]
    ahead = Moment.objects.filter(person__in=planned, kind__in=PLANNED).order_by("-latest", "-id")
    for person_id, kind, on, moment_id in ahead.values_list("person", "kind", "latest", "id"):
        state = states[person_id]
        if kind == "meeting_planned" and state["meeting_on"] is None:
            state.update(meeting_on=on, meeting_id=moment_id)
        elif kind == "ahead" and on >= (state["last_contact"] or on):  # the earliest that no contact has followed yet
            state.update(ahead_on=on, ahead_id=moment_id)
    return states


def state_of(person: Person) -> dict[str, Any]:
    return states_of([person.pk])[person.pk]


def drifted(member: Member | None = None) -> list[UUID]:
    """
    People whose state row differs from what their moments say: empty unless something is broken (R1, P20).

    Of the whole house where no member is named, which only whoever runs it asks.
    """
    people = Person.objects.of(member) if member else Person.objects.all()
    ids = people.order_by("id").values_list("id", flat=True)
    found: list[UUID] = []
    some = list(ids[:AUDITED_AT_ONCE])
    while some:
        kept = State.objects.in_bulk(some)
        said = states_of(some)
        found += [one for one in some if (kept[one].as_values() if one in kept else _NOTHING) != said[one]]
        some = list(ids.filter(id__gt=some[-1])[:AUDITED_AT_ONCE])
    return found


def found(member: Member, words: Sequence[str], *, most: int) -> dict[bool, list[UUID]]:
    """The newest moments in which each of these begins a word: by whether they are mail, or were written here."""
    if connection.vendor == "postgresql":
        asked = " & ".join(f"'{word}':*" for word in words)
        read = {by_mail: _in_postgresql(member, asked, by_mail=by_mail, most=most) for by_mail in (False, True)}
    else:
        newest = fetch(_NEWEST + each("sought LIKE %(word)s", words) + _IN_ORDER, member=member.pk, **beginnings(words))
        read = {by_mail: [row for row in newest if row[1] == by_mail][:most] for by_mail in (False, True)}
        read |= {
            by_mail: _in_sqlite(member, words, by_mail=by_mail, most=most)
            for by_mail, rows in read.items()
            if len(rows) < most
        }
    return {by_mail: [UUID(row[0]) for row in rows] for by_mail, rows in read.items()}


# What stands in plenty among the newest is found there: in the index it would be read from end to end.
_NEWEST = f"""
SELECT id, source = 'mail' FROM (
  SELECT id, latest, source, sought FROM moments_moment WHERE member_id = %(member)s
  ORDER BY latest DESC, id DESC LIMIT {LOOKED_AT}
) newest WHERE """  # noqa: S608  # a number of ours
_IN_ORDER = " ORDER BY latest DESC, id DESC"


def _in_sqlite(member: Member, words: Sequence[str], *, by_mail: bool, most: int) -> list[tuple[str]]:
    """Behind the member's id, as `sought.sqlite.sql` keeps them; words are letters and digits, no signs of a query."""
    own = f"{member.pk.hex}{int(by_mail)}"
    return fetch(_IN_SQLITE, words=" ".join(f'"{own}{word}"*' for word in words), most=most)


def _in_postgresql(member: Member, asked: str, *, by_mail: bool, most: int) -> list[tuple[str]]:
    """PostgreSQL itself chooses between its index of words and the newest first."""
    return fetch(_IN_POSTGRESQL, member=member.pk, words=asked, by_mail=by_mail, most=most)


_IN_SQLITE = f"""
SELECT moment FROM moments_sought_rows WHERE place IN (
  SELECT rowid FROM moments_sought WHERE moments_sought MATCH %(words)s ORDER BY rowid DESC LIMIT {FOUND_AT_MOST}
) ORDER BY latest DESC, moment DESC LIMIT %(most)s"""  # noqa: S608  # a number of ours
_IN_POSTGRESQL = """
SELECT CAST(id AS text) FROM moments_moment WHERE member_id = %(member)s AND (source = 'mail') = %(by_mail)s
AND array_to_tsvector(string_to_array(ltrim(sought, ' '), ' ')) @@ CAST(%(words)s AS tsquery)
ORDER BY latest DESC, id DESC LIMIT %(most)s"""
