"""What the console is told: never what a member wrote (quality, S17)."""

import logging
import traceback
from collections.abc import Iterator
from os import strerror
from typing import Any

from typing_extensions import override

FAULT = 500  # answers from here on are faults of ours


class InALine(logging.Filter):
    """What was refused on purpose is said in a line; where it went through our code helps nobody."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", FAULT) < FAULT:
            record.exc_info = None
        return True


class WithoutWords(logging.Formatter):
    """
    An error as its kind, and where it went through our code.

    What errors say is left out, as they repeat what they were about: a database the row that is there twice, a parser
    the word it stumbled over. What a database or the system knows by a name of its own is said by that.
    """

    @override
    def formatException(self, ei: Any) -> str:
        _kind, problem, _trace = ei
        return "\n".join(_told(one) for one in reversed([*_chain(problem)]))


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)


def _told(problem: BaseException) -> str:
    kind = type(problem)
    name = getattr(problem, "sqlite_errorname", None) or getattr(problem, "sqlstate", None)
    if isinstance(problem, OSError) and problem.errno:
        name = strerror(problem.errno)
    where = "".join(traceback.format_tb(problem.__traceback__))
    return f"{where}{kind.__module__}.{kind.__qualname__}" + (f": {name}" if name else "")
