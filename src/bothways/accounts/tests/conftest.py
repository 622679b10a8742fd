from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from bothways.ground.environment import environment

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It stands at noon, and goes where it is shifted."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Settings of this house, to be changed by a test."""

    def change(**values: Any) -> None:
        for name, value in values.items():
            monkeypatch.setattr(environment(), name, value)

    return change
