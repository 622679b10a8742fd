"""
The narrow rows that Today is chosen from: no moments, no letters' words.

Read without models, and ids and days stay the text they were read as until their person is looked at, because hundreds
of rows are read for a page of three cards.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.days import read_day
from bothways.gratitude.queries import letters as gratitude
from bothways.gratitude.rules import kept
from bothways.ground.sql import fetch
from bothways.rhythm.rules import Tie
from bothways.today.queries import statements
from bothways.today.rules.cards import Loop, Open, Promised, PutOff, Relation, RememberedDay, Telling, TheirNews
from bothways.today.rules.reasons import ASK_WITHIN, REMEMBER_AROUND, Place, of_what_lies_open, place
from bothways.today.rules.suggest import QUIET_DAYS, holds_silence, holds_telling

FORTNIGHT = 14

Row = tuple[Any, ...]  # of statements.NARROW: what, day, one, other, who, until, word
WHO = 4
ByPerson = defaultdict[str, list[Row]]  # by the person's id, as text


@dataclass
class Narrow:
    """What lies open and what was answered, of one member."""

    today: date
    theirs: list[Row]  # these four each in the order of decision 18, the oldest first
    promises: list[Row]  # of mine, whose day has come
    tellings: list[Row]  # what came of help before other news
    loops: list[Row]
    put_offs: ByPerson
    done_on: dict[str, str]  # by a letter made ready, a promise kept, or another way
    answered: set[str]  # people whose card was done, put off or released in this ISO week
    remembered: ByPerson  # days that may be near
    asked: list[tuple[UUID, int, UUID]]  # letter, its version, and person: did it reach them?
    in_vain: list[
        tuple[UUID, UUID, str]
    ]  # sent within a fortnight, came back or may have arrived; letter, person, state
    meetings: list[Row]  # planned, the next first
    drafts: set[str]  # people to whom a letter is begun
    mourning: bool  # somebody was marked as having died within a fortnight (decision 8)

    def is_told_later(self, who: str) -> bool:
        """Whether the member does not want to tell this person anything now."""
        return holds_telling(map(_put_off, self.put_offs.get(who, ())), self.today)

    @cached_property
    def lying_open(self) -> list[Row]:
        """What lies open, in the order of decision 18: fresh news of theirs before all, older before help."""
        fresh = [row for row in self.theirs if not kept.is_belated(date.fromisoformat(row[1]), self.today)]
        welcome = self.theirs[: len(self.theirs) - len(fresh)]
        return fresh + self.promises + self.tellings + welcome + self.loops

    @cached_property
    def held(self) -> set[UUID]:
        """Whom the member does not want to be brought up for silence now."""
        put_offs = (list(map(_put_off, some)) for some in self.put_offs.values())
        return {some[0].person for some in put_offs if holds_silence(some, self.today)}


@dataclass(frozen=True)
class Read:
    """Some relations, and what lies open between them and the member."""

    relations: list[Relation]
    lying: list[Open]
    put_offs: list[PutOff]


def narrow(member: Member, today: date) -> Narrow:
    """Everything but the relations, in one query."""
    monday, quiet_from = today - timedelta(days=today.weekday()), today - timedelta(days=QUIET_DAYS)
    around = timedelta(days=REMEMBER_AROUND)
    rows = fetch(
        statements.NARROW, member=member.pk, today=today, monday=monday, quiet_from=quiet_from,
        quiet_began=gratitude.midnight(member, quiet_from), fortnight=today - timedelta(days=FORTNIGHT),
        ask_before=gratitude.midnight(member, today - timedelta(days=gratitude.ASK_AFTER - 1)),
        welcome_from=today - timedelta(days=kept.WELCOME),
        sent_from=gratitude.midnight(member, today - timedelta(days=FORTNIGHT)),
        months=[(today - around).month, (today + around).month],
    )  # fmt: skip
    of: ByPerson = defaultdict(list)
    for row in rows:
        of[row[0]].append(row)
    done = of["done"] + of["kept"] + _letters(of["letter"], gratitude.midnight(member, today).tzinfo)
    answers = done + of["put_off"] + of["released"]
    in_vain = of["refused"] + of["unsure"]
    unsure = {row[2] for row in of["unsure"]}
    return Narrow(
        today=today,
        theirs=sorted(of["theirs"]),
        promises=sorted(of["promise"]),
        tellings=sorted(of["outcome"]) + sorted(of["news"]),
        loops=sorted(of["help"]),
        put_offs=_by_person(of["put_off"]),
        done_on={row[WHO]: row[1] for row in sorted(done, key=_day)},
        answered={row[WHO] for row in answers if _day(row) >= monday.isoformat()},
        remembered=_by_person(of["remembered"]),
        asked=[
            (UUID(letter), int(version), UUID(who))
            for _, _, letter, _, who, _, version in sorted(of["ask"])
            if letter not in unsure
        ],
        in_vain=[(UUID(letter), UUID(who), state) for state, _, letter, _, who, *_ in sorted(in_vain, key=_day)],
        meetings=sorted(of["meeting"]),
        drafts={row[WHO] for row in of["draft"]},
        mourning=bool(of["died"]),
    )


def _day(row: Row) -> str:
    return str(row[1])


def _letters(rows: Iterable[Row], zone: tzinfo | None) -> list[Row]:
    """A letter was made ready at an instant; a card was answered on a day."""
    return [(what, _day_there(at, zone), *rest) for what, at, *rest in rows]


def _by_person(rows: Iterable[Row]) -> ByPerson:
    found: ByPerson = defaultdict(list)
    for row in rows:
        found[row[WHO]].append(row)
    return found


def meeting(row: Row) -> tuple[UUID, UUID]:
    """The moment, and with whom."""
    return UUID(row[2]), UUID(row[WHO])


def telling(row: Row) -> Telling:
    _, day, news, helped, who, *_ = row
    return Telling(UUID(news), UUID(who), date.fromisoformat(day), UUID(helped) if helped else None)


def opened(row: Row) -> Open:
    """What a row of what lies open says."""
    what, day, one, _, who, *_ = row
    match what:
        case "theirs":
            return TheirNews(UUID(one), UUID(who), date.fromisoformat(day))
        case "promise":
            return Promised(UUID(one), UUID(who), date.fromisoformat(day))
        case "help":
            return Loop(UUID(one), UUID(who), date.fromisoformat(day))
        case _:
            return telling(row)


def place_of(row: Row, today: date) -> tuple[Place, UUID]:
    """Where a row of what lies open stands among all cards; who mentors whom changes its word, not its place."""
    (reason,) = of_what_lies_open(opened(row), (), today)
    return place(reason), UUID(row[WHO])


def _put_off(row: Row) -> PutOff:
    _, on, _, _, who, until, act = row
    return PutOff(UUID(who), act, _date(until), date.fromisoformat(on))


def _remembered(row: Row) -> RememberedDay:
    _, day, one, _, _, month, _ = row
    return RememberedDay(UUID(one), int(month), int(day))


def everyone(member: Member, rows: Narrow) -> Read:
    """Everyone with a role (decision 15)."""
    return _read(rows, statements.RELATIONS, member=member.pk)


def these(member: Member, rows: Narrow, people: Collection[str]) -> Read:
    return _read(rows, statements.OF_THESE, member=member.pk, people=people)


def most_silent(member: Member, rows: Narrow, most: int) -> Read:
    """
    The `most` with whom there was no contact for longest, and all for whom more than silence may speak.

    Who is not to be brought up for silence takes no place among them.
    """
    named = {row[WHO] for row in rows.lying_open} | rows.remembered.keys()
    return _read(
        rows, statements.MOST_SILENT, member=member.pk, people=named, held=rows.held, most=most, today=rows.today,
        ahead_from=rows.today - timedelta(days=ASK_WITHIN),
    )  # fmt: skip


def _read(rows: Narrow, statement: str, **given: object) -> Read:
    """One query, with a row for each role."""
    roles: dict[str, list[Row]] = defaultdict(list)
    for row in fetch(statement, **given):
        roles[row[0]].append(row)
    return Read(
        relations=[_relation(who, some, rows) for who, some in roles.items()],
        lying=[opened(row) for row in rows.lying_open if row[WHO] in roles],
        put_offs=[one for who in rows.put_offs.keys() & roles.keys() for one in map(_put_off, rows.put_offs[who])],
    )


def _relation(who: str, roles: Iterable[Row], rows: Narrow) -> Relation:
    _, life, contact, paused, last, heard, ahead_on, ahead_id, said_on, every, *_ = next(iter(roles))
    return Relation(
        UUID(who), life, contact, _date(paused), tuple(_tie(*row[10:]) for row in roles), _date(last), _date(heard),
        _date(ahead_on), UUID(ahead_id) if ahead_id else None, every,
        tuple(map(_remembered, rows.remembered.get(who, ()))), _date(said_on), _date(rows.done_on.get(who)),
    )  # fmt: skip


@lru_cache(maxsize=4096)  # a life has few distinct years
def _tie(role: str, begins: str, ends: str) -> Tie:
    first, last = read_day(begins), read_day(ends)
    return Tie(role, first.earliest if first else None, last.latest if last else None)


def _day_there(text: str, zone: tzinfo | None) -> str:
    """The member's day of an instant; SQLite keeps instants without saying that they are in UTC."""
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone).date().isoformat()


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
