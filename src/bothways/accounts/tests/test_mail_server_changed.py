"""A page left open sends nobody's letters by a stranger's server, nor is what tells of it sent by that (row 53)."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django_tasks_db.models import DBTaskResult
from tests.postbox import postbox

from bothways.accounts import alarms, queries, trying
from bothways.accounts.models import FormerServer, MailServer, TriedServer
from bothways.ground.clock import now
from bothways.ground.environment import environment
from bothways.ground.later import TaskContext

PAGE, USE, FORGET = "/settings/mail/", "/settings/mail/use/", "/settings/mail/forget/"


@pytest.fixture
def mine():
    with postbox() as box:
        yield box


@pytest.fixture
def strangers():
    with postbox() as box:
        yield box


def _named(box):
    return {"address": "ada@example.org", "host": "127.0.0.1", "port": box.port, "secured": "none"}


@pytest.fixture
def ada(ada, mine):
    MailServer.objects.create(member=ada, **_named(mine), tested_at=now())
    return ada


def _use(client, box, **values):
    client.post(USE, {**_named(box), **values})
    trying.try_now(UUID(client.session[SESSION_KEY]), at=now())


def _tell():
    """Whatever waits to be told is told."""
    for job in DBTaskResult.objects.filter(task_path=alarms.tell_of_it.module_path):
        alarms.tell_of_it.func(TaskContext(task_result=job.task_result), *job.args_kwargs["args"])
        job.delete()


def _subjects(box):
    return [str(one.mail["Subject"]) for one in box.letters]


CHANGED, TO_ONESELF = "How your letters leave has changed", "Your letters can go out from Bothways"


def test_the_page_asks_who_is_there_before_anything_is_typed_and_so_does_the_button(as_ada, ada, strangers):
    with time_machine.travel(now() + timedelta(minutes=11)):
        page, forgotten = as_ada.get(PAGE), as_ada.post(FORGET, headers={"Referer": f"http://testserver{PAGE}"})
        used = as_ada.post(USE, {**_named(strangers), "user": "ada.stone", "password": "careful hands"})

    for one in (page, forgotten):
        assert one["Location"] == "/settings/confirm/?next=%2Fsettings%2Fmail%2F"
    assert used.status_code == 403
    assert "so nothing was done yet" in used.text
    assert ('value="ada.stone"' in used.text, "careful hands" in used.text) == (True, False)
    assert 'href="/settings/confirm/"' in used.text
    assert not TriedServer.objects.exists()
    assert MailServer.objects.exists()


def test_a_page_that_only_looks_how_a_server_does_asks_too_and_is_led_there_as_a_page(as_ada, ada, strangers):
    as_ada.post(USE, _named(strangers))

    with time_machine.travel(now() + timedelta(minutes=11)):
        part = as_ada.get(PAGE, headers={"HX-Request": "true"})

    assert (part.status_code, part.text) == (204, "")
    assert part["HX-Redirect"] == "/settings/confirm/?next=%2Fsettings%2Fmail%2F"


def test_another_server_is_told_of_by_the_one_from_before(
    as_ada, ada, mine, strangers, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        _use(as_ada, strangers)
    _tell()

    assert (_subjects(mine), _subjects(strangers)) == ([CHANGED], [TO_ONESELF])
    assert "by another mail server than this one" in mine.letters[0].mail.get_body().get_content()
    assert MailServer.objects.get().port == strangers.port
    assert not FormerServer.objects.exists()


def test_that_one_is_kept_while_it_is_busy(as_ada, ada, mine, strangers, django_capture_on_commit_callbacks):
    mine.says["RCPT"] = ["451 greylisted"]

    with django_capture_on_commit_callbacks(execute=True):
        _use(as_ada, strangers)
        as_ada.post(FORGET)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            _tell()

    assert set(_subjects(mine)) == {CHANGED}
    assert CHANGED not in _subjects(strangers)
    assert not FormerServer.objects.exists()


def test_a_server_that_is_forgotten_tells_of_it_and_is_gone(as_ada, ada, mine, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = as_ada.post(FORGET, follow=True).text

    assert "You are told so by it once more" in page
    assert queries.sender(ada.__class__.objects.get()) is None
    _tell()
    assert _subjects(mine) == [CHANGED]
    assert not FormerServer.objects.exists()


def test_the_server_of_whoever_runs_it_tells_of_a_first_one(
    as_ben, mine, strangers, monkeypatch, django_capture_on_commit_callbacks
):
    for name, value in (("host", "127.0.0.1"), ("port", mine.port), ("tls", "none")):
        monkeypatch.setattr(environment(), f"smtp_{name}", value)

    with django_capture_on_commit_callbacks(execute=True):
        _use(as_ben, strangers, address="ben@example.org")
    _tell()

    assert (_subjects(mine), _subjects(strangers)) == ([CHANGED], [TO_ONESELF])


def test_a_new_password_for_the_same_server_is_nothing_to_tell(as_ada, ada, mine, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _use(as_ada, mine)
    _tell()

    assert _subjects(mine) == [TO_ONESELF]


def test_a_first_server_where_there_was_none_has_nobody_to_tell(as_ben, strangers, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _use(as_ben, strangers, address="ben@example.org")
    _tell()

    assert _subjects(strangers) == [TO_ONESELF]
