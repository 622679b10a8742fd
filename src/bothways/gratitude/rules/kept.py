"""What is kept already and may stand in a letter, word for word: from moments and news to answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

ENOUGH_WORDS = 3
LET_GO = ("done", "not_needed", "too_late")  # CAD-4: they know, not needed, too late
DORMANT_AFTER = 1095  # days (CAD-5)

FRESH, WELCOME = 7, 60  # days after their news (GRAT-9): from the first on it is belated, after the second it rests

OF_A_MOMENT = (
    "deed",
    "cost",
    "effect",
    "words",
)  # the questions whose answers are kept with the help, under the same name
OF_THEIR_NEWS = "achievement"  # the question that a moment of theirs answers by its deed


@dataclass(frozen=True, slots=True)
class Kept:
    """The words of one help moment."""

    deed: str = ""
    cost: str = ""
    effect: str = ""
    words: str = ""


def answers_from(helps: Iterable[Kept], news: str = "", language: str = "en") -> dict[str, str]:
    """
    The answers that need not be asked again, by question: several deeds stand below each other; nothing is added.

    Their own words stand as a quotation, once: not where the member's words say them already. The news that the
    letter tells answers where the member is now.
    """
    some = [replace(one, words=_quoted(one, language)) for one in helps]
    found = {slug: "\n\n".join(filter(None, (getattr(one, slug) for one in some))) for slug in OF_A_MOMENT}
    return {slug: text for slug, text in {**found, "now": news}.items() if text}


def field_of(question: str) -> str:
    """The field of a moment in which the answer to a question is kept; "" where in none."""
    return "deed" if question == OF_THEIR_NEWS else question if question in OF_A_MOMENT else ""


def is_belated(since: date, today: date) -> bool:
    """A congratulation after the first days says so, if it likes (GRAT-9)."""
    return (today - since).days > FRESH


def _quoted(one: Kept, language: str) -> str:
    words = one.words.strip()
    if not words or is_said(words, (one.deed, one.cost, one.effect)):
        return ""
    if words[0] in "“\"«‘'":
        return words
    return f"«{words}»" if language.startswith("es") else f"“{words}”"


def is_said(words: str, texts: Iterable[str]) -> bool:
    """Whether one of these texts says the words already, whatever marks stand around them: “start” is not “art”."""
    bare = re.escape(words.strip("“”«»\"' ").rstrip(".!?").casefold())
    return any(re.search(rf"(?<!\w){bare}(?!\w)", text.casefold()) for text in texts) or not bare


def names_it(words: str, texts: Iterable[str]) -> bool:
    """Whether one of these texts says the words, and they are enough to mean just that."""
    return len(words.split()) >= ENOUGH_WORDS and is_said(words, texts)


def find_out_first(life: str, signs: Iterable[date | None], today: date, *, is_mentored: bool = False) -> bool:
    """
    Find out gently first: where nobody knows whether they live, and after three years without a sign (CAD-5).

    Whom one mentors now, one sees.
    """
    if is_mentored and life != "unknown":
        return False
    last = max((day for day in signs if day is not None and day <= today), default=None)
    return life == "unknown" or last is None or (today - last).days >= DORMANT_AFTER


def prefers_card(channel: str, *, has_mail: bool) -> bool:
    """A card where they like paper, or no mail address of theirs is known."""
    return channel == "paper" or not has_mail
