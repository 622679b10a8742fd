"""One way to compare words, for both databases: without case, accents, width and joined letters (decision 29)."""

import unicodedata

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def fold(text: str) -> str:
    """`Łukasz Ñúñez-Straße` → `lukasz nunez-strasse`; marks that steer the line and show nothing go, too."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    if apart.isascii():
        return " ".join(apart.split())
    plain = "".join(one for one in apart if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return " ".join(plain.translate(_LETTERS).split())
