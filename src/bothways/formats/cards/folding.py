"""Puts folded lines together again: by RFC 6350, 3.2, by vCard 2.1, and as programs do it that know neither."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bothways.formats.cards.lines import LONGEST, Line

_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+[ \t]*")
_HEAD = 1_000
_EDGE = re.compile(rb"[ \t]*(?:BEGIN|END)[ \t]*:[ \t]*VCARD", re.IGNORECASE)


@dataclass(slots=True)
class ContentLine:
    """A field as it stands in the file, on one line; `whole` is false where it was too long, and is cut."""

    number: int
    pieces: list[bytes]
    whole: bool = True
    soft: bool = False  # quoted-printable: a = at its end asks for the next line
    encoded: bool = False  # base64
    size: int = field(default=0)

    @property
    def text(self) -> bytes:
        return b"".join(self.pieces)

    def add(self, piece: bytes, *, whole: bool) -> None:
        self.size += len(piece)
        self.whole = self.whole and whole and self.size <= LONGEST
        if self.whole:
            self.pieces.append(piece)
        else:  # what remains says which field it was
            self.pieces = [b"".join(self.pieces)[:_HEAD] or piece[:_HEAD]]


def content_lines(lines: Iterator[Line]) -> Iterator[ContentLine]:
    """The fields in their order; empty lines are left out."""
    begun: ContentLine | None = None
    for line in lines:
        if begun is not None and _goes_on(begun, line.text):
            begun.add(_continuation(begun, line.text), whole=line.whole)
            continue
        if not line.text.strip():  # may stand within a folded field, where lines end in CR CR LF
            continue
        if begun is not None:
            yield begun
        begun = _begin(line)
    if begun is not None:
        yield begun


def _begin(line: Line) -> ContentLine:
    head = line.text[:_HEAD].partition(b":")[0].upper()
    begun = ContentLine(line.number, [])
    begun.soft = b"QUOTED-PRINTABLE" in head
    begun.encoded = b"BASE64" in head or b"ENCODING=B" in head
    begun.add(line.text, whole=line.whole)
    return begun


def _goes_on(begun: ContentLine, text: bytes) -> bool:
    if _EDGE.match(text):
        return False
    if begun.soft and begun.pieces and begun.pieces[-1].endswith(b"="):
        begun.pieces[-1] = begun.pieces[-1][:-1]
        return True
    if text[:1] in (b" ", b"\t"):
        return True
    return begun.encoded and bool(_BASE64.fullmatch(text))


def _continuation(begun: ContentLine, text: bytes) -> bytes:
    folded = text[:1] in (b" ", b"\t") and not (begun.soft and text[1:2] in (b" ", b"\t"))
    return text[1:] if folded else text
