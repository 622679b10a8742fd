"""A file as numbered lines in UTF-8, whatever ends a line in it, without ever holding more than one line."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = 1 << 18
LONGEST = 8 << 20  # bytes of a line that are kept; a photo of six megabytes fits

_END = re.compile(rb"\r{1,2}\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end. `whole` is false where it was longer than `LONGEST`, and is cut."""

    number: int
    text: bytes
    whole: bool = True


def lines(stream: BinaryIO) -> Iterator[Line]:
    """Lines that end in CR LF, LF or CR, from 1 on."""
    number, held, size = 1, list[bytes](), 0
    after_cr = False
    for block in _in_utf8(stream):
        *ended, rest = _END.split(block[1:] if after_cr and block.startswith(b"\n") else block)
        after_cr = block.endswith(b"\r")
        for piece in ended:
            yield _line(number, [*held, piece], size + len(piece))
            number, held, size = number + 1, [], 0
        if size <= LONGEST:
            held.append(rest)
        size += len(rest)
    if size:
        yield _line(number, held, size)


def _line(number: int, pieces: list[bytes], size: int) -> Line:
    text = b"".join(pieces) if size <= LONGEST else b"".join(pieces)[:LONGEST]
    return Line(number, text.replace(b"\x00", b""), size <= LONGEST)


def _in_utf8(stream: BinaryIO) -> Iterator[bytes]:
    """Blocks of the file; UTF-16 is written anew in UTF-8, and everything else is left as it is."""
    first = stream.read(BLOCK)
    wide = _wide(first)
    decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
    block = first.removeprefix(codecs.BOM_UTF8)
    while block:
        yield decoder.decode(block).encode("utf-8", "replace") if decoder else block
        block = stream.read(BLOCK)


def _wide(first: bytes) -> str:
    """The name of the UTF-16 at hand, told by its mark or by where the zero bytes stand; nothing for other charsets."""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = first[:400]
    zeros = head[::2].count(0), head[1::2].count(0)
    if max(zeros) * 3 < len(head):
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
