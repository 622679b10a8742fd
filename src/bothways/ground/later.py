"""Work for later: the one place that knows the task library (decision 26)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

__all__ = ["is_queued", "is_waiting", "later", "take_up_what_was_left", "task"]

LONGEST = timedelta(
    minutes=2
)  # work is cut into jobs of seconds: whatever has run longer than this, its worker is gone


def later(work: Task[..., Any], *arguments: str) -> None:
    """Puts work off until the transaction has landed. At least once: the work can run twice without harm."""
    transaction.on_commit(partial(_enqueue, work, *arguments))


def _enqueue(work: Task[..., Any], *arguments: str) -> None:
    work.enqueue(*arguments)


def is_queued(work: Task[..., Any], *arguments: str) -> bool:
    """Whether such a piece of work waits or is being done already."""
    open_ones = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    wanted = {"args": list(arguments), "kwargs": {}}
    return open_ones.filter(task_path=work.module_path, args_kwargs=wanted).exists()


def is_waiting() -> bool:
    """Whether anything waits for a worker. A look that locks nothing: the worker's own locks out whoever writes."""
    return DBTaskResult.objects.ready().exists()


def take_up_what_was_left(*, at: datetime, only_worker: bool) -> int:
    """
    Puts work back in the queue whose worker is gone; says how many pieces.

    A worker that is the only one (SQLite) takes up at its start whatever is marked as running. Where there may be
    others (PostgreSQL), only what has run longer than any piece of work does.
    """
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    left = running if only_worker else running.filter(started_at__lt=at - LONGEST)
    return left.update(status=TaskResultStatus.READY, started_at=None)


def is_sole_worker() -> bool:
    return connection.vendor == "sqlite"


Work = Callable[..., Any]
