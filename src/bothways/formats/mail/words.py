"""Encoded words in a header, =?utf-8?Q?Luc=C3=ADa?=, as the text they stand for (RFC 2047), best effort."""

import base64
import binascii
import quopri
import re

from bothways.formats.text import decoded

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)(?:\?=|$)")  # the last may have been cut off
_BETWEEN = re.compile(r"(=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=)\s+(?==\?)")  # no space is meant between two encoded words


def decoded_words(text: str) -> str:
    """The text with its encoded words decoded; what cannot be decoded stays as it is."""
    if "=?" not in text:
        return text
    pieces = _WORD.split(_BETWEEN.sub(r"\1", text))  # text, charset, how, what, text, ...
    words = [
        (pieces[at], pieces[at + 1].lower().partition("*")[0], pieces[at + 2], pieces[at + 3])
        for at in range(0, len(pieces) - 1, 4)
    ]
    return "".join(_runs(words)) + pieces[-1]


def _runs(words: list[tuple[str, str, str, str]]) -> list[str]:
    """Neighbours of one charset are decoded together: some programs cut a sign of several bytes in two."""
    out: list[str] = []
    run: list[bytes] = []
    last = ""
    for before, charset, how, what in words:
        if run and (before or charset != last):
            out.append(decoded(b"".join(run), last))
            run = []
        out.append(before)
        run.append(_bytes(how, what))
        last = charset
    return [*out, decoded(b"".join(run), last)]


def _bytes(how: str, what: str) -> bytes:
    raw = what.encode("utf-8", "replace")
    if how in "qQ":
        return quopri.decodestring(raw.replace(b"_", b" ").replace(b"\n", b""), header=False)
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return raw
