"""The readers of the process apart, as if they had faults: what a card or a message is called says which."""

import sys
from typing import Any

from bothways.exchange import inside
from bothways.exchange.inside import cards, content, digest, listed, mail, rows
from bothways.formats.archive import records
from bothways.formats.cards import reader

__all__ = ["cards", "content", "digest", "listed", "mail", "rows"]


def _as_it_says(said: bytes) -> None:
    if b"hangs" in said:
        while True:
            pass
    if b"eats" in said:
        held = []
        while True:
            held.append(bytearray(1 << 20))
    if b"nests" in said:
        _as_it_says(said)
    if b"crashes" in said:
        sys.exit(1)
    if b"slips" in said:
        raise KeyError(said)


def _with_faults(read: Any) -> Any:
    def reads(first: Any, *others: Any) -> Any:
        _as_it_says(first)
        return read(first, *others)

    return reads


reader.read_property = _with_faults(reader.read_property)  # type: ignore[assignment]
inside.read_message = _with_faults(inside.read_message)  # type: ignore[assignment]
records.read = _with_faults(records.read)
_split = inside.split_mbox


def _split_with_faults(stream: Any, start: int, after: int) -> Any:
    for raw in _split(stream, start, after):
        if b"cannot be passed" in getattr(raw, "header", b""):
            _as_it_says(b"hangs")
        yield raw


inside.split_mbox = _split_with_faults  # type: ignore[assignment]
