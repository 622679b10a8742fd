"""PostgreSQL is away, or has no room for one more: it is said, what was typed stays, and it heals by itself (R22)."""

import os
from contextlib import ExitStack, suppress
from html import unescape
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from bothways.ground.records import new_id
from tests.hold.house import Caller, House
from tests.with_postgres import cluster, programs, start, stop

pytestmark = pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="of PostgreSQL")
TEXT = "You let me stay after class, and I have never forgotten it. " + str(uuid4())
FEW = 16
NOT_THERE = "The database did not answer, so nothing was saved"


@pytest.fixture
def server():
    """One of its own, which can be stopped while others go on; its folder and its address."""
    with cluster(programs()) as url:
        yield Path(conninfo_to_dict(url)["host"]), url


@pytest.fixture
def house(server, tmp_path):
    one = House(tmp_path / "house", server[1])
    one.start()
    yield one
    start_again(server[0])
    one.stop()


def start_again(folder, **settings):
    stop(programs(), folder)
    start(programs(), folder, **settings)


def says_so_and_keeps_the_text(house):
    keys, moment_id = house.keys, str(new_id())
    with Caller(house) as caller:
        for _ in range(4):  # each worker notices for itself
            caller.connection.close()
            status, page = caller.send(f"/letters/{keys['letter']}/save/", typed(keys))
            assert (status, NOT_THERE in unescape(page), TEXT in page) == (503, True, True)
            status, page = caller.page("/")
            assert (status, "did not answer" in unescape(page), "Traceback" in page) == (503, True, False)
            assert caller.keep_moment(moment_id) == 503


def is_whole_again(house):
    keys = house.keys
    with Caller(house) as caller:
        assert caller.send(f"/letters/{keys['letter']}/save/", typed(keys))[0] == 302
        assert TEXT in caller.letter()
        for _ in range(4):
            caller.connection.close()
            assert [caller.page(one)[0] for one in ("/", "/letters/", "/people/")] == [200, 200, 200]
            assert caller.keep_moment(str(new_id())) == 201


def typed(keys):
    return {
        "kind": keys["kind"], "version": "1", "shape": "letter", "greeting": "Dear Grace,", "close": "Yours,",
        "signature": "Ada", "subject": "", "now": TEXT,
    }  # fmt: skip


def test_stopped_and_started_again_under_a_house_that_runs(house, server):
    with Caller(house) as caller:
        assert caller.page("/")[0] == 200
    stop(programs(), server[0])
    says_so_and_keeps_the_text(house)
    start(programs(), server[0])
    is_whole_again(house)
    assert "Traceback" not in (house.home / "said").read_text()


def test_started_anew_between_two_requests_nobody_notices(house, server):
    """What was connected is cut off; that is seen before anything is asked by it."""
    start_again(server[0])
    is_whole_again(house)


def test_where_it_takes_no_more_connections(house, server):
    start_again(server[0], max_connections=FEW)
    with ExitStack() as taken:
        one = taken.enter_context(psycopg.connect(server[1], autocommit=True))
        ours = [one.info.backend_pid]
        for _ in range(3 * FEW):
            with suppress(psycopg.OperationalError):
                ours.append(taken.enter_context(psycopg.connect(server[1], autocommit=True)).info.backend_pid)
            one.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                " AND pid <> ALL(%s)",
                [ours],
            )
            if len(ours) == FEW:
                break
        says_so_and_keeps_the_text(house)
    is_whole_again(house)
