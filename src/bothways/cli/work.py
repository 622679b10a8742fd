"""`bothways work`: background work alone, on as many machines as wanted (on PostgreSQL)."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from bothways.accounts.alarms import tell_of_it
from bothways.accounts.trying import try_later
from bothways.cli.saying import AsJson, meanwhile, say
from bothways.cli.tables import ready
from bothways.exchange.actions.bringing import take_up_unfinished
from bothways.gratitude.actions.sending import take_up_due
from bothways.ground.clock import now
from bothways.ground.database import Trouble, open_anew, shown_there, trouble_of
from bothways.ground.environment import environment
from bothways.ground.later import is_sole_worker, is_waiting, take_up_what_was_left

LOOK_EVERY = 0.3  # seconds between two looks into an empty queue
TAKE_UP_EVERY = 10.0  # seconds
_TAKES_NOTHING = "The database takes nothing now: its disk is full, broken or read-only. The background work waits."
_WAITS_ITS_TURN = "Another worker works in this data folder, and SQLite has room for one. This one waits for its end."
_BUSY = "Something else writes in the database for long. The background work waits, and goes on by itself."


def work(as_json: AsJson = False) -> None:
    """Does what was put off, until it is stopped."""
    ready(environment())
    worker = Worker(
        queue_names=["*"], interval=LOOK_EVERY, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=get_random_string(32), excluded_queue_names=[],
    )  # fmt: skip
    worker.configure_signals()
    say("Bothways works in the background. Ctrl-C stops it.", {"working": True}, as_json=as_json)
    with _its_turn(worker):
        keep_on(worker)


@contextmanager
def _its_turn(worker: Worker) -> Iterator[None]:
    """
    On SQLite one worker works at a time, and takes up all that is marked as running: what another has in hand would be
    done twice. A second one, or the next one while the last is still talking to a mail server, waits.
    """
    if not is_sole_worker():
        yield
        return
    place = os.open(environment().home, os.O_RDONLY)
    try:
        _wait_for(place, worker)
        yield
    finally:
        os.close(place)


def _wait_for(place: int, worker: Worker) -> None:
    said = False
    while worker.running:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not said:
                meanwhile(_WAITS_ITS_TURN)
            said = True
            time.sleep(LOOK_EVERY)
        else:
            return


def keep_on(worker: Worker) -> None:
    """Until the worker is told to stop. A database that takes nothing is waited for; then all is taken up."""
    due = time.monotonic()  # not by the clock: set back by days, it would let nothing be taken up for as long
    while worker.running:
        try:
            if time.monotonic() >= due:
                take_up()
                due = time.monotonic() + TAKE_UP_EVERY
            close_old_connections()
            if is_waiting():
                worker.run()
        except OperationalError as problem:
            trouble = trouble_of(problem)
            if trouble is None:
                raise
            open_anew(problem)
            meanwhile(_BUSY if trouble is Trouble.LOCKED else _TAKES_NOTHING)
        if worker.running:
            time.sleep(LOOK_EVERY)


def take_up() -> None:
    """At its start and ever again: whatever should be done, and is in no worker's hand, is put in the queue."""
    take_up_what_was_left(at=now(), only_worker=is_sole_worker(), talks=(tell_of_it, try_later))
    take_up_unfinished(at=now())
    take_up_due(at=shown_there())
