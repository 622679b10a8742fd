"""What the choice of Today reads and gives: one relation a person, a few narrow rows, and cards."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from bothways.rhythm.rules import Tie


class Act(StrEnum):
    """The deed of a card (API words), in the order of decision 18. An order of deeds: nobody is weighed."""

    CONGRATULATE = "congratulate"
    CELEBRATE = "celebrate"  # the same, with somebody whom the member mentors
    KEEP_PROMISE = "keep_promise"
    TELL = "tell"
    THANK = "thank"
    ASK = "ask"
    MEET = "meet"
    RECONNECT = "reconnect"
    REMEMBER = "remember"


class Code(StrEnum):
    """Why a card is there. Its words are made by `words.py`."""

    FRESH = "fresh"  # news of theirs, of the last days
    PROMISE = "promise"  # I promised them something, and its day has come
    OUTCOME = "outcome"  # help of theirs led to something, and they have not heard
    NEWS = "news"  # news of mine that concerns them
    WELCOME = "welcome"  # news of theirs that is older, and still welcome to be congratulated on
    HELP = "help"  # help without thanks
    AHEAD = "ahead"  # something of theirs has come and gone, unasked
    RHYTHM = "rhythm"  # quiet for longer than was wished for
    QUIET = "quiet"  # quiet for longer than is usual at this point
    NO_CONTACT = "no_contact"  # nothing is kept of any letter or talk
    REMEMBERED = "remembered"  # a day on which the member wants to remember them


@dataclass(frozen=True, slots=True)
class RememberedDay:
    id: UUID
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A person on Today's one state row, with their roles, wish and remembered days."""

    id: UUID
    life: str = "living"  # living | unknown | died
    contact: str = "open"  # open | paused | ended
    paused_until: date | None = None
    ties: tuple[Tie, ...] = ()  # without a role nobody appears (decision 15)
    last_contact: date | None = None
    heard_on: date | None = None  # the last day anything came from them or was shared: the later of theirs and together
    ahead_on: date | None = None  # something of theirs, planned, which no contact has followed yet
    ahead_id: UUID | None = None  # that moment
    every_days: int | None = None  # a stated wish
    remembered: tuple[RememberedDay, ...] = ()
    said_on: date | None = None  # when the member last said whether they live
    done_on: date | None = None  # the last day on which a card of theirs was done


@dataclass(frozen=True, slots=True)
class Loop:
    """Help that came to me, without thanks and not let go."""

    moment: UUID
    person: UUID
    since: date


@dataclass(frozen=True, slots=True)
class Telling:
    """News that this person has not heard; `help` is the moment it came of, None for my news to those it concerns."""

    news: UUID
    person: UUID
    on: date
    help: UUID | None = None


@dataclass(frozen=True, slots=True)
class TheirNews:
    """Something good that happened to this person, and nobody here was glad with them yet."""

    moment: UUID
    person: UUID
    since: date


@dataclass(frozen=True, slots=True)
class Promised:
    """What I promised this person, where its day has come or has been; `on` is the last day it was for."""

    promise: UUID
    person: UUID
    on: date


Open = TheirNews | Promised | Telling | Loop  # what lies open between the member and a person


@dataclass(frozen=True, slots=True)
class PutOff:
    """Not now, or (until is None) never this act for this person."""

    person: UUID
    act: str
    until: date | None = None
    on: date = date.min  # the day it was said


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, with the record it rests on: `kind` is promise, moment, news, person, rhythm or remembered_day."""

    act: Act
    code: Code
    kind: str
    id: UUID
    day: date | None = None
    help: UUID | None = None  # the moment of the help that an outcome came of


@dataclass(frozen=True, slots=True)
class Card:
    """One person, the first deed, and all the reasons, the first deed's first."""

    person: UUID
    act: Act
    reasons: tuple[Reason, ...]
    find_out_first: bool = False  # CAD-5: after three silent years, or where it is unknown whether they live
