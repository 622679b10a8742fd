"""Letters by what Unicode says of them: which stand together, which way they run, what a font must know of them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_JOINERS = ("Cc", "Cf", "Cs", "Sk")  # and spaces, and the colours of a skin: seen only with their neighbours
# What Unicode calls ignorable, of the other categories: fillers, and what chooses another look of the sign before it.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_BINDING = 9  # the class of the marks which bind the next letter to theirs, as in Devanagari
# Scripts whose letters change with their neighbours: where a font does not know how, they stand apart, or in a wrong
# order. A font says so by the name that OpenType has for the script, which for some is a newer one and an older one.
_CHANGING = {
    "ARABIC": ("arab",),
    "SYRIAC": ("syrc",),
    "NKO": ("nko ",),
    "ADLAM": ("adlm",),
    "HANIFI ROHINGYA": ("rohg",),
    "MONGOLIAN": ("mong",),
    "DEVANAGARI": ("dev3", "dev2", "deva"),
    "BENGALI": ("bng3", "bng2", "beng"),
    "GURMUKHI": ("gur3", "gur2", "guru"),
    "GUJARATI": ("gjr3", "gjr2", "gujr"),
    "ORIYA": ("ory3", "ory2", "orya"),
    "TAMIL": ("tml3", "tml2", "taml"),
    "TELUGU": ("tel3", "tel2", "telu"),
    "KANNADA": ("knd3", "knd2", "knda"),
    "MALAYALAM": ("mlm3", "mlm2", "mlym"),
    "SINHALA": ("sinh",),
    "TIBETAN": ("tibt",),
    "MYANMAR": ("mym2", "mymr"),
    "KHMER": ("khmr",),
    "JAVANESE": ("java",),
    "BALINESE": ("bali",),
    "SUNDANESE": ("sund",),
    "BUGINESE": ("bugi",),
    "BATAK": ("batk",),
    "CHAM": ("cham",),
    "CHAKMA": ("cakm",),
    "LEPCHA": ("lepc",),
    "LIMBU": ("limb",),
    "MEETEI MAYEK": ("mtei",),
}


def clusters(text: str) -> Iterator[str]:
    """The letters, each with its marks and what these bind to it, without what is not seen of itself."""
    cluster = ""
    for sign in text:
        category = unicodedata.category(sign)
        if category in _JOINERS or category[0] == "Z" or _UNSEEN.match(sign):
            continue
        if cluster and category[0] != "M" and unicodedata.combining(cluster[-1]) != _BINDING:
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


def scripts_to_know(cluster: str) -> tuple[str, ...]:
    """Of which scripts a font must know one, to set this; nothing where to have the letter is enough."""
    name = unicodedata.name(cluster[0], "")
    if unicodedata.category(cluster[0])[0] not in "LM":  # figures and full stops are never changed
        return ()
    return next((known for script, known in _CHANGING.items() if name.startswith(script)), ())


def is_sign(cluster: str) -> bool:
    """No running text: a star, an arrow, a face, a key with its figure. These alone may be set in any font there is."""
    return unicodedata.category(cluster[0])[0] == "S" or unicodedata.category(cluster[-1]) == "Me"


def from_right(text: str) -> bool:
    """Whether a paragraph runs from right to left: its first letter says so (Unicode's rules P2 and P3)."""
    return next(_ways(text), "L") != "L"


def _ways(text: Iterable[str]) -> Iterator[str]:
    inside = 0  # of what was set apart, so as to say nothing of the words around it
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way in ("LRI", "RLI", "FSI"):
            inside += 1
        elif way == "PDI":
            inside = max(0, inside - 1)
        elif not inside and way in ("L", "R", "AL"):
            yield way
