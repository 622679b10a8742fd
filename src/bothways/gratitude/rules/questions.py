"""What the interview of a thank-you asks (GRAT-1), in its order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    slug: str
    asks: str
    hint: str
    needed: bool = True  # GRAT-1's four parts; a card needs only the deed


THANK_YOU: tuple[Question, ...] = ()
