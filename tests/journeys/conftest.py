"""Journeys happen on one day, so that they are the same on every other."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from bothways.accounts.actions import claim
from bothways.accounts.models import Member


@pytest.fixture(autouse=True)
def _one_day(now: datetime) -> Iterator[None]:
    with time_machine.travel(now.astimezone(UTC), tick=True):
        yield


@pytest.fixture
def operator(db: None) -> Member:
    """Whoever runs this Bothways came first, and is a member like the others."""
    olga = Member.objects.create_user("operator@example.org", None, name="Olga", came_first=True)
    claim(olga, [olga.email])
    return olga
