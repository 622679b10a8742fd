"""
What is put off is done once, however often it is delivered, by how many workers, and whatever their clocks show (R8).

Each job is begun as a member begins it. What came of it is what came of it in a life in which it ran once.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks.base import Task, TaskContext
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

import bothways
from bothways.accounts import alarms, trying
from bothways.accounts.actions import claim
from bothways.accounts.alarms import Change
from bothways.accounts.models import Member
from bothways.cli.work import take_up
from bothways.exchange.actions import bringing, letters, taking_out
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.models import TakenOut
from bothways.exchange.tests import make as files
from bothways.exchange.tests.conftest import own_folder as _own_folder
from bothways.gratitude.actions import sending
from bothways.gratitude.tests import make
from bothways.gratitude.tests.conftest import box as _box
from bothways.ground.clock import now
from bothways.ground.records import new_id
from bothways.moments.queries import drifted
from bothways.people import actions as people
from tests.concurrency.conftest import at_once
from tests.postbox import Postbox

own_folder, box = _own_folder, _box
FRIENDS = ["pilar@school.example", "lin@example.net"]


def _a_letter_is_sent(member: Member, box: Postbox, folder: Path) -> None:
    make.sent_letter(people.keep(member, name="Grace Hill", addresses=["grace@example.edu"]), at=now())


def _all_is_taken_out(member: Member, box: Postbox, folder: Path) -> None:
    people.keep(member, name="Grace Hill")
    taking_out.ask_for(member, at=now())


def _files_are_brought_in(member: Member, box: Postbox, folder: Path) -> None:
    book = "".join(files.card(f"P {n}", address) for n, address in enumerate([*FRIENDS, "tom@example.net"]))
    mail = files.archive(member.email, FRIENDS, 24)
    both = files.written(folder, "a.vcf", book), files.written(folder, "b.mbox", mail)
    bringing.start(begin(member, [Source(one, one.name) for one in both], at=now()))


def _somebody_has_kept_letters(member: Member, box: Postbox, folder: Path) -> None:
    files.brought(member, files.written(folder, "b.mbox", files.archive(member.email, FRIENDS, 24)), at=now())
    for address in FRIENDS:
        people.keep(member, name=address, addresses=[address])
    letters.go_through_letters(member)


def _a_password_is_changed(member: Member, box: Postbox, folder: Path) -> None:
    alarms.tell(member, Change.PASSWORD)


def _a_mail_server_is_named(member: Member, box: Postbox, folder: Path) -> None:
    at = box.server()
    named = {"host": at.host, "port": at.port, "secured": at.secured, "user": "", "password": ""}
    trying.begin(member, address=member.email, **named, at=now())


JOBS: dict[Task[..., Any], Callable[[Member, Postbox, Path], None]] = {
    sending.send_on_later: _a_letter_is_sent,
    taking_out.make_later: _all_is_taken_out,
    bringing.bring_in_later: _files_are_brought_in,
    letters.go_on_through_letters_later: _somebody_has_kept_letters,
    alarms.tell_of_it: _a_password_is_changed,
    trying.try_later: _a_mail_server_is_named,
}
each_job = pytest.mark.parametrize("task", JOBS, ids=lambda task: task.name)
HOUR = timedelta(hours=1)
CLOCKS: dict[str, Callable[[datetime], datetime]] = {
    "a day before": lambda at: at - 24 * HOUR, "2 h before": lambda at: at - 2 * HOUR,
    "2 h after": lambda at: at + 2 * HOUR, "a day after": lambda at: at + 24 * HOUR,
    "1970": lambda at: datetime(1970, 1, 2, tzinfo=UTC), "2100": lambda at: datetime(2100, 2, 28, 23, 59, tzinfo=UTC),
}  # fmt: skip


class Life:
    """Of a member who has just begun one thing, whose job waits."""

    def __init__(self, task: Task[..., Any], box: Postbox, folder: Path) -> None:
        self.box, self.folder, self.had = box, folder, set(_files(folder))
        self.member = Member.objects.create_user(f"{new_id()}@example.org", None, name="Ada")
        claim(self.member, [self.member.email])
        JOBS[task](self.member, box, folder)
        self.job = DBTaskResult.objects.get(task_path=task.module_path, status=TaskResultStatus.READY)
        self.before = self.effects()

    def deliver(self) -> None:
        """The job comes to a worker, whatever became of it before."""
        DBTaskResult.objects.filter(pk=self.job.pk).update(status=TaskResultStatus.RUNNING, started_at=now())
        context = [TaskContext(task_result=self.job.task_result)] if self.job.task.takes_context else []
        self.job.task.call(*context, *self.job.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=self.job.pk).update(status=TaskResultStatus.SUCCESSFUL)

    def effects(self) -> dict[str, Any]:
        """What the world and the tables show; of days and ids only whether there is one."""
        mine = [one for one in self.box.letters if one.sender == self.member.email]
        to_me = {one.mail["Message-ID"] for one in mine if one.recipients == [self.member.email]}
        mails = {"to others": sum(one.recipients != [self.member.email] for one in mine), "to me": len(to_me)}
        lie = len(set(_files(self.folder)) - self.had)
        return {"mails": mails, "files": lie, "drifted": drifted(), "waits": _waiting(), **self._rows()}

    def _rows(self) -> dict[str, list[str]]:
        of_members = [model for model in apps.get_models() if any(one.name == "member" for one in model._meta.fields)]
        kept = {one.__name__: one._default_manager.filter(member=self.member) for one in of_members}
        return {name: sorted(self._plain(row) for row in rows) for name, rows in kept.items() if rows}

    def _plain(self, row: models.Model) -> str:
        values = {one.name: getattr(row, one.attname) for one in row._meta.concrete_fields}
        shown = {name: _shown(name, value) for name, value in values.items()}
        return f"{shown}".replace(self.member.email, "ada")


_OF_ONE_LIFE = {"id", "path", "message_id", "source_key", "size", "version"}


def _shown(name: str, value: object) -> object:
    is_plain = isinstance(value, (str, int)) and name not in _OF_ONE_LIFE
    return value if is_plain else value is not None


def _files(folder: Path) -> Iterator[Path]:
    return (folder / "home" / "files").rglob("*-*")  # named by ids


def _waiting() -> int:
    return DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).count()


def _work() -> None:
    """A worker does whatever can be done."""
    Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=get_random_string(32), excluded_queue_names=[],
    ).run()  # fmt: skip


@pytest.fixture
def begun(box: Postbox, own_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Life]:
    """What takes long is cut into as many jobs as can be."""
    monkeypatch.setattr(bringing.bring_in, "__kwdefaults__", {"seconds": 0})
    monkeypatch.setattr(letters.go_on_through_letters, "__kwdefaults__", {"seconds": 0})
    return partial(Life, box=box, folder=tmp_path)


@pytest.fixture
def once(begun: Callable[..., Life], task: Task[..., Any]) -> dict[str, Any]:
    life = begun(task)
    _work()
    came = life.effects()
    assert came != life.before
    assert (came["drifted"], came["waits"]) == ([], 0)
    return came


def test_every_job_there_is_stands_here():
    names = [one.name for one in walk_packages(bothways.__path__, "bothways.") if ".tests" not in one.name]
    modules = [import_module(name) for name in names if not name.endswith(("__main__", ".wsgi", ".asgi"))]
    found = {thing.module_path for module in modules for thing in vars(module).values() if isinstance(thing, Task)}

    assert found == {task.module_path for task in JOBS}


@each_job
def test_delivered_twice_at_once_it_is_done_once(task, begun, once):
    life = begun(task)

    assert at_once(life.deliver, life.deliver) == [None, None]
    _work()

    assert life.effects() == once


@each_job
def test_delivered_three_times_in_a_row_it_is_done_once(task, begun, once):
    life = begun(task)

    for _ in range(3):
        life.deliver()
        _work()

    assert life.effects() == once


@each_job
def test_left_by_a_worker_that_died_and_taken_up_by_two_at_once_it_is_done_once(task, begun, once):
    life = begun(task)
    DBTaskResult.objects.filter(pk=life.job.pk).update(status=TaskResultStatus.RUNNING, started_at=now() - HOUR)

    def start() -> None:
        take_up()
        _work()

    assert at_once(start, start) == [None, None]
    start()

    assert life.effects() == once


@each_job
@pytest.mark.parametrize("begun_by_it", [False, True], ids=["delivered by a wrong clock", "begun by a wrong clock"])
def test_whatever_a_clock_shows_it_is_done_and_done_once(task, begun, once, begun_by_it):
    def came(shows: Callable[[datetime], datetime], *, again: bool = True) -> dict[str, Any]:
        first, then = (shows(now()), now()) if begun_by_it else (now(), shows(now()))
        with time_machine.travel(first):
            life = begun(task)
        for clock in (then, first, then) if again else (then,):
            with time_machine.travel(clock):
                life.deliver()
                _work()
        return life.effects()

    of_then = came(CLOCKS["1970"], again=False)  # when no mail can be that was written since

    assert {name: came(shows) for name, shows in CLOCKS.items()} == {**dict.fromkeys(CLOCKS, once), "1970": of_then}


def test_a_notice_that_was_put_off_by_a_clock_that_stood_ahead_is_given_when_it_is_right_again(begun, box):
    box.says["RCPT"] = ["451 4.7.1 greylisted"]
    with time_machine.travel(CLOCKS["2100"](now())):
        life = begun(alarms.tell_of_it)
        _work()
    assert (box.letters, _waiting()) == ([], 1)

    take_up()
    _work()

    assert (life.effects()["mails"], _waiting()) == ({"to others": 0, "to me": 1}, 0)


def test_what_was_taken_out_by_a_clock_that_stood_ahead_does_not_lie_here_for_years(begun):
    with time_machine.travel(CLOCKS["2100"](now())):
        life = begun(taking_out.make_later)
        _work()
    assert life.effects()["files"] == 1

    take_up()

    assert (life.effects()["files"], TakenOut.objects.exists()) == (0, False)
