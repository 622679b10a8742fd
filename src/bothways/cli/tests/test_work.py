"""Background work: it goes on where somebody else holds the database, and ends where something is broken."""

import contextlib
import signal
import subprocess
import time

import pytest
from django.db import OperationalError

from bothways.cli import door, work
from bothways.cli.tests.conftest import PROGRAM, settings_of
from bothways.cli.tests.keeping import new_house
from bothways.ground.environment import environment

PUTS_OFF = "from bothways.exchange.actions.taking_out import make_later; make_later.enqueue('0' * 32)"
LEFT = """from bothways.exchange.actions.taking_out import make_later; from bothways.ground.later import is_queued
print(is_queued(make_later, "0" * 32))"""


class _Worker:
    """Stands for the worker of the library: each look into the queue goes as is told; after the last it stops."""

    def __init__(self, *looks):
        self.looks, self.running = list(looks), True

    def run(self):
        look = self.looks.pop(0)
        self.running = bool(self.looks)
        if look:
            raise look


@pytest.fixture
def quick(db, monkeypatch):
    monkeypatch.setattr(work, "LOOK_EVERY", 0)
    monkeypatch.setattr(work, "is_waiting", lambda: True)


@pytest.mark.parametrize(
    ("what", "says"),
    [("database is locked", "waits, and goes on by itself"), ("database or disk is full", "its disk is full")],
)
def test_a_database_that_takes_nothing_is_waited_for_and_said_in_a_sentence(quick, capsys, what, says):
    worker = _Worker(OperationalError(what), None, None)

    work.keep_on(worker)

    assert worker.looks == []
    assert says in capsys.readouterr().err


def test_any_other_trouble_of_the_database_ends_it(quick):
    worker = _Worker(OperationalError("unable to open database file"), None)

    with pytest.raises(OperationalError):
        work.keep_on(worker)


def test_a_locked_database_has_a_sentence_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(environment(), "database_url", "")
    monkeypatch.setattr(environment(), "home", tmp_path)

    says = door._database("database is locked")

    assert (
        says == f"{tmp_path / 'bothways.sqlite3'} is busy: something else writes in it for long. Try again in a moment."
    )


@pytest.mark.xdist_group("house")
def test_on_sqlite_a_second_worker_waits_for_the_end_of_the_first(house, tmp_path):
    """It would take up what that one has in hand: a message went out three times."""
    if house.settings:
        pytest.skip("on PostgreSQL as many work as are wanted")
    own = new_house(tmp_path / "home", like=house)
    with contextlib.ExitStack() as running:
        first, second = (running.enter_context(_worker(own.home)) for _ in range(2))
        assert "waits for its end" in second.stderr.readline()
        own.within(PUTS_OFF)
        _until(lambda: own.within(LEFT) == "False\n")

        first.send_signal(signal.SIGTERM)
        first.wait(30)
        own.within(PUTS_OFF)
        _until(lambda: own.within(LEFT) == "False\n")
        assert second.poll() is None


@contextlib.contextmanager
def _worker(home):
    one = subprocess.Popen(
        [*PROGRAM, "work"], env=settings_of(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert "works in the background" in one.stdout.readline()
        yield one
    finally:
        one.kill()
        one.communicate()


def _until(held):
    until = time.monotonic() + 60
    while not held():
        assert time.monotonic() < until
        time.sleep(0.2)
