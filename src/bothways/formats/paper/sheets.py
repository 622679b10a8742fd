"""Letters, folded cards and envelopes as PDF: values in, bytes out. Their shapes are in `typst/`."""

import unicodedata
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.formats.paper import press
from bothways.formats.paper.press import NoRoom


class Paper(StrEnum):
    A4 = "a4"
    US_LETTER = "us-letter"


class Form(StrEnum):
    LETTER = "letter"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a letter or a card, as typed: nothing in it is ever read as code."""

    greeting: str
    paragraphs: tuple[str, ...]
    close: str
    signature: str
    dated: str = ""  # on a letter: "Cherry Hill, 22 November 2026"
    sender: tuple[str, ...] = ()  # on a letter: name, street, town
    front: str = ""  # on the front of a card: "Mr. Bell"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Mailing:
    """What stands on an envelope; `care_of` is set below the recipient's first line, as it is said in `language`."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    care_of: str = ""
    language: str = "en"


SIGNS_OF_ANY_LINE, LINES_OF_ANY_CARD = 12, 100  # of the widest type; a card of four sheets holds 144 lines
HOW_TO_FOLD = marked(
    "Print it on one side, at full size. Fold the upper half to the back, then the left half to the back: "
    "the name is in front. The small marks at the edges show the folds."
)


def letter(words: Words, paper: str = Paper.A4) -> bytes:
    """As many pages as the words take, at 13 points (CULT-5)."""
    return _sheets(["letter"], paper, words=words)


def card(words: Words, paper: str = Paper.A4) -> bytes:
    """
    One printed side, to be folded twice (`HOW_TO_FOLD`).

    Words that do not fit the right-hand page inside begin on the left one; longer ones go on to further sheets,
    folded alike and laid into the first. They are never set smaller than 13 points. More than four sheets are no card:
    NoRoom.
    """
    return _sheets(["card"], paper, words=words)


def envelope(mailing: Mailing, paper: str = Paper.A4, form: str = Form.LETTER) -> bytes:
    """For a letter DL or No. 10, for a card C6 or A2, as the paper is A4 or US Letter."""
    return _sheets(["envelope"], paper, mailing=mailing, form=form)


def bundle(words: Words, mailing: Mailing | None, form: str = Form.LETTER, paper: str = Paper.A4) -> bytes:
    """The letter or card and then, where an address is known, its envelope: one file."""
    first = "card" if form == Form.CARD else "letter"
    return _sheets([first, "envelope"] if mailing else [first], paper, words=words, mailing=mailing, form=form)


def unprintable(words: Words, mailing: Mailing | None = None) -> tuple[str, ...]:
    """The signs that no font of ours or of this computer can set: they print as empty boxes."""
    return press.lacking(_cleaned({"words": asdict(words), "mailing": asdict(mailing) if mailing else None}))


def fits_a_card(words: Words, paper: str = Paper.A4) -> bool:
    """Whether `card` takes all of it. What is short enough in any type is not set to find out."""
    if _lines_at_most(words) <= LINES_OF_ANY_CARD:
        return True
    try:
        card(words, paper)
    except NoRoom:
        return False
    return True


def _lines_at_most(words: Words) -> int:
    said = (words.greeting, *words.paragraphs, words.close, words.signature)
    return sum(2 + len(line) // SIGNS_OF_ANY_LINE for part in said for line in part.splitlines())


def _sheets(
    sheets: list[str],
    paper: str,
    *,
    words: Words | None = None,
    mailing: Mailing | None = None,
    form: str = Form.LETTER,
) -> bytes:
    asked = {
        "sheets": sheets,
        "paper": Paper.A4 if paper == Paper.A4 else Paper.US_LETTER,
        "form": Form.CARD if form == Form.CARD else Form.LETTER,
        "title": words.greeting.rstrip(" ,:") if words else _("Envelope"),
        "words": asdict(words) if words else None,
        "mailing": asdict(mailing) if mailing else None,
    }
    return press.printed(_cleaned(asked))


def _cleaned(value: Any) -> Any:
    """Any text in any depth without what cannot be printed."""
    if isinstance(value, dict):
        return {name: _cleaned(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return _cleaned_text(value) if isinstance(value, str) else value


def _cleaned_text(text: str) -> str:
    whole = text.encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n").replace("\t", " ")
    seen = "".join(letter for letter in whole if letter == "\n" or unicodedata.category(letter) != "Cc")
    return unicodedata.normalize("NFC", seen)
