"""Several who act at the same moment, and what must be true of what they were told (after Jepsen: R4)."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.concurrency.conftest import at_once

FOUR, EACH = 4, 50  # two hundred operations (decision 37)


@dataclass(frozen=True)
class Told:
    """One who read a text, set a word of their own behind it, and heard whether it was kept; by one clock for all."""

    word: str
    read: Sequence[str]
    read_at: float
    kept: bool
    heard_at: float


def words_set_behind(
    read: Callable[[], tuple[str, int]], write: Callable[[str, int], bool], *, many: int = FOUR, each: int = EACH
) -> list[Told]:
    """By as many at once, each of them so often. `write` says whether it was kept; what it raises ends the test."""
    said = at_once(*[partial(_by_one, read, write, who, each) for who in range(many)])
    broken = [one for one in said if isinstance(one, BaseException)]
    assert broken == []
    return [told for some in said for told in some]


def _by_one(read: Callable[[], tuple[str, int]], write: Callable[[str, int], bool], who: int, each: int) -> list[Told]:
    told = []
    for number in range(each):
        read_at, word = time.monotonic(), f"w{who}x{number}"
        text, version = read()
        kept = write(f"{text} {word}".strip(), version)
        told.append(Told(word, text.split(), read_at, kept, time.monotonic()))
    return told


def anomalies(told: Sequence[Told], text: str, *, before: Sequence[str]) -> dict[str, Any]:
    """What is wrong with this, by its name; nothing where each saw all that was kept before, and all of it stands."""
    stands = text.split()
    kept = {one.word for one in told if one.kept}
    stale = [
        (one.word, other.word)
        for one in told
        for other in told
        if other.kept and other.heard_at < one.read_at and other.word not in one.read
    ]
    found = {
        "lost": kept - set(stands),
        "twice": [word for word, many in Counter(stands).items() if many > 1],
        "kept, and told that it was not": set(stands) - kept - set(before),
        "read though it was overwritten": [one.word for one in told if one.read != stands[: len(one.read)]],
        "not seen though it stood": stale,
    }
    return {name: what for name, what in found.items() if what}


def answered(*acts: Callable[[], Any]) -> list[int]:
    """What pages answer to acts at the same moment: no fault, and none told that somebody else writes (R5)."""
    answers = at_once(*acts)
    statuses = [getattr(one, "status_code", one) for one in answers]
    assert [one for one in statuses if not isinstance(one, int) or one >= 500] == [], statuses
    return statuses
