"""Cuts an mbox archive of any size and dialect into messages, holding one header at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bothways.formats.language import gettext as _
from bothways.formats.mail.postmarks import LOOKAHEAD, is_postmark
from bothways.formats.mail.window import BLOCK, Window
from bothways.formats.troubles import NotUnderstood

LONGEST_HEADER = 4 << 20

_BEFORE = 4  # bytes that two ends of line take
_KEPT = 4_096  # of what was passed over, held back: enough for the end of a message and a blank line
_HEADER_END = re.compile(rb"\n(?:\r?\n|From )")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(
    rb"^content-type:[ \t]*multipart/[^;\n]*;(?:[^\n]|\n[ \t])*?boundary=\"?([^\"\s;]+)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message: its header as it stands in the file, and the bytes it covers there, from `at` up to `end`."""

    number: int  # counts from 1 in the whole file
    at: int
    end: int  # where the next message begins: a place to start from again
    header: bytes


def split_mbox(stream: BinaryIO, start: int = 0, after: int = 0) -> Iterator[RawMessage | NotUnderstood]:
    """The messages from byte `start` (0, or the `end` of one read before) on; `after` is how many lie before it."""
    window = Window(stream, start)
    skipped = _go_to_first(window)
    if skipped:
        why = _("The first {n} bytes belong to no message, and were left out.").format(n=skipped)
        yield NotUnderstood(_("byte {n}").format(n=start), why)
    number = after
    while not window.over:
        number += 1
        if window.place > BLOCK:
            window.forget(window.place)
        at = window.offset
        header, whole = _header(window)
        ending = _go_to_next(window, header)
        yield RawMessage(number, at, window.offset, header)
        if not whole:
            yield NotUnderstood(place(number), _("Its header is longer than 4 MB. Only the beginning was read."))
        elif ending is not None and (why := _cut_off(header, ending)):
            yield NotUnderstood(place(number), why)


def place(number: int) -> str:
    """How a report names the message."""
    return _("message {n}").format(n=number)


def _go_to_first(window: Window) -> int:
    """Move to the first message; how many bytes that are no blank had to be passed over."""
    window.place = len(window.data) - len(window.data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    if window.over or window.data.startswith(b"From ", window.place):
        return 0
    begun = window.offset
    _scan(window, None)
    return window.offset - begun


def _header(window: Window) -> tuple[bytes, bool]:
    """The header of the message where the window stands, which moves behind it; and whether that is all of it."""
    window.reach(window.place + LOOKAHEAD)
    begin = window.data.find(b"\n", window.place) + 1 or len(window.data)
    place = begin - 1
    while (found := _HEADER_END.search(window.data, place)) is None or not _ends(window, found):
        place = found.end() if found else max(begin - 1, len(window.data) - _BEFORE)
        if place - begin > LONGEST_HEADER or (found is None and not window.grow()):
            break
    end = found.start() + 1 if found else len(window.data)
    window.place = max(begin, end) - 1
    return window.data[begin : min(end, begin + LONGEST_HEADER)], end - begin <= LONGEST_HEADER


def _ends(window: Window, found: re.Match[bytes]) -> bool:
    """A blank line ends a header; so does the postmark of the next message, where the header breaks off."""
    window.reach(found.end() + LOOKAHEAD)
    return found[0] != b"\nFrom " or is_postmark(window.data, found.start() + 1)


def _go_to_next(window: Window, header: bytes) -> bytes | None:
    """Move to the next message; the end of this one where it is the last, nothing where another follows."""
    length = _LENGTH.search(header) if b"-length:" in header.lower() else None
    return _scan(window, window.offset + 1 + int(length[1]) if length else None)


def _scan(window: Window, claimed: int | None) -> bytes | None:
    """Move to the next postmark. `claimed` is where Content-Length says that the body ends, before a blank line."""
    while True:
        found = window.data.find(b"\nFrom ", window.place)
        if found < 0:
            seen = len(window.data) - len(b"\nFrom ")
            window.place = max(window.place, seen)
            window.forget(max(0, len(window.data) - _KEPT))
            if not window.grow():
                window.place = len(window.data)
                return window.data
            continue
        window.reach(found + LOOKAHEAD)
        window.place = found + 1
        if is_postmark(window.data, window.place):
            end = _true_end(window, claimed)
            if end > window.offset:  # the one found is a message within the message
                window.leap(end)
            return None


def _true_end(window: Window, claimed: int | None) -> int:
    """Where Content-Length says the message ends, if another begins there or the file ends (mboxcl); else 0."""
    if claimed is None or claimed <= window.offset:
        return 0
    inside, ahead = window.peek(claimed - 1, 1), window.peek(claimed, LOOKAHEAD)
    gap = len(ahead) - len(ahead.lstrip(b"\r\n"))
    true = inside and gap <= _BEFORE and (gap == len(ahead) or is_postmark(b"\n\n" + ahead[gap:], 2))
    return claimed + gap if true else 0


def _cut_off(header: bytes, ending: bytes) -> str:
    """Why the last message seems to be cut off, or nothing."""
    if not header:
        return _("The file ends where this message begins.")
    if not header.endswith((b"\n", b"\r")):
        return _("The file ends within the header of this message. What was there of it was read.")
    boundary = _BOUNDARY.search(header)
    if boundary and b"--" + boundary[1] + b"--" not in ending:
        return _("The file seems to be cut off in this message: its end is missing. What its header says was read.")
    return ""
