"""Letters, folded cards and envelopes as PDF: values in, bytes out."""

from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    A4 = "a4"
    US_LETTER = "us-letter"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a letter or a card, as typed: nothing in it is ever read as code."""

    greeting: str
    paragraphs: tuple[str, ...]
    close: str
    signature: str
    dated: str = ""  # "Cherry Hill, 22 November 2026"
    sender: tuple[str, ...] = ()  # lines: name, street, town
    front: str = ""  # on the front of a card: their name, or "Thank you"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Mailing:
    """What stands on an envelope."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    care_of: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A PDF, and the letters for which no font was found, each once."""

    pdf: bytes
    unprintable: tuple[str, ...] = ()


def letter(words: Words, paper: str = Paper.A4) -> Sheet:
    raise NotImplementedError


def card(words: Words, paper: str = Paper.A4) -> Sheet:
    """Two sides of one sheet, to be folded once; long words go on to a further sheet laid inside."""
    raise NotImplementedError


def envelope(mailing: Mailing, paper: str = Paper.A4) -> Sheet:
    """DL where the paper is A4, No. 10 where it is US Letter."""
    raise NotImplementedError


def bundle(words: Words, mailing: Mailing | None, form: str, paper: str = Paper.A4) -> Sheet:
    """The letter or card and its envelope in one file."""
    raise NotImplementedError
