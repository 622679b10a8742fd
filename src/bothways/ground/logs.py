"""What the console is told: never what a member wrote (quality, S17)."""

import logging
import re
import traceback
from collections.abc import Iterator
from os import strerror
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from typing_extensions import override

FAULT = 500  # answers from here on are faults of ours


class InALine(logging.Filter):
    """What was refused on purpose is said in a line; where it went through our code helps nobody."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", FAULT) < FAULT:
            record.exc_info = None
        return True


class ByItsPlace(logging.Filter):
    """
    An address is said by what it is the address of. In that of a link for a password stands what opens it; in one that
    is not here, whatever somebody typed. What another site says of itself is left out, too.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            said = record.getMessage().replace(request.path, place(request))
            record.msg, record.args = _CLAIMED.sub("...", said), ()
        return True


def place(request: HttpRequest) -> str:
    """Its address with no more than ids in it."""
    found, path = request.resolver_match, request.path
    if found is None:
        return "an address that is not here"
    for name, value in found.kwargs.items():
        path = path if isinstance(value, UUID) else path.replace(str(value), f"<{name}>")
    return path


_CLAIMED = re.compile(r"(?<=failed - )\S+|(?<=HTTP_HOST header: ).*")


class WithoutWords(logging.Formatter):
    """
    An error as its kind, and where it went through our code.

    What errors say is left out, as they repeat what they were about: a database the row that is there twice, a parser
    the word it stumbled over. What a database or the system knows by a name of its own is said by that.
    """

    @override
    def formatException(self, ei: Any) -> str:
        return told(ei[1])


def told(problem: BaseException) -> str:
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
