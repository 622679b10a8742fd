"""Work for later: only what has landed is done, and what a dead worker left is taken up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bothways.ground.clock import now
from bothways.ground.later import (
    LONGEST,
    TaskContext,
    is_queued,
    is_waiting,
    later,
    next_job,
    take_up_what_was_left,
    task,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@task()
def greet(name: str) -> None:
    """Stands for any piece of work."""


def test_work_waits_until_its_transaction_has_landed(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        later(greet, "Ada")
        assert not is_queued(greet, "Ada")

    assert is_queued(greet, "Ada")
    assert not is_queued(greet, "Ben")


@pytest.mark.django_db(transaction=True)
def test_work_of_a_transaction_that_was_taken_back_is_never_done():
    with transaction.atomic():
        later(greet, "Ada")
        transaction.set_rollback(True)

    assert not is_queued(greet, "Ada")


def test_a_worker_sees_what_waits_and_not_what_another_does(db):
    assert not is_waiting()

    greet.enqueue("Ada")
    assert is_waiting()

    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=NOW)
    assert not is_waiting()


def test_a_look_for_work_locks_nobody_out(db, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        is_waiting()

    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def _running_since(at):
    greet.enqueue("Ada")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=at)


def test_the_only_worker_takes_up_what_a_dead_one_left_at_once(db):
    _running_since(NOW)

    assert take_up_what_was_left(at=NOW, only_worker=True) == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_among_several_workers_only_what_ran_too_long_is_taken_up(db):
    _running_since(NOW)

    assert take_up_what_was_left(at=NOW + LONGEST, only_worker=False) == 0
    late = NOW + LONGEST + timedelta(seconds=1)
    assert take_up_what_was_left(at=late, only_worker=False, talks=[greet]) == 0
    assert take_up_what_was_left(at=late, only_worker=False) == 1


def test_what_a_dead_worker_began_by_a_clock_that_stood_a_year_ahead_is_taken_up(db):
    _running_since(NOW + timedelta(days=365))

    assert take_up_what_was_left(at=NOW, only_worker=False) == 1


def test_nothing_to_take_up_locks_nobody_out(db, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert take_up_what_was_left(at=NOW, only_worker=True) == 0

    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def test_the_job_in_hand_is_not_what_waits(db):
    job = greet.enqueue("Ada")

    assert is_queued(greet, "Ada")
    assert not is_queued(greet, "Ada", besides=job.id)


def test_a_job_that_ran_twice_is_followed_once(db, django_capture_on_commit_callbacks):
    behind = TaskContext(task_result=greet.enqueue("Ada"))

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            next_job(greet, "Ada", behind=behind)

    assert DBTaskResult.objects.count() == 2


def test_what_was_put_off_by_a_clock_that_stood_ahead_waits_no_longer(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        later(greet, "Ada", after=now() + timedelta(minutes=1))
        later(greet, "Ben", after=now() + timedelta(days=365))
        later(greet, "Cleo")

    assert take_up_what_was_left(at=now(), only_worker=True) == 1
    assert {one.args_kwargs["args"][0] for one in DBTaskResult.objects.ready()} == {"Ben", "Cleo"}
