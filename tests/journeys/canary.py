"""One word that is nowhere else, and an ear for all that any part says of what it does (quality, S17)."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DataError, connection

from bothways.ground.logs import ByItsPlace, WithoutWords

CANARY = "xylophonquartz"
_SAY = ("", "django", "django.request", "django_tasks", "bothways")


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """Whatever is said, however little it matters, as the console gets it; but for statements, which nobody is told."""
    console = io.StringIO()
    handler = logging.StreamHandler(console)
    handler.setFormatter(WithoutWords())
    handler.addFilter(ByItsPlace())
    handler.addFilter(lambda record: record.name != "django.db.backends")
    loggers = [logging.getLogger(name) for name in _SAY]
    levels = [one.level for one in loggers]
    loggers[0].addHandler(handler)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    yield console
    loggers[0].removeHandler(handler)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


@contextmanager
def breaking_where_it_writes() -> Iterator[None]:
    """The database takes no change but of the queue of work, and repeats what it was given, as databases do."""

    def breaks(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_tasks" not in sql:
            raise DataError(f"{CANARY} in {sql} {params}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(breaks):
        yield
