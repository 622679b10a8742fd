"""
The narrow rows that Today is chosen from (decision 20): no moments, no letters' words.

Read without models, because five hundred of them are read for a page of three cards.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import CharField, DateField, F, UUIDField, Value
from django.db.models.functions import Cast

from bothways.accounts.models import Member
from bothways.gratitude import queries as gratitude
from bothways.people.models import Person
from bothways.rhythm.rules import Tie
from bothways.today.models import Answer
from bothways.today.rules.cards import Loop, PutOff, Relation, RememberedDay, Telling
from bothways.today.rules.suggest import QUIET_DAYS

FORTNIGHT = timedelta(days=14)


@dataclass
class Narrow:
    """What lies open and what was answered, of one member."""

    loops: list[Loop] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    put_offs: list[PutOff] = field(default_factory=list)
    done_on: dict[UUID, date] = field(default_factory=dict)
    answered: set[UUID] = field(default_factory=set)  # people whose card was done or put off in this ISO week
    asked: list[UUID] = field(default_factory=list)  # letters to ask about: did they reach them?
    mourning: bool = False  # somebody was marked as having died within a fortnight (decision 8)


def _columns(rows: models.QuerySet[Any], what: str, who: str, one: str, day: str, **more: str) -> models.QuerySet[Any]:
    """One kind of row with the columns that all have: what, who, one, other, day, until, word; for one query of all."""
    dates, ids = DateField(null=True), UUIDField(null=True)
    return rows.order_by().values_list(
        Value(what, output_field=CharField()),
        F(who),
        Cast(F(one), ids),
        Cast(F(more["other"]) if "other" in more else Value(None), ids),
        Cast(F(day), dates),
        Cast(F(more["until"]) if "until" in more else Value(None), dates),
        Cast(F(more["word"]) if "word" in more else Value(""), CharField()),
    )


def narrow(member: Member, today: date) -> Narrow:
    """Everything but the relations, in one query."""
    loops, tellings = gratitude.open_rows(member)
    monday = today - timedelta(days=today.weekday())
    answers = Answer.objects.filter(member=member)
    held = answers.filter(answer="put_off").exclude(until__lte=min(today, monday))
    done = answers.filter(answer="done", on__gt=today - timedelta(days=QUIET_DAYS))
    gone = Person.objects.of(member).filter(life="died", life_changed_on__gt=today - FORTNIGHT)
    rows = _columns(loops, "loop", "person_id", "moment_id", "since").union(
        _columns(tellings, "telling", "person_id", "news_id", "news_on", other="moment_id"),
        _columns(gratitude.made_ready_since(member, monday), "letter", "person_id", "id", "given_on"),
        _columns(gratitude.to_ask_about(member, today).select_related(None), "ask", "person_id", "id", "given_on"),
        _columns(held, "put_off", "person_id", "id", "on", until="until", word="act"),
        _columns(done, "done", "person_id", "id", "on", word="act"),
        _columns(gone, "died", "id", "id", "life_changed_on"),
        all=True,
    )
    found = Narrow()
    for row in rows:
        _take(found, row, monday)
    return found


def _take(found: Narrow, row: tuple[Any, ...], monday: date) -> None:
    what, who, one, other, day, until, word = row
    match what:
        case "loop":
            found.loops.append(Loop(one, who, day))
        case "telling":
            found.tellings.append(Telling(one, who, day, other))
        case "ask":
            found.asked.append(one)
        case "died":
            found.mourning = True
        case "put_off":
            found.put_offs.append(PutOff(who, word, until))
        case "done":
            found.done_on[who] = max(day, found.done_on.get(who, day))
    if what == "letter" or (what in ("put_off", "done") and day >= monday):
        found.answered.add(who)


_RELATION = (
    "pk", "life", "contact", "paused_until", "state__last_contact", "state__heard_on",
    "state__ahead_on", "state__ahead_id", "rhythm__every_days", "roles__id", "roles__role", "roles__begins", "roles__ends",
    "remembered_days__id", "remembered_days__month", "remembered_days__day",
)  # fmt: skip


def relations(member: Member, done_on: dict[UUID, date], only: Collection[UUID] | None = None) -> list[Relation]:
    """Everyone with a role (decision 15), or only these of them, in one query: a row for each role and remembered day."""
    people = Person.objects.of(member).filter(roles__isnull=False)
    people = people.filter(pk__in=only) if only is not None else people
    rows = people.order_by("pk", "roles__id", "remembered_days__id").values_list(*_RELATION)
    return [_relation(list(some), done_on) for _, some in groupby(rows, key=itemgetter(0))]


def _relation(rows: list[tuple[Any, ...]], done_on: dict[UUID, date]) -> Relation:
    who, life, contact, paused, last, heard, ahead_on, ahead_id, every, *_ = rows[0]
    roles = {row[9]: row[10:13] for row in rows}
    days = {row[13]: RememberedDay(*row[13:16]) for row in rows if row[13]}
    return Relation(
        who, life, contact, paused, tuple(_tie(*one) for one in roles.values()), last, heard, ahead_on, ahead_id, every,
        tuple(days.values()), done_on.get(who),
    )  # fmt: skip


def _tie(role: str, begins: Any, ends: Any) -> Tie:
    return Tie(role, begins.earliest if begins else None, ends.latest if ends else None)
