"""Processor time of two things, in blocks that take turns, so that a mood of the machine falls on both."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

BLOCKS = 12
CALLS = 40

Call = Callable[[], object]


def nothing() -> None:
    pass


@dataclass(frozen=True)
class Compared:
    """Milliseconds of processor time a call of each, and the median of the ratios of neighbouring blocks."""

    ms: float
    floor_ms: float
    ratio: float


def compared(
    call: Call,
    floor: Call,
    *,
    before: Call = nothing,
    before_floor: Call = nothing,
    blocks: int = BLOCKS,
    calls: int = CALLS,
) -> Compared:
    """`before` and `before_floor` make ready for a block and are not counted."""
    pairs = [(_block(floor, before_floor, calls), _block(call, before, calls)) for _ in range(blocks)]
    return Compared(
        ms=median(ours for _, ours in pairs),
        floor_ms=median(theirs for theirs, _ in pairs),
        ratio=median(ours / theirs for theirs, ours in pairs),
    )


def milliseconds(call: Call, *, blocks: int = BLOCKS, calls: int = 10) -> float:
    return median(_block(call, nothing, calls) for _ in range(blocks))


def _block(call: Call, before: Call, calls: int) -> float:
    before()
    call()
    began = time.process_time()
    for _ in range(calls):
        call()
    return (time.process_time() - began) * 1000 / calls
