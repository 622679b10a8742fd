from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It stands at noon, and goes where it is shifted."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock
