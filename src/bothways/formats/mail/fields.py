"""The few fields of a header that Bothways reads, cut to a length at which no parser becomes slow."""

import re
from collections.abc import Mapping

# Name and the longest value read. 900 KB of encoded words in one subject take the parser sixteen seconds.
_LONGEST: Mapping[bytes, int] = {
    b"from": 4_000,
    b"to": 60_000,
    b"cc": 60_000,
    b"date": 200,
    b"received": 2_000,  # the uppermost: when it arrived
    b"subject": 4_000,
    b"message-id": 60_000,  # a key: two that begin alike are two
    b"sender": 1_000,
    b"return-path": 1_000,
    b"delivered-to": 1_000,
    b"x-delivered-to": 1_000,
    b"x-original-to": 1_000,
    b"envelope-to": 1_000,
    b"content-type": 1_000,
    b"auto-submitted": 200,
    b"precedence": 200,
    b"list-id": 200,
    b"list-post": 200,
    b"list-unsubscribe": 200,
    b"mailing-list": 200,
    b"x-mailing-list": 200,
    b"x-beenthere": 200,
    b"x-autoreply": 200,
    b"x-autorespond": 200,
    b"x-auto-reply": 200,
    b"x-failed-recipients": 200,
    b"x-spam-flag": 200,
    b"x-gmail-labels": 1_000,
}

# A field with its folded lines, or else a line that is none: every byte is looked at once.
_FIELD = re.compile(rb"(?:([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)|[^\n]+)\n*")
_MANY = {b"from", b"to", b"cc", b"delivered-to", b"x-delivered-to", b"x-original-to", b"envelope-to"}

Fields = dict[bytes, bytes]


def fields(header: bytes) -> Fields:
    """Each field that is there, by its name in lower case, on one line; a field written twice is joined by a comma."""
    if b"\n" not in header.strip():
        header = header.replace(b"\r", b"\n")
    found: Fields = {}
    for written, folded in _FIELD.findall(header):
        name = written.lower()
        longest = _LONGEST.get(name)
        if longest is None or (name in found and name not in _MANY):
            continue
        value = cut(b" ".join(folded.split()), longest)
        found[name] = cut(found[name] + b", " + value, longest) if name in found else value
    return found


def cut(value: bytes, longest: int) -> bytes:
    """At most `longest` bytes, and not in the middle of an address or a word where that can be helped."""
    if len(value) <= longest:
        return value
    at = max(value.rfind(b",", 0, longest), value.rfind(b" ", 0, longest))
    return value[: at if at > 0 else longest]
