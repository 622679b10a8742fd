"""What tests of promises are made of."""

from bothways.formats.days import Day
from bothways.ground.records import new_id
from bothways.people.models import Person
from bothways.rhythm import actions
from bothways.rhythm.models import Promise


def promise(person: Person, what: str = "The slides of my talk", on: Day | None = None, lane: str = "mine") -> Promise:
    return actions.promise(person, promise_id=new_id(), lane=lane, what=what, on=on)
