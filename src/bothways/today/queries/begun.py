"""What the letter of a card is to be, and what it is about."""

from typing import Any
from uuid import UUID

from bothways.gratitude.queries import loops as gratitude
from bothways.ground.records import find
from bothways.moments import queries as moments
from bothways.people.models import Person
from bothways.today.rules.cards import Act


def letter_of(person: Person, act: str, about: UUID) -> dict[str, Any]:
    """As it is begun: about the help it thanks for, the news it tells, or the news of theirs that it is glad of."""
    if act == Act.TELL:
        return {"telling": gratitude.telling_to(person.member, person, about)}
    if act == Act.THANK:
        return {"moment": [find(moments.line(person.member, person), about)]}
    if act in (Act.CONGRATULATE, Act.CELEBRATE):
        return {"theirs": gratitude.theirs_of(person, about)}
    return {"kind": "reconnect"} if act == Act.RECONNECT else {}
