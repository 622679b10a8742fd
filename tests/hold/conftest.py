"""A house of its own for each test: in SQLite, or in a database of its own beside that of the other tests."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.hold.house import House


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A data folder, and the address of an empty database where there is one."""
    shared = os.environ.get("DATABASE_URL", "")
    if not shared:
        yield tmp_path / "house", ""
        return
    name = f"house_{uuid4().hex}"
    with psycopg.connect(shared, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield tmp_path / "house", f"{shared.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def house(place: tuple[Path, str]) -> Iterator[House]:
    one = House(*place)
    one.start()
    yield one
    one.stop()


@pytest.fixture
def house_with(place: tuple[Path, str], request: pytest.FixtureRequest) -> Iterator[House]:
    """With these settings."""
    one = House(*place, **request.param)
    one.start()
    yield one
    one.stop()
