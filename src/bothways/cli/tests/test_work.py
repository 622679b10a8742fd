"""Background work: it goes on where somebody else holds the database, and ends where something is broken."""

import pytest
from django.db import OperationalError

from bothways.cli import door, work
from bothways.ground.environment import environment


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
