"""New processes follow the old ones under load, and nobody notices; stopped, it finishes what it has in hand (R21)."""

import socket
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from bothways.ground.records import new_id
from tests.hold.house import Caller, family, until
from tests.hold.restarted import amiss, reloaded_again_and_again, stopped_under_load

TIMES = 3


ONE = pytest.mark.parametrize("house_with", [{"BOTHWAYS_WORKERS": "1"}], indirect=True)  # no other answers meanwhile


@ONE
def test_where_new_processes_take_over_under_load_no_request_fails(house_with):
    load = reloaded_again_and_again(house_with, TIMES)

    assert amiss(house_with, load) == {}


def test_stopped_under_load_it_leaves_nothing_running_and_has_all_that_it_said_it_kept(house):
    load, _ = stopped_under_load(house)
    house.start()

    assert amiss(house, load) == {}


@ONE
def test_what_is_under_way_is_answered_before_it_ends(house_with):
    """A write that waits for the database while all is told to end."""
    house, moment_id, answers = house_with, str(new_id()), []
    everything = family(house.up.pid)
    with Caller(house) as caller:
        writing = Thread(target=lambda: answers.append(caller.keep_moment(moment_id)))
        with held(house):
            writing.start()
            until(lambda: is_read(house))
            house.up.terminate()
            until(lambda: is_closed(house))
        writing.join()
    house.stop()

    assert answers == [201]
    assert [one for one in everything if family(one)] == []
    house.start()
    with Caller(house) as caller:
        assert caller.moments() == [moment_id]


@contextmanager
def held(house):
    """Nobody else can write."""
    if url := house.environment.get("DATABASE_URL"):
        with psycopg.connect(url) as server:
            server.execute("LOCK TABLE moments_moment IN EXCLUSIVE MODE")
            yield
            server.rollback()
    else:
        file = sqlite3.connect(house.home / "bothways.sqlite3", isolation_level=None)
        file.execute("BEGIN IMMEDIATE")
        yield
        file.close()


def is_read(house):
    """Somebody came, and what they sent was taken; nothing is kept for a worker to read."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    here = [row for row in rows if row[1].endswith(f":{house.port:04X}") and row[3] == "01"]
    return bool(here) and all(row[4].endswith(":00000000") for row in here)


def is_closed(house):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", house.port)) != 0
