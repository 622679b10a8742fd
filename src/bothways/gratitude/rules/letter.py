"""A letter as values: the answers of its interview and what stands round them."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    LETTER = "letter"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Answer:
    question: str  # a slug of questions.py
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What the member has answered. `greeting`, `close` and `signature` are theirs where they wrote one."""

    addressed: str  # "Mr. Bell"
    answers: tuple[Answer, ...]
    form: str = Form.LETTER
    language: str = "en"
    greeting: str = ""
    close: str = ""
    signature: str = ""
    tells: tuple[str, ...] = ()  # news of mine that it is to tell
    kind: str = "thanks"  # a slug of kinds.py
    mourned: tuple[str, ...] = ()  # the names of the one who has died, of a letter to their family
    title: str = ""  # "Dra.", also where they are addressed by their name alone


@dataclass(frozen=True, slots=True)
class Composed:
    """The letter as it will be read."""

    greeting: str
    paragraphs: tuple[str, ...]
    close: str
    signature: str

    @property
    def text(self) -> str:
        return "\n\n".join(part for part in (self.greeting, *self.paragraphs, self.close, self.signature) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """Pointed out: the rule, the question it belongs to ("" for the whole) and a calm question."""

    rule: str  # "GRAT-2"; "PAPER" where it is about printing
    at: str
    says: str
    quote: str = ""  # the member's own words that it is about
