"""An update that is killed or begun twice at once leaves the house of before or the new one, and never half of each."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import psycopg
import pytest
from django.db import connection

from bothways.cli.tables import UPDATING
from bothways.cli.tests.conftest import PROGRAM, free_port, run_in, settings_of
from tests.upgrades.conftest import RELEASES, is_the_same_life
from tests.upgrades.keep import EMAIL

pytestmark = pytest.mark.parametrize("kept", [RELEASES[0]], indirect=True)  # what lies behind the most changes
# `up`, in a process that kills itself at one moment: what it was about to call is not called any more.
KILLED = """
import os, signal, sys
import django
from bothways.cli import door
os.environ["DJANGO_SETTINGS_MODULE"] = "bothways.config.settings"
door.house.prepare(door.environment().home)
django.setup()
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from bothways.cli import tables
from bothways.vault import actions, packing
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
def at(calls, call):
    left = iter(range(calls))
    return lambda *given, **more: call(*given, **more) if next(left, None) is not None else die()
{moment}
sys.argv = ["bothways", "up", "--port", "{port}"]
door.main()
"""
WRITES_DOWN = "MigrationExecutor.record_migration = at({}, MigrationExecutor.record_migration)"
MOMENTS = {
    "before the copy": "tables.copy_before_update = die",
    "the copy is half packed": "packing._add = at(2, packing._add)",
    "the copy is opened again": "actions._opened_again = die",
    "in the first change": "BaseDatabaseSchemaEditor.__exit__ = die",
    **{f"{one} changes are made, and one not written down": WRITES_DOWN.format(one) for one in (0, 3)},
    "all changes are made": "was = MigrationExecutor.migrate; "
    "MigrationExecutor.migrate = lambda *given, **more: (was(*given, **more), die())",
    "it is done, and nothing served yet": "from bothways.cli import up; up.lay_out = die",
}


def dumped(home, settings):
    """Every table of the database as it is made, and all its rows."""
    if "DATABASE_URL" not in settings:
        with closing(sqlite3.connect(home / "bothways.sqlite3")) as file:
            made = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
            return made, {name: sorted(map(repr, file.execute(f'SELECT * FROM "{name}"'))) for name, _ in made}
    with psycopg.connect(settings["DATABASE_URL"]) as there:
        made = there.execute(
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_schema = 'public' ORDER BY 1, 2"
        ).fetchall()
        names = {name for name, *_ in made}
        return made, {name: sorted(there.execute(f"SELECT t::text FROM {name} t".encode())) for name in names}


def comes_up_whole(kept, home, settings, tmp_path, *, but=()):
    said = run_in(home, "export", "--member", EMAIL, tmp_path / "now.zip", **settings)
    assert said.status == 0, said.err
    is_the_same_life(kept / f"{connection.vendor}.zip", tmp_path / "now.zip", but=but)
    checked = run_in(home, "check", "--json", **settings)
    assert (checked.status, json.loads(checked.out)["opened"]) == (0, 1), checked.err
    assert not list(home.rglob("*being-made*"))


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_it_is_done_by_the_next_start_and_nothing_is_lost(kept, house, tmp_path, moment):
    home, settings = house
    before = dumped(home, settings)
    code = KILLED.format(moment=MOMENTS[moment], port=free_port())

    killed = subprocess.run(
        [sys.executable, "-c", code], env=settings_of(home, **settings), capture_output=True, text=True, check=False
    )

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (dumped(home, settings) == before) == (moment != "it is done, and nothing served yet")
    comes_up_whole(kept, home, settings, tmp_path)


ON_THEIR_WAY = ("records/letters.json", "records/sent.json")  # background work had begun with them


def begun(home, settings):
    command, pipes = [*PROGRAM, "up", "--port", str(free_port()), "--json"], {"stdout": subprocess.PIPE}
    return subprocess.Popen(command, env=settings_of(home, **settings), text=True, stderr=subprocess.PIPE, **pipes)


def ended(process):
    process.send_signal(signal.SIGTERM)
    return process.communicate()[1]


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="several computers may share one PostgreSQL")
def test_begun_twice_at_once_over_one_folder_one_does_it_and_the_other_says_that_it_runs(kept, house, tmp_path):
    home, settings = house

    both = [begun(home, settings) for _ in range(2)]
    served = [bool(process.stdout.readline()) for process in both]
    said = "".join(map(ended, both))

    assert sorted(served) == [False, True]
    assert said.count("Setting up the tables") == said.count(f"Bothways already runs in {home}") == 1
    assert "Traceback" not in said
    comes_up_whole(kept, home, settings, tmp_path, but=ON_THEIR_WAY)


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="of PostgreSQL")
def test_begun_on_two_computers_at_once_one_does_it_and_the_other_waits(kept, house, tmp_path):
    home, settings = house
    (tmp_path / "other").mkdir(mode=0o700)

    with psycopg.connect(settings["DATABASE_URL"]) as held:
        held.execute("SELECT pg_advisory_xact_lock(%s)", [UPDATING])  # both have come that far when it is given back
        both = [begun(one, settings) for one in (home, tmp_path / "other")]
        assert all(any("Waiting for it" in line for line in iter(one.stderr.readline, "")) for one in both)
    served = [bool(process.stdout.readline()) for process in both]
    said = "".join(map(ended, both))

    assert served == [True, True]
    assert said.count("Setting up the tables") == 1
    assert "Traceback" not in said
    comes_up_whole(kept, home, settings, tmp_path, but=ON_THEIR_WAY)
