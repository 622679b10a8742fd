"""Whoever changes how one comes in is seen: the member is told by mail, where there is a server (quality, row 53)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult
from tests.postbox import postbox

from bothways.accounts import actions, alarms, queries
from bothways.accounts.alarms import Change
from bothways.accounts.models import MailServer
from bothways.accounts.tests.device import Device
from bothways.accounts.tests.test_codes import SECRET, shown
from bothways.accounts.tests.test_passkeys import PASSWORD, Browser
from bothways.ground.later import TaskContext, is_queued

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
TOLD_OF_ELSEWHERE = {
    Change.PASSWORD_KNOWN,
    Change.MAIL,
    Change.PASSKEY_COPIED,
    Change.TOKEN_MADE,
}  # in tests of their own


@pytest.fixture
def box():
    with postbox() as box:
        yield box


@pytest.fixture
def ada(ada, box):
    actions.choose_password(ada, PASSWORD)
    at = box.server()
    server = {"host": at.host, "port": at.port, "secured": at.secured, "tested_at": NOON}
    MailServer.objects.create(member=ada, address="ada@example.org", **server)
    return ada


def _told(box):
    return [one.mail.get_body().get_content() for one in box.letters]


def test_a_new_passkey_is_told_of_with_its_time_and_what_to_do(ada, box):
    ada.timezone = "America/Lima"
    ada.save()

    alarms.tell_now(ada.pk, Change.PASSKEY_ADDED, NOON)

    assert [one.recipients for one in box.letters] == [["ada@example.org"]]
    assert str(box.letters[0].mail["From"]).startswith("Bothways ")
    assert "A passkey was added." in _told(box)[0]
    assert "26 November 2026, at 07:00" in _told(box)[0]
    assert "choose a new password" in _told(box)[0]
    assert "http" not in _told(box)[0]


def test_it_is_told_in_the_members_language(ada, box):
    ada.language = "es"
    ada.save()

    alarms.tell_now(ada.pk, Change.CODES_OFF, NOON)

    assert "26 de noviembre de 2026" in _told(box)[0]


def test_every_change_is_told_of_once(ada, django_capture_on_commit_callbacks):
    device, browser = Device(), Browser().by_password()
    with django_capture_on_commit_callbacks(execute=True):
        browser.keeps(device)
        actions.turn_on_codes(ada, SECRET, shown(NOON), at=NOON)
        actions.draw_new_recovery_codes(ada, queries.recovery_set(ada))
        actions.turn_off_codes(ada)
        actions.turn_off_codes(ada)
        actions.take_away_passkey(ada, queries.mark_of(actions.passkeys(ada).get()))
        actions.choose_password(ada, "another that is long enough")

    assert sorted(_asked_for()) == sorted({*Change} - TOLD_OF_ELSEWHERE)


def _asked_for():
    return [one.args_kwargs["args"][1] for one in DBTaskResult.objects.filter(task_path=alarms.tell_of_it.module_path)]


def test_without_a_mail_server_nothing_waits(ada, django_capture_on_commit_callbacks):
    MailServer.objects.all().delete()
    ada.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        actions.choose_password(ada, "another that is long enough")

    assert not is_queued(alarms.tell_of_it)
    assert _asked_for() == []


def _work():
    """Whatever waits is done."""
    for job in DBTaskResult.objects.filter(task_path=alarms.tell_of_it.module_path):
        alarms.tell_of_it.func(TaskContext(task_result=job.task_result), *job.args_kwargs["args"])
        job.delete()


@pytest.fixture
def waiting(ada, django_capture_on_commit_callbacks):
    """A notice that waits to be told, and its clock."""
    with time_machine.travel(NOON, tick=False), django_capture_on_commit_callbacks(execute=True):
        alarms.tell(ada, Change.PASSWORD)
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_a_server_that_is_busy_is_asked_again_and_told_once(
    ada, box, waiting, caplog, django_capture_on_commit_callbacks
):
    box.says["RCPT"] = ["451 4.7.1 greylisted"]

    with django_capture_on_commit_callbacks(execute=True):
        _work()
    assert box.letters == []
    [again] = DBTaskResult.objects.values_list("run_after", flat=True)
    assert again == NOON + timedelta(minutes=1)
    waiting.shift(60)
    with django_capture_on_commit_callbacks(execute=True):
        _work()

    assert "26 November 2026, at 12:00" in _told(box)[0]
    assert (len(box.letters), is_queued(alarms.tell_of_it), DBTaskResult.objects.count()) == (1, False, 0)
    assert "could not be told" not in caplog.text


def test_it_is_tried_for_an_hour_and_no_longer(ada, box, waiting, caplog, django_capture_on_commit_callbacks):
    box.close()
    put_off = []
    while DBTaskResult.objects.exists():
        with django_capture_on_commit_callbacks(execute=True):
            _work()
        for after in DBTaskResult.objects.values_list("run_after", flat=True):
            put_off.append((after - NOON).total_seconds() / 60)
            waiting.move_to(after)

    assert put_off == [1, 3, 7, 15, 31, 63]
    assert "could not be told" in caplog.text
    assert "ada@" not in caplog.text


def test_a_server_that_refuses_for_good_is_asked_once(ada, box, waiting, caplog, django_capture_on_commit_callbacks):
    box.says["RCPT"] = ["550 nobody here"]

    with django_capture_on_commit_callbacks(execute=True):
        _work()

    assert (box.letters, DBTaskResult.objects.count()) == ([], 0)
    assert "could not be told" in caplog.text


def test_told_twice_by_a_worker_that_was_killed_it_is_one_message_and_asks_for_no_answer(ada, box):
    for _ in range(2):
        alarms.tell_now(ada.pk, Change.PASSWORD, NOON)
    alarms.tell_now(ada.pk, Change.PASSWORD, NOON + timedelta(minutes=1))

    assert len(box.message_ids) == 3
    assert len(set(box.message_ids)) == 2
    assert [one.mail["Auto-Submitted"] for one in box.letters] == ["auto-generated"] * 3
