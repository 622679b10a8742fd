"""Cuts an mbox archive of any size and dialect into messages, holding one header at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bothways.formats.troubles import NotUnderstood


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message: its header as it stands in the file, and the bytes it covers there, from `at` up to `end`."""

    number: int  # counts from 1 in the whole file
    at: int
    end: int  # where the next message begins: a place to start from again
    header: bytes


def split_mbox(stream: BinaryIO, start: int = 0, after: int = 0) -> Iterator[RawMessage | NotUnderstood]:
    """The messages from byte `start` (0, or the `end` of one read before) on; `after` is how many lie before it."""
    yield from ()
