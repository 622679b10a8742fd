"""A card as values: what an address book says of one person, and nothing that it does not say."""

from dataclasses import dataclass

from bothways.formats.days import Day


@dataclass(frozen=True, slots=True)
class Email:
    """`address` is normalised; where it is no address at all the card does not carry it, and the report names it."""

    address: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Postal:
    """`text` is ready for an envelope, without the name: several lines, divided by a line feed."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """`media` is a type such as `image/jpeg`, or nothing where the card does not say."""

    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `number` counts from 1 in its file, `line` is where it begins; text that is absent is empty."""

    number: int
    line: int
    uid: str = ""
    name: str = ""  # FN, else the parts of N, else nickname, organisation, first e-mail; empty where there is none
    group: bool = False  # a list of people, not a person
    given: str = ""
    additional: str = ""
    family: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    postals: tuple[Postal, ...] = ()
    organisation: str = ""
    title: str = ""
    role: str = ""
    born: Day | None = None
    dead: bool = False  # it says that they died, if only by a place or by a day that cannot be read
    died: Day | None = None
    note: str = ""
    photo: Photo | None = None
