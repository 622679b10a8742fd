"""Nothing can be written: it is said, what was typed stays, pages open, and it heals by itself (R3)."""

import os
import resource
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from html import unescape
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bothways.ground.records import new_id
from tests.disk import disk_that_fails, small_disk, syncing, taken, unwritable
from tests.hold.house import Caller, House, called, family, until
from tests.hold.load import Load
from tests.hold.restarted import amiss

SMALL = "96m"
TEXT = "You let me stay after class, and I have never forgotten it. " * 100 + str(uuid4())


@pytest.fixture
def disk(tmp_path):
    """A disk of its own for the data folder."""
    with small_disk(tmp_path / "disk", SMALL) as folder:
        yield folder


@contextmanager
def running(*place, language):
    house = House(*place, HOLD_LANGUAGE=language)
    try:
        house.start()
        yield house
    finally:
        house.stop()


def full(house):
    return taken(house.home.parent)


@contextmanager
def broken(house):
    """No file can be written further than its beginning: to SQLite an error of the disk, like any other."""
    _let_write(house, 8_192)
    try:
        yield
    finally:
        _let_write(house, resource.RLIM_INFINITY)


def unsynced(house):
    """What is written may never be on it; whoever asks is told so."""
    return syncing(family(house.up.pid), "error=EIO")


def _let_write(house, most):
    for pid in family(house.up.pid):
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@contextmanager
def read_only(house):
    _settle(house, "default_transaction_read_only = on")
    try:
        yield
    finally:
        _settle(house, "default_transaction_read_only = off")


def _settle(house, how):
    """Of its database, from now on."""
    url = house.environment["DATABASE_URL"]
    shared, _, name = url.rpartition("/")
    with psycopg.connect(f"{shared}/postgres", autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} SET {how}")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def holds(house, trouble, says):
    """Through the trouble and out of it."""
    caller = Caller(house)
    with caller, trouble(house):
        kept = says_so(caller, says)
    heals(caller, kept)


def save(caller):
    keys = caller.house.keys
    typed = {
        "kind": keys["kind"], "version": "1", "shape": "letter", "greeting": "Dear Grace,", "close": "Yours,",
        "signature": "Ada", "subject": "", "now": TEXT,
    }  # fmt: skip
    return caller.send(f"/letters/{keys['letter']}/save/", typed)


def says_so(caller, says):
    """What was kept before it was said."""
    keys, kept = caller.house.keys, []
    while (status := caller.keep_moment(one := str(new_id()), note=TEXT[:250])) == 201:
        kept.append(one)
        assert len(kept) < 2_000
    assert status == 503
    status, page = save(caller)
    assert (status, says in unescape(page), TEXT in page) == (503, True, True)
    pages = ("/", "/people/", "/letters/", f"/people/{keys['person']}/", f"/letters/{keys['letter']}/")
    assert {one: caller.page(one)[0] for one in pages} == dict.fromkeys(pages, 200)
    return kept


def heals(caller, kept):
    house = caller.house
    with caller:
        assert save(caller)[0] == 302
        assert TEXT in caller.letter()
        assert set(kept) <= set(caller.moments())
    house.stop()
    assert house.check()["whole"]


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the disk of PostgreSQL is that of its server")
@pytest.mark.parametrize(
    ("trouble", "says", "language"),
    [
        (full, "The disk is full", "en"),
        (broken, "El disco no funciona como debería", "es"),
        (unsynced, "The disk does not work as it should", "en"),
    ],
)
def test_where_the_disk_takes_nothing_it_is_said_and_the_text_stays(disk, trouble, says, language):
    with running(disk / "house", language=language) as house:
        holds(house, trouble, says)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the disk of PostgreSQL is that of its server")
def test_where_the_disk_is_slow_ten_who_write_and_read_at_once_are_all_answered(house):
    """A tenth of a second, by which others wait for each write."""
    with syncing(family(house.up.pid), "delay_enter=100000"), Load(house) as load:
        load.wait_for(40)

    assert amiss(house, load) == {}
    assert house.broken() == []


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the disk of PostgreSQL is that of its server")
def test_on_a_disk_that_may_only_be_read_any_more_pages_open_and_what_was_kept_is_there_afterwards(tmp_path):
    """Such a disk heals only unmounted, so that the house begins again."""
    with disk_that_fails(tmp_path / "disk", 128 << 20) as (disk, fail):
        with running(disk / "house", language="en") as house:
            with Caller(house) as caller:
                before = [one for one in map(str, (new_id(), new_id())) if caller.keep_moment(one) == 201]
                os.sync()
                fail.write_text("1")
                kept = before + says_so(caller, "The disk does not work as it should")
            command = [str(Path(sys.executable).parent / "bothways"), "check"]
            said = subprocess.run(command, env=house.environment, capture_output=True, text=True, check=False)
            assert (said.returncode, "cannot be written" in said.stderr) == (1, True)
        subprocess.run(["umount", disk], check=True)
        subprocess.run(["mount", "-o", "loop", disk.with_name("image"), disk], check=True)
        try:
            house.start()
            assert len(before) == 2
            heals(caller, kept)
        finally:
            house.stop()


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the disk of PostgreSQL is that of its server")
@pytest.mark.parametrize("house_with", [{"BOTHWAYS_WORKERS": "1"}], indirect=True)
def test_where_its_files_could_not_be_written_the_first_save_after_they_can_is_kept(house_with):
    """By a connection of then nothing could ever be written: SQLite opens for reading what it may not write."""
    house, folder = house_with, house_with.home
    with Caller(house) as caller:
        before = [one for one in map(str, (new_id(), new_id())) if caller.keep_moment(one) == 201]
    with unwritable(folder, folder / "bothways.sqlite3", folder / "bothways.sqlite3-wal"):
        another_worker(house)
        with caller:
            kept = before + says_so(caller, "The data folder cannot be written")
    assert len(before) == 2
    heals(caller, kept)


def another_worker(house):
    """In the place of the one that is there."""
    server, before = serving(house)
    os.kill(before, signal.SIGKILL)
    until(lambda: {*serving(house)} - {server, before})


def serving(house):
    return [one for one in family(house.up.pid) if "bothways.cli.serving" in called(one)]


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="of PostgreSQL")
def test_where_the_database_only_lets_read_it_is_said_and_the_text_stays(place):
    with running(*place, language="en") as house:
        holds(house, read_only, "The data folder cannot be written")
