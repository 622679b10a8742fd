"""What tests of Today are made of."""

from datetime import date
from typing import Any

from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import loops
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person


def mentor(member: Member, name: str, **values: Any) -> Person:
    person = people.keep(member, name=name, **values)
    people.say_role(person, "mentor")
    return person


def helped(person: Person, today: date, *, year: int = 1996, **values: Any) -> Moment:
    """Help that came from this person, with its open loop."""
    said = {"deed": "You let me stay after class.", **values}
    moment = moments.record(person, lane="theirs", kind="time", on=in_year(year), today=today, **said)
    loops.follow(moment)
    return moment


def good_news(person: Person, on: date, deed: str = "You were made head of the school.") -> Moment:
    """Something good that happened to them on this day, noted on it."""
    moment = moments.record(person, lane="theirs", kind="milestone", on=exactly(on), today=on, deed=deed)
    loops.follow(moment)
    return moment
