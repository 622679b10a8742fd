"""What is the matter when the database did not take something: the one place that knows it by the database's words."""

from enum import Enum, auto

from django.db import DatabaseError, connection


class Trouble(Enum):
    """It passes, or somebody can mend it: nothing is broken, and nothing was saved."""

    LOCKED = auto()  # somebody else wrote for longer than `timeout`
    FULL = auto()
    READ_ONLY = auto()


# of SQLite and of PostgreSQL
_WORDS = {
    "database is locked": Trouble.LOCKED,
    "disk is full": Trouble.FULL,
    "no space left": Trouble.FULL,
    "readonly": Trouble.READ_ONLY,
    "read-only": Trouble.READ_ONLY,
}


def trouble_of(problem: BaseException) -> Trouble | None:
    """Nothing where it is another trouble, or none of the database's."""
    said = str(problem).lower() if isinstance(problem, DatabaseError) else ""
    return next((trouble for words, trouble in _WORDS.items() if words in said), None)


def open_anew() -> None:
    """A connection opened while the disk could not be written would never write again."""
    if not connection.in_atomic_block:
        connection.close()
