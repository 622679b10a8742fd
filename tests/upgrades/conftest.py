"""What each release kept (`keep.py`), laid out as that release left it."""

import gzip
import json
import os
import secrets
import zipfile
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.upgrades.keep import KEPT, KEY

RELEASES = sorted(path.name for path in KEPT.iterdir())


@pytest.fixture(params=RELEASES)
def kept(request: pytest.FixtureRequest) -> Path:
    return KEPT / request.param


@pytest.fixture
def house(kept: Path, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """As that release left it: the data folder, and what is set beside it."""
    home, dump = tmp_path / "home", gzip.decompress((kept / f"{connection.vendor}.gz").read_bytes())
    home.mkdir(mode=0o700)
    if connection.vendor == "sqlite":
        (home / "bothways.sqlite3").write_bytes(dump)
        (home / "bothways.sqlite3").chmod(0o600)
        return home, {"BOTHWAYS_SECRET_KEY": KEY}
    return home, {"BOTHWAYS_SECRET_KEY": KEY, "DATABASE_URL": laid_out(dump)}


def laid_out(dump: bytes) -> str:
    given, name = os.environ["DATABASE_URL"], f"kept_{secrets.token_hex(6)}"
    with psycopg.connect(given, autocommit=True) as maker:
        maker.execute(f"CREATE DATABASE {name}".encode())
    own = f"{given.rpartition('/')[0]}/{name}"
    with psycopg.connect(own) as filler:
        filler.execute(dump)
    return own


def is_the_same_life(taken_out: Path, taken_out_now: Path, *, but: Sequence[str] = ()) -> None:
    was, now = (zipfile.ZipFile(path) for path in (taken_out, taken_out_now))
    records = [name for name in was.namelist() if name.startswith("records/")]
    assert len(records) > 20
    for name in set(records) - {*but}:
        for before, after in zip(json.loads(was.read(name)), json.loads(now.read(name)), strict=True):
            assert {field: after.get(field) for field in before} == before, name
    sent = [name for name in was.namelist() if name.startswith("sent/")]
    assert sent
    assert [now.read(name) for name in sent] == [was.read(name) for name in sent]
