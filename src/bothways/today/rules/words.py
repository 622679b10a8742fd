"""A card in human words: what to do, one sentence of what is recorded, and why now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bothways.formats.days import Day
from bothways.today.rules.cards import Card


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record says: a help moment's deed and words, a news' what, something ahead's deed, a remembered day's word."""

    what: str = ""
    words: str = ""  # theirs, exactly
    on: Day | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All that the words of one card may use. `records` is by the ids of the card's reasons, helps included."""

    name: str  # as addressed: "Mr. Bell"
    today: date
    roles: frozenset[str] = frozenset()
    records: Mapping[UUID, Recorded] = field(default_factory=dict)
    last_contact: date | None = None
    last_lane: str = ""  # mine: I wrote; theirs: they wrote; together: we met or spoke
    every_days: int | None = None
    channel: str = ""  # a slug of people.rules.CHANNELS
    care_of: str = ""
    has_mail: bool = True


@dataclass(frozen=True, slots=True)
class Worded:
    title: str  # "Tell Mr. Bell what came of it"
    sentence: str
    because: tuple[str, ...]
    deed: str  # the words of the one button


def worded(card: Card, known: Known) -> Worded:
    raise NotImplementedError
