"""What the database did not take, by what it says."""

import pytest
from django.db import InternalError, OperationalError

from bothways.ground.database import Trouble, trouble_of


@pytest.mark.parametrize(
    ("problem", "trouble"),
    [
        (OperationalError("database is locked"), Trouble.LOCKED),
        (OperationalError("database or disk is full"), Trouble.FULL),
        (OperationalError("disk I/O error"), Trouble.BROKEN),
        (OperationalError('could not extend file "base/1/2": No space left on device'), Trouble.FULL),
        (OperationalError("attempt to write a readonly database"), Trouble.READ_ONLY),
        (InternalError("cannot execute INSERT in a read-only transaction"), Trouble.READ_ONLY),
        (OperationalError("server closed the connection unexpectedly"), None),
        (ValueError("the database is locked, says a test"), None),
    ],
)
def test_what_the_database_says_is_known_on_both_databases(problem, trouble):
    assert trouble_of(problem) is trouble
