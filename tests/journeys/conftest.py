"""Journeys happen on one day, so that they are the same on every other."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine


@pytest.fixture(autouse=True)
def _one_day(now: datetime) -> Iterator[None]:
    with time_machine.travel(now.astimezone(UTC), tick=True):
        yield
