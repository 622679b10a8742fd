"""What the interview of a thank-you asks (GRAT-1), in the order in which its letter tells it (domain 8.1)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    slug: str
    asks: str
    hint: str
    needed: bool = True  # one of the four parts of GRAT-1; a card needs only the deed


THANK_YOU: tuple[Question, ...] = (
    Question(
        "deed",
        "What did they do?",
        "One particular thing, with the place and the year. Write it to them: “You …”",
    ),
    Question(
        "cost",
        "What did it cost them?",
        "An evening, their patience, a risk they took for you, something else left undone.",
    ),
    Question(
        "effect",
        "What did it change?",
        "What you could do, dare or believe afterwards, and could not before.",
    ),
    Question(
        "now",
        "Where are you now?",
        "Your work, your days; where in them their help still is.",
    ),
    Question(
        "words",
        "What did they say that stayed with you?",
        "As exactly as you remember it: “You said: …”",
        needed=False,
    ),
    Question(
        "passed_on",
        "Who learns it from you now?",
        "Someone you teach it to. A role or a first letter is enough, unless they agreed to be named.",  # PRIV-7
        needed=False,
    ),
)

BY_SLUG: dict[str, Question] = {question.slug: question for question in THANK_YOU}

# What asks for a missing part beside the text: always a question, never a filler (GRAT-1).
ASKED_AGAIN: dict[str, str] = {
    "deed": "Which one thing did they do? A day, a place, a sentence of theirs is enough.",
    "cost": "What did it take from them: time, patience, a risk? They may not know that you saw it.",
    "effect": "What did it change for you?",
    "now": "Where are you now? They will want to know how it went on.",
}
