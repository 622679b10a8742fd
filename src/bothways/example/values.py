"""What a life is made of, as plain values. `person` and `chapter` are the short keys of who and what is meant."""

from dataclasses import dataclass, field
from datetime import date

from bothways.formats.days import Day, read_day
from bothways.moments.rules import Lane


@dataclass(frozen=True, slots=True)
class Email:
    """An address and the years in which it was in use; `ends` is None where it still is."""

    address: str
    begins: int
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    key: str
    name: str
    kind: str  # a slug of people.rules.CHAPTER_KINDS
    place: str
    begins: Day
    ends: Day | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What someone was to the member: `mentor`, `mentee` or `peer`; several at once are common."""

    role: str
    chapter: str
    begins: Day
    ends: Day | None = None


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    name: str
    given: str
    family: str
    address_as: str  # stands after "Dear"
    roles: tuple[Role, ...]
    prefix: str = ""
    language: str = "en"
    channel: str = "mail"  # a slug of people.rules.CHANNELS
    reach: str = ""
    reach_is_guess: bool = False
    emails: tuple[Email, ...] = ()
    phone: str = ""
    care_of: str = ""
    postal: str = ""
    organisation: str = ""
    work: str = ""
    born: Day | None = None
    life: str = "living"
    died: Day | None = None
    contact: str = "open"
    paused_until: date | None = None
    every_days: int | None = None  # a rhythm they wished for
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that passed between the member and one person. Deeds speak to that person: "You let me ..."."""

    person: str
    lane: Lane
    kind: str  # a slug of moments.rules.KINDS
    on: Day
    deed: str
    words: str = ""
    cost: str = ""
    effect: str = ""
    note: str = ""
    minutes: int | None = None
    thanked: Day | None = None  # help only: when the member said thank you
    key: str = ""  # where something else points at it


@dataclass(frozen=True, slots=True)
class Telling:
    """Who should hear of a piece of news, because of which help (the key of its moment), and when they did."""

    person: str
    help: str = ""
    told: Day | None = None


@dataclass(frozen=True, slots=True)
class News:
    what: str
    on: Day
    tellings: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter or card; `answers` are its parts by the slug of their question, in the member's words."""

    person: str
    form: str  # letter | card
    state: str  # draft | ready | given
    on: date
    answers: dict[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()  # the keys of the help it thanks for or tells the outcome of


@dataclass(frozen=True, slots=True)
class Promise:
    """What the member promised a person (`mine`), or was promised by them (`theirs`); by which day, if one was said."""

    person: str
    lane: str
    what: str
    on: Day | None = None


@dataclass(frozen=True, slots=True)
class Life:
    name: str
    email: str
    timezone: str
    own: tuple[Email, ...]
    chapters: tuple[Chapter, ...]
    people: tuple[Person, ...]
    moments: tuple[Moment, ...]
    news: tuple[News, ...]
    letters: tuple[Letter, ...]
    promises: tuple[Promise, ...]


def on(text: str) -> Day:
    """A day as in `1996`, `2014-06`, `2016-02-03`, `--04-12`."""
    day = read_day(text)
    if day is None:
        raise ValueError(f"{text} names no day")
    return day
