"""
The narrow rows that Today is chosen from: no moments, no letters' words.

Read without models, because five hundred of them are read for a page of three cards.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.days import read_day
from bothways.gratitude import queries as gratitude
from bothways.ground.sql import fetch
from bothways.rhythm.rules import Tie
from bothways.today.queries import statements
from bothways.today.rules.cards import Loop, PutOff, Relation, RememberedDay, Telling
from bothways.today.rules.suggest import QUIET_DAYS

FORTNIGHT = 14

Row = tuple[Any, ...]


@dataclass
class Narrow:
    """What lies open and what was answered, of one member."""

    loops: list[Loop] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    put_offs: list[PutOff] = field(default_factory=list)
    done_on: dict[UUID, date] = field(default_factory=dict)  # by a letter made ready, or another way
    answered: set[UUID] = field(default_factory=set)  # people whose card was done or put off in this ISO week
    remembered: dict[UUID, list[RememberedDay]] = field(default_factory=lambda: defaultdict(list))
    remembered_words: dict[UUID, str] = field(default_factory=dict)
    asked: list[tuple[str, UUID, UUID]] = field(default_factory=list)  # since, letter, person: did it reach them?
    meetings: list[tuple[str, UUID, UUID]] = field(default_factory=list)  # planned: the day, the moment, the person
    drafts: set[UUID] = field(default_factory=set)  # people to whom a letter is begun
    mourning: bool = False  # somebody was marked as having died within a fortnight (decision 8)


def narrow(member: Member, today: date) -> Narrow:
    """Everything but the relations, in one query."""
    monday, quiet_from = today - timedelta(days=today.weekday()), today - timedelta(days=QUIET_DAYS)
    rows = fetch(
        statements.NARROW, member=member.pk, today=today, monday=monday, quiet_from=quiet_from,
        quiet_began=gratitude.midnight(member, quiet_from), fortnight=today - timedelta(days=FORTNIGHT),
        ask_before=gratitude.midnight(member, today - timedelta(days=gratitude.ASK_AFTER - 1)),
    )  # fmt: skip
    found, zone = Narrow(), gratitude.midnight(member, today).tzinfo
    for row in rows:
        _take(found, row, monday, zone)
    found.meetings.sort()
    found.asked.sort()
    return found


def _take(found: Narrow, row: Row, monday: date, zone: tzinfo | None) -> None:
    what, who, one, other, day, until, word = row
    person = UUID(who)
    match what:
        case "loop":
            found.loops.append(Loop(UUID(one), person, date.fromisoformat(day)))
        case "telling":
            found.tellings.append(Telling(UUID(one), person, date.fromisoformat(day), UUID(other) if other else None))
        case "ask":
            found.asked.append((day, UUID(one), person))
        case "meeting":
            found.meetings.append((day, UUID(one), person))
        case "remembered":
            found.remembered[person].append(RememberedDay(UUID(one), int(until), int(word)))
            found.remembered_words[UUID(one)] = day
        case "draft":
            found.drafts.add(person)
        case "died":
            found.mourning = True
        case _:
            _take_answer(found, row, monday, zone)


def _take_answer(found: Narrow, row: Row, monday: date, zone: tzinfo | None) -> None:
    """A card was put off, or done: by a letter made ready from it, or another way."""
    what, who, _, _, day, until, act = row
    person = UUID(who)
    on = _day_there(day, zone) if what == "letter" else date.fromisoformat(day)
    if what == "put_off":
        found.put_offs.append(PutOff(person, act, _date(until)))
    else:
        found.done_on[person] = max(on, found.done_on.get(person, on))
    if on >= monday:
        found.answered.add(person)


def relations(member: Member, rows: Narrow) -> list[Relation]:
    """Everyone with a role (decision 15)."""
    return _relations(rows, statements.RELATIONS, member=member.pk)


def relations_of(member: Member, rows: Narrow, people: Collection[UUID]) -> list[Relation]:
    return _relations(rows, statements.OF_THESE, member=member.pk, people=list(people))


def most_silent(member: Member, rows: Narrow, people: Collection[UUID], most: int) -> list[Relation]:
    """These people, whoever has something ahead, and the `most` of all with whom there was no contact for longest."""
    return _relations(rows, statements.MOST_SILENT, member=member.pk, people=list(people), most=most)


def _relations(rows: Narrow, statement: str, **given: object) -> list[Relation]:
    """One query, with a row for each role."""
    roles: dict[str, list[Row]] = defaultdict(list)
    for row in fetch(statement, **given):
        roles[row[0]].append(row)
    return [_relation(UUID(who), some, rows) for who, some in roles.items()]


def _relation(who: UUID, roles: Iterable[Row], rows: Narrow) -> Relation:
    _, life, contact, paused, last, heard, ahead_on, ahead_id, said_on, every, *_ = next(iter(roles))
    return Relation(
        who, life, contact, _date(paused), tuple(_tie(*row[10:]) for row in roles), _date(last), _date(heard),
        _date(ahead_on), UUID(ahead_id) if ahead_id else None, every, tuple(rows.remembered.get(who, ())),
        _date(said_on), rows.done_on.get(who),
    )  # fmt: skip


@lru_cache(maxsize=4096)  # a life has few distinct years
def _tie(role: str, begins: str, ends: str) -> Tie:
    first, last = read_day(begins), read_day(ends)
    return Tie(role, first.earliest if first else None, last.latest if last else None)


def _day_there(text: str, zone: tzinfo | None) -> date:
    """The member's day of an instant; SQLite keeps instants without saying that they are in UTC."""
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone).date()


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
