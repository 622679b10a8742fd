"""A text as sentences and words, in time that grows only with its length."""

import re

_ENDS = frozenset(".!?…")
_CLOSERS = "”’\"')»"
_BREAK = re.compile(r"(?<=[.!?…])[”’\"')»]{0,3}\s+|\n+")
_ABBREVIATIONS = frozenset(
    [
        "mr.", "mrs.", "ms.", "mx.", "dr.", "dra.", "prof.", "profa.", "sr.", "sra.", "srta.", "st.", "rev.", "vs.",
        "e.g.", "i.e.", "no.", "jr.", "ud.", "uds.", "lic.", "ing.", "mtro.", "mtra.",
    ]
)  # fmt: skip
_QUOTES = (
    re.compile(r"“[^“”]{0,2000}”"),
    re.compile(r"«[^«»]{0,2000}»"),
    re.compile(r'"[^"\n]{0,2000}"'),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


def has_end(text: str) -> bool:
    """Does it end as a finished sentence does?"""
    bare = text.rstrip().rstrip(_CLOSERS)
    return bare[-1:] in _ENDS


def sentences(text: str) -> list[str]:
    """Its sentences, each on one line, as written; "Mr." and "J." end none."""
    found: list[str] = []
    waiting: list[str] = []
    start = 0
    for gap in _BREAK.finditer(text):
        waiting.append(text[start : gap.end()])
        start = gap.end()
        if "\n" in gap.group() or not _is_abbreviation(waiting[-1]):
            found.append(_on_one_line("".join(waiting)))
            waiting = []
    found.append(_on_one_line("".join(waiting) + text[start:]))
    return [sentence for sentence in found if sentence]


def _is_abbreviation(piece: str) -> bool:
    tail = piece[-24:].split()
    last = tail[-1].lower().lstrip("“(\"'") if tail else ""
    return last in _ABBREVIATIONS or (len(last) == 2 and last[0].isalpha() and last != "i.")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def without_quotes(text: str) -> str:
    """The text with what stands in quotation marks left out: those are somebody else's words."""
    for quote in _QUOTES:
        text = quote.sub("…", text)
    return text


def plain(text: str) -> str:
    """For comparing: small letters and one kind of apostrophe."""
    return text.lower().replace("’", "'")


def words(text: str) -> list[str]:
    return _WORD.findall(text)
