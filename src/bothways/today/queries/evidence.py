"""What the cards of a day rest on, fetched by primary key: the people, and the records that speak for the deeds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision, ending
from bothways.ground.sql import fetch
from bothways.people.rules import addressed, may_suggest, spoken_of
from bothways.today.queries import statements
from bothways.today.rules.words import Recorded


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as far as a card speaks of them."""

    pk: UUID
    name: str
    life: str
    may_suggest: bool  # contact with them (MENT-9): else nothing of Today names them
    channel: str
    care_of: str
    addressed: str  # "Mr. Bell": as one says it in a sentence
    last_contact: Day | None
    last_lane: str  # which way it went
    every_days: int | None
    has_mail: bool


def people(member: Member, ids: Collection[UUID], today: date) -> dict[UUID, Someone]:
    rows = fetch(statements.PEOPLE, people=ids) if ids else []
    found = (_someone(today, *row) for whose, *row in rows if _is_of(whose, member))
    return {one.pk: one for one in found}


def records(
    member: Member, moments: Collection[UUID], news: Collection[UUID], promises: Collection[UUID]
) -> dict[UUID, Recorded]:
    """Of each only such as have a day."""
    some = moments or news or promises
    rows = fetch(statements.RECORDS, moments=moments, news=news, promises=promises) if some else []
    return {
        UUID(one): Recorded(what, words, Day(date.fromisoformat(first), date.fromisoformat(last), Precision(precision)))
        for whose, one, what, words, first, last, precision in rows
        if _is_of(whose, member)
    }


def _is_of(whose: str, member: Member) -> bool:
    """SQLite writes ids without hyphens."""
    return whose.replace("-", "") == member.pk.hex


def _someone(
    today: date,
    pk: str,
    name: str,
    given: str,
    family: str,
    prefix: str,
    address_as: str,
    life: str,
    contact: str,
    paused_until: str | None,
    channel: str,
    care_of: str,
    last: str | None,
    within: str | None,
    mine: str | None,
    theirs: str | None,
    together: str | None,
    every_days: int | None,
    has_mail: int,
) -> Someone:
    ways = {mine: "mine", theirs: "theirs", together: "together"}
    return Someone(
        UUID(pk), name, life,
        may_suggest(life, contact, date.fromisoformat(paused_until) if paused_until else None, today),
        channel, care_of, spoken_of(addressed(name, given, family, prefix, address_as), name),
        ending(date.fromisoformat(last), within or "") if last else None,
        ways[last] if last else "", every_days, bool(has_mail),
    )  # fmt: skip
