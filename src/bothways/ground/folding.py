"""One way to compare words, for both databases: without case, accents, width and joined letters (decision 29)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
LONGEST_WORD = 60  # letters by which a word is known; what is longer is an address or a joke

_PLAIN_WORDS = re.compile(r"[a-z0-9]+")
# Thai, Lao, Burmese, Khmer, Chinese, Japanese, and pictures: written without blanks between words
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2600-\u27bf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff]+)"
)

_SYLLABLE = re.compile("[\u1100-\u115f]?[^\u1100-\u115f]*")  # Korean, whose letters folding takes apart


def fold(text: str) -> str:
    """`Łukasz Ñúñez-Straße` → `lukasz nunez-strasse`; marks that steer the line and show nothing go, too."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    if apart.isascii():
        return " ".join(apart.split())
    plain = "".join(one for one in apart if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return " ".join(plain.translate(_LETTERS).split())


def words_of(text: str) -> list[str]:
    """
    The words by which a text is found, each once: `Ägnes, Straße 王小明` → agnes, strasse, 王小, 小明, 明.

    Where words stand without blanks, each letter begins one of two letters, so that a name is found from any of them.
    So does each syllable of a Korean one.
    """
    return list(dict.fromkeys(one for word in parts_of(text) for one in _beginnings(word)))


def _beginnings(word: str) -> list[str]:
    letters = _SYLLABLE.findall(word)[:-1] if is_korean(word[0]) else word if is_unspaced(word[0]) else ()
    return ["".join(letters[at : at + 2]) for at in range(len(letters))] or [word[:LONGEST_WORD]]


def spelled(name: str) -> str:
    """A name by its letters as they are written: neither marks between them nor capitals make another of it."""
    letters = unicodedata.normalize("NFC", name.casefold())
    return " ".join("".join(one if is_letter(one) else " " for one in letters).split()) or letters


def parts_of(text: str) -> list[str]:
    """The folded text in words, as they stand in it: agnes, strasse, 王小明."""
    folded = fold(text)
    return _PLAIN_WORDS.findall(folded) if folded.isascii() else list(_parts(folded))


def _parts(folded: str) -> Iterator[str]:
    for run in "".join(one if is_letter(one) else " " for one in folded).split():
        yield from filter(None, _UNSPACED.split(run))


@lru_cache(maxsize=4096)
def is_letter(one: str) -> bool:
    """Whether this stands within words: letters, digits, the marks of letters, pictures."""
    return unicodedata.category(one)[0] in "LNM" or is_unspaced(one)


def is_korean(one: str) -> bool:
    """A consonant that begins a syllable."""
    return "\u1100" <= one <= "\u115f"


def is_unspaced(one: str) -> bool:
    return one > "\u0dff" and _UNSPACED.match(one) is not None
