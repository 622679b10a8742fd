"""The cards of a day, chosen from everything that is kept: read plainly, by the ORM, for tests to compare with."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from bothways.accounts.models import Member
from bothways.gratitude.queries import letters as gratitude
from bothways.gratitude.queries.loops import open_rows
from bothways.people.models import Person
from bothways.rhythm.models import Promise
from bothways.rhythm.rules import Tie, has_come
from bothways.today.models import Answer
from bothways.today.rules.cards import Card, Loop, Promised, PutOff, Relation, RememberedDay, Telling, TheirNews
from bothways.today.rules.suggest import suggest


def cards(member: Member, today: date) -> list[Card]:
    loops, tellings, theirs = open_rows(member)
    answers = Answer.objects.filter(member=member)
    monday = today - timedelta(days=today.weekday())
    answered = {one.person_id for one in answers.filter(on__gte=monday)}
    answered |= {one.person_id for one in _settled(member) if one.settled_on >= monday}
    answered |= {one.person_id for one in gratitude.made_ready_since(member, monday)}
    return suggest(
        _relations(member),
        [
            *(TheirNews(one.pk, one.person_id, one.since) for one in theirs),
            *(Promised(one.pk, one.person_id, one.latest) for one in _promised(member, today)),
            *(Telling(one.news_id, one.person_id, one.news_on, one.moment_id) for one in tellings),
            *(Loop(one.pk, one.person_id, one.since) for one in loops),
        ],
        [PutOff(one.person_id, one.act, one.until, one.on) for one in answers.filter(answer="put_off")],
        len(answered),
        today,
    )


def _promised(member: Member, today: date) -> list[Promise]:
    mine = Promise.objects.of(member).still_open().filter(lane="mine")
    return [one for one in mine if has_come(one.on, today)]


def _settled(member: Member) -> list[Promise]:
    """Of mine, what was kept or released after its day had come: the answers to a card."""
    mine = Promise.objects.of(member).exclude(state="open").filter(lane="mine")
    return [one for one in mine if has_come(one.on, one.settled_on)]


def _relations(member: Member) -> list[Relation]:
    done: dict[UUID, date] = {}
    for one in Answer.objects.filter(member=member, answer="done"):
        done[one.person_id] = max(one.on, done.get(one.person_id, one.on))
    for one in _settled(member):
        if one.state == "kept":
            done[one.person_id] = max(one.settled_on, done.get(one.person_id, one.settled_on))
    for one in gratitude.letters(member).filter(unsent=False).exclude(ready_at=None):
        done[one.person_id] = max(one.ready_at.date(), done.get(one.person_id, one.ready_at.date()))
    people = Person.objects.of(member).select_related("state", "rhythm").prefetch_related("roles", "remembered_days")
    return [_relation(one, done) for one in people]


def _relation(one: Person, done: dict[UUID, date]) -> Relation:
    state: dict[str, object] = defaultdict(lambda: None)
    state |= one.state.as_values() if hasattr(one, "state") else {}
    return Relation(
        one.pk,
        one.life,
        one.contact,
        one.paused_until,
        tuple(_tie(role) for role in one.roles.all()),
        *(state[name] for name in ("last_contact", "heard_on", "ahead_on", "ahead_id")),
        one.rhythm.every_days if hasattr(one, "rhythm") else None,
        tuple(RememberedDay(day.pk, day.month, day.day) for day in one.remembered_days.all()),
        one.life_changed_on,
        done.get(one.pk),
    )


def _tie(role) -> Tie:
    return Tie(role.role, role.begins.earliest if role.begins else None, role.ends.latest if role.ends else None)
