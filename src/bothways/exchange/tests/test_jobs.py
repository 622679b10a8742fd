"""The jobs of a bringing-in: taken up, run twice, broken off by a fault or by a database that somebody else holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bothways.accounts.models import Member
from bothways.exchange.actions import bringing
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.actions.letters import go_on_through_letters_later
from bothways.exchange.models import Import, Letters
from bothways.exchange.tests import make
from bothways.ground.later import TaskContext
from bothways.people.models import Person

CARD = make.card("Grace Hill", "grace@example.edu", uid="1")


def _in_hand(work: object, argument: str) -> TaskContext:
    """A job that a worker has begun."""
    job = work.enqueue(argument)  # type: ignore[attr-defined]
    DBTaskResult.objects.filter(pk=job.id).update(status=TaskResultStatus.RUNNING)
    return TaskContext(task_result=job)


def _work(one: Import) -> None:
    bringing.bring_in_later.call(_in_hand(bringing.bring_in_later, str(one.pk)), str(one.pk))


@pytest.fixture
def book(ada: Member, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Import:
    """An address book that takes several jobs: each of them has no time but for one piece."""
    monkeypatch.setattr(bringing.bring_in, "__kwdefaults__", {"seconds": 0})
    text = "".join(make.card(f"P {n}", f"p{n}@x.example") for n in range(120))
    return begin(ada, [Source(make.written(tmp_path, "a.vcf", text), "a.vcf")], at=now)


def _waiting() -> int:
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()


def test_a_job_is_followed_by_the_next(book: Import, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        _work(book)

    assert _waiting() == 1


def test_a_job_that_was_run_twice_is_followed_by_one(book: Import, django_capture_on_commit_callbacks: object) -> None:
    job = _in_hand(bringing.bring_in_later, str(book.pk))

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            bringing.bring_in_later.call(job, str(book.pk))

    assert _waiting() == 1


def test_a_round_of_letters_that_was_run_twice_is_followed_by_one(
    ada: Member, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    monkeypatch.setattr("bothways.exchange.actions.letters.go_on_through_letters", lambda *_: True)
    job = _in_hand(go_on_through_letters_later, str(ada.pk))

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            go_on_through_letters_later.call(job, str(ada.pk))

    assert _waiting() == 1


def test_a_database_that_somebody_else_holds_does_not_end_an_import(
    book: Import, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as held, django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        held.setattr(bringing, "read_on", locked)
        _work(book)

    book.refresh_from_db()
    assert (book.state, book.why) == ("reading", "")
    assert _waiting() == 1


def test_a_round_of_letters_that_finds_the_database_locked_is_a_line_in_the_log_and_taken_up_again(
    ada: Member,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: object,
) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("database is locked")

    Letters.objects.create(member=ada, busy=True)
    with monkeypatch.context() as held:
        held.setattr("bothways.exchange.actions.letters.go_on_through_letters", locked)
        job = _in_hand(go_on_through_letters_later, str(ada.pk))
        go_on_through_letters_later.call(job, str(ada.pk))
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        taken_up = bringing.take_up_unfinished(at=now)

    assert [(one.levelname, one.exc_info) for one in caplog.records] == [("WARNING", None)]
    assert (taken_up, _waiting()) == (1, 1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite can be told how large its disk is")
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_and_with_room_the_import_goes_on(
    ada: Member, tmp_path: Path, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    text = "".join(make.card(f"P {n}", f"p{n}@x.example", NOTE="x" * 2000) for n in range(120))
    one = begin(ada, [Source(make.written(tmp_path, "a.vcf", text), "a.vcf")], at=now)

    with _full_disk():
        _work(one)
    one.refresh_from_db()
    told = (one.state, one.why)
    bringing.go_on(one)
    while bringing.bring_in(one.pk, at=now):
        pass

    assert told == ("failed", "The disk is full, so reading stopped. Make room on the disk, then let it go on.")
    assert "Traceback" not in caplog.text
    assert Person.objects.count() == 120


@contextmanager
def _full_disk() -> Iterator[None]:
    """The database may grow no more than a piece needs."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 10}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


def test_a_worker_that_starts_takes_up_what_waits_in_no_queue_once(
    ada: Member, tmp_path: Path, now: datetime, django_capture_on_commit_callbacks: object
) -> None:
    begin(ada, [Source(make.written(tmp_path, "a.vcf", CARD), "a.vcf")], at=now)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        first = bringing.take_up_unfinished(at=now)
    second = bringing.take_up_unfinished(at=now)

    assert (first, second) == (1, 0)


def test_something_that_breaks_is_told_and_can_be_let_go_on(
    ada: Member, tmp_path: Path, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    path = make.written(tmp_path, "a.vcf", CARD)
    one = begin(ada, [Source(path, "a.vcf")], at=now)
    path.unlink()
    path.mkdir()

    _work(one)

    one.refresh_from_db()
    assert one.state == "failed"
    assert "fault of Bothways" in one.why
