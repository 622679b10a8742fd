"""`python -m tests.bench.windows`: acts that meet in one house, and what is amiss after them, as JSON."""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import django

PROGRAMS, EACH, AT_ONCE = 8, 150, 60  # threads of one process, each with a connection of its own


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # where nobody laid out styles
    django.setup()
    from django.core.management import call_command

    from bothways.ground.clock import today_in
    from tests.concurrency.meeting import MEETINGS, meet
    from tests.concurrency.texts import TEXTS, written_at_once

    call_command("migrate", verbosity=0)
    today = today_in("Europe/Berlin")
    write = partial(written_at_once, today=today, many=PROGRAMS, each=EACH)
    written = {name: partial(_wrong_in, partial(write, name)) for name in TEXTS}
    parts = (MEETINGS[start : start + AT_ONCE] for start in range(0, len(MEETINGS), AT_ONCE))
    met = {f"from {part[0]} on": partial(meet, part, today) for part in parts}
    told = {
        f"{PROGRAMS} threads, a connection each, as programs that write one text": (
            len(written) * PROGRAMS * EACH,
            _amiss(written),
        ),
        "two windows, whatever each does, a thread and a connection each": (2 * len(MEETINGS), _amiss(met)),
    }
    json.dump(told, sys.stdout, default=str)


def _wrong_in(write: Callable[[], tuple[Any, dict[str, Any]]]) -> dict[str, Any]:
    return write()[1]


def _amiss(tried: dict[str, Callable[[], dict[Any, Any]]]) -> list[str]:
    """What was lost, doubled or in no order; and where an answer was a fault, or that somebody else writes."""
    found = []
    for name, act in tried.items():
        try:
            found += [f"{name}, {what}: {which}" for what, which in act().items()]
        except AssertionError as problem:
            found.append(f"{name}: {problem}")
    return found


if __name__ == "__main__":
    main()
