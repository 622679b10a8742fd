"""Work for later: the one place that knows the task library (decision 26)."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any, ParamSpec

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task, TaskContext
from django_tasks_db.models import DBTaskResult, get_date_max

from bothways.ground.clock import AHEAD
from bothways.ground.database import Trouble, trouble_of

logger = logging.getLogger(__name__)

__all__ = [
    "TaskContext", "call_off", "is_queued", "is_waiting", "later", "next_job", "patient", "take_up_what_was_left",
    "task", "waits_since",
]  # fmt: skip

# Work is cut into jobs of a second or two. Whatever has run longer than this, its worker is believed to be gone; where
# it is not, its job runs twice, which does no harm.
LONGEST = timedelta(seconds=30)
# Some of it talks with a mail server, which may take its time; run twice meanwhile, it would be said twice.
LONGEST_TALK = timedelta(minutes=4)

# No work is put off for longer. What waits for longer was put off by a clock that stood ahead, and waits no more.
FARTHEST = timedelta(hours=1)

Given = ParamSpec("Given")


def patient(work: Callable[Given, None]) -> Callable[Given, None]:
    """
    For work that is taken up again wherever it was left: a locked database ends its job with a line in the log.

    It is no failure with a trace, which somebody would look for.
    """

    @wraps(work)
    def waits(*given: Given.args, **named: Given.kwargs) -> None:
        try:
            work(*given, **named)
        except DatabaseError as problem:
            if trouble_of(problem) is not Trouble.LOCKED:
                raise
            logger.warning(
                "Something else writes in the database for long. %s waits, and is taken up again.", work.__name__
            )

    return waits


def later(work: Task[..., Any], *arguments: str, after: datetime | None = None) -> None:
    """
    Puts work off until the transaction has landed, and until `after`, which is no farther than FARTHEST.

    At least once: the work can run twice without harm.
    """
    transaction.on_commit(partial(_enqueue, work.using(run_after=after), *arguments))


def _enqueue(work: Task[..., Any], *arguments: str) -> None:
    work.enqueue(*arguments)


def next_job(work: Task[..., Any], *arguments: str, behind: TaskContext, after: datetime | None = None) -> None:
    """
    The job that follows the one in hand, whose context is `behind`.

    None follows where another is there already: the one in hand was run twice, and its work must not go on twice too.
    """
    if not is_queued(work, *arguments, besides=behind.task_result.id):
        later(work, *arguments, after=after)


def is_queued(work: Task[..., Any], *arguments: str, besides: str | None = None) -> bool:
    """Whether such a piece of work waits or is being done already; the job with the id `besides` is not meant."""
    open_ones = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    wanted = {"args": list(arguments), "kwargs": {}}
    same = open_ones.filter(task_path=work.module_path, args_kwargs=wanted)
    return (same.exclude(pk=besides) if besides else same).exists()


def call_off(work: Task[..., Any]) -> None:
    """Whatever of it waits or was begun is not done."""
    DBTaskResult.objects.filter(task_path=work.module_path).delete()


def is_waiting() -> bool:
    """Whether anything waits for a worker. A look that locks nothing: the worker's own locks out whoever writes."""
    return DBTaskResult.objects.ready().exists()


def waits_since(at: datetime) -> datetime | None:
    """Since when the oldest piece of work that could be done waits for a worker."""
    ready = DBTaskResult.objects.ready().values_list("run_after", "enqueued_at")
    return min((queued if after > at else max(after, queued) for after, queued in ready), default=None)


def take_up_what_was_left(*, at: datetime, only_worker: bool, talks: Collection[Task[..., Any]] = ()) -> int:
    """
    Puts work back in the queue whose worker is gone, or whose time was named by a wrong clock; says how many pieces.

    A worker that is the only one (SQLite), and has nothing in hand, takes up whatever is marked as running. Where there
    may be others (PostgreSQL), only what has run longer than any piece of work does, or any of the `talks` with a mail
    server, or was begun by a clock that stood ahead. It is looked for first: nothing to take up locks nobody out.
    """
    talked = Q(task_path__in=[one.module_path for one in talks])
    too_long = Q(started_at__lt=at - LONGEST_TALK) | (~talked & Q(started_at__lt=at - LONGEST))
    long_ago = Q() if only_worker else too_long | Q(started_at__gt=at + AHEAD)
    far_off = Q(run_after__gt=at + FARTHEST) & ~Q(run_after=get_date_max())
    left = DBTaskResult.objects.filter(
        Q(status=TaskResultStatus.RUNNING) & long_ago | Q(status=TaskResultStatus.READY) & far_off
    )
    at_once = {"status": TaskResultStatus.READY, "started_at": None, "run_after": get_date_max()}
    return left.update(**at_once) if left.exists() else 0


def is_sole_worker() -> bool:
    return connection.vendor == "sqlite"
