"""The words that somebody asked for, marked where they stand in a text as it was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bothways.ground.folding import LONGEST_WORD, fold, is_korean, is_letter, is_unspaced, parts_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `is_sought`: it is what somebody asked for."""

    text: str
    is_sought: bool = False


def marked(text: str, asked: str) -> list[Piece]:
    """
    The text with every word in it that begins as one of those asked for: “Ägnes” by `agnes`, “Straße” by `strass`.

    Each letter is folded by itself, so that for what is found in the folded text it is known where it stands.
    """
    return _pieces(text, _found(text, parts_of(asked)), 0, len(text))


def excerpt(text: str, asked: str, *, before: int = 60, after: int = 160) -> list[Piece]:
    """The first place in a long text where something asked for stands, marked; in one line, cut between words."""
    line = " ".join(text.split())
    found = _found(line, parts_of(asked))
    first, last = found[0] if found else (0, 0)
    begins, ends = max(0, first - before), min(len(line), first + after)
    if begins:
        begins = max(begins, line.find(" ", begins, first) + 1)
    if ends < len(line):
        ends = max(last, line.rfind(" ", last, ends)) if " " in line[last:ends] else max(last, ends)
    pieces = _pieces(line, found, begins, ends)
    return [*([Piece("… ")] if begins else []), *pieces, *([Piece(" …")] if ends < len(line) else [])]


def _pieces(text: str, found: Sequence[tuple[int, int]], shown: int, end: int) -> list[Piece]:
    """What stands from `shown` to `end`, with what was found in it apart."""
    pieces = []
    for begins, ends in found:
        if shown <= begins and ends <= end:
            pieces += [Piece(text[shown:begins]), Piece(text[begins:ends], is_sought=True)]
            shown = ends
    return [one for one in (*pieces, Piece(text[shown:end])) if one.text]


def _found(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where in the text, in order, none within another."""
    folded, origin = _letter_by_letter(text)
    spans = []
    for word in dict.fromkeys(one[:LONGEST_WORD] for one in words):
        at = folded.find(word)
        while at >= 0:
            if _begins_a_word(folded, at):
                spans.append((origin[at], origin[at + len(word) - 1] + 1))
            at = folded.find(word, at + 1)
    joined: list[tuple[int, int]] = []
    for begins, end in sorted(spans):
        ends = _past_marks(text, end)
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    return joined


def _past_marks(text: str, end: int) -> int:
    """Marks on the letter before were folded away and belong to it."""
    return next((at for at in range(end, len(text)) if _one(text[at])), len(text))


def _letter_by_letter(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and of each letter in it at which place of the text it comes from."""
    if text.isascii():
        return text.casefold(), range(len(text))
    folded = [(letter, at) for at, one in enumerate(text) for letter in _one(one)]
    return "".join(letter for letter, _ in folded), [at for _, at in folded]


@lru_cache(maxsize=4096)
def _one(letter: str) -> str:
    """Folded as it would be within a word, where blanks stay."""
    return fold(f"x{letter}x")[1:-1]


def _begins_a_word(folded: str, at: int) -> bool:
    before = folded[at - 1 : at]
    unspaced = is_unspaced(before) or is_unspaced(folded[at]) or is_korean(folded[at])
    return not before or not is_letter(before) or unspaced
