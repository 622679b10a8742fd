"""What every release wrote comes up whole in this one (`keep.py`), on the database it was written on."""

import gzip
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from bothways.cli.tests.conftest import run_in
from bothways.vault.packing import pack, parts_of
from bothways.vault.reading import changes_in, rows_in
from bothways.vault.rules import Manifest
from tests.upgrades.conftest import is_the_same_life, laid_out
from tests.upgrades.keep import EMAIL, KEPT, KEY


def test_what_this_version_writes_is_kept_for_all_that_come(tmp_path):
    """Else a change of tables came after it was kept: `python -m tests.upgrades.keep` keeps it anew."""
    dump = gzip.decompress((KEPT / version("bothways") / "sqlite.gz").read_bytes())
    (tmp_path / "kept").write_bytes(dump)
    with closing(sqlite3.connect(tmp_path / "kept")) as kept:
        made = set(kept.execute("SELECT app, name FROM django_migrations"))

    assert made == set(MigrationLoader(None).disk_migrations)


def test_the_life_in_it_is_the_one_that_it_took_out(kept, house, tmp_path):
    home, settings = house

    said = run_in(home, "export", "--member", EMAIL, tmp_path / "now.zip", **settings)

    assert said.status == 0, said.err
    is_the_same_life(kept / f"{connection.vendor}.zip", tmp_path / "now.zip")


def test_its_tables_are_copied_before_they_are_changed_and_then_are_this_ones(house):
    home, settings = house

    first = run_in(home, "today", "--member", EMAIL, "--on", "2026-11-24", "--json", **settings)
    again = run_in(home, "today", "--member", EMAIL, "--on", "2026-11-24", "--json", **settings)

    changed = "Setting up the tables" in first.err
    assert len([*(home / "backups").glob("before-update-*.age")]) == changed
    assert json.loads(first.out)["items"]
    assert (again.out, again.err) == (first.out, "")


def test_all_of_it_is_whole_then_and_what_was_sealed_opens(house):
    home, settings = house
    run_in(home, "today", "--member", EMAIL, **settings)

    said = run_in(home, "check", "--json", **settings)

    assert said.status == 0, said.err
    found = json.loads(said.out)
    assert (found["whole"], found["opened"], found["people"]) == (True, 1, 8)


def test_a_backup_of_it_comes_back_here(kept, tmp_path):
    """A backup holds a SQLite database, whatever the house runs on, and is restored to either."""
    before, home, backup = tmp_path / "before", tmp_path / "home", tmp_path / "a.age"
    before.mkdir()
    (before / "bothways.sqlite3").write_bytes(gzip.decompress((kept / "sqlite.gz").read_bytes()))
    (before / "secret-key").write_text(KEY)
    with backup.open("wb") as into:
        pack(before, _as_it_said(kept.name, before), into, "only for tests", work=1)
    settings = {"DATABASE_URL": laid_out(b"")} if connection.vendor == "postgresql" else {}

    said = run_in(home, "restore", backup, BOTHWAYS_PASSPHRASE="only for tests", **settings)
    found = json.loads(run_in(home, "check", "--json", **settings).out)
    run_in(home, "export", "--member", EMAIL, tmp_path / "now.zip", **settings)

    assert said.status == 0, said.err
    assert (found["whole"], found["opened"], found["people"]) == (True, 1, 8)
    # what was on its way is asked about: it may have arrived since
    is_the_same_life(kept / "sqlite.zip", tmp_path / "now.zip", but=("records/letters.json", "records/sent.json"))


def _as_it_said(version: str, house: Path) -> Manifest:
    made_at = datetime(2026, 11, 28, tzinfo=UTC)
    told = {"migrations": changes_in(house), "rows": rows_in(house), "parts": parts_of(house)}
    return Manifest(version=version, made_at=made_at, home="elsewhere", database="sqlite", **told)
