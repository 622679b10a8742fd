"""Whoever changes how one comes in is seen: the member is told by mail, where there is a server (quality, row 53)."""

from datetime import UTC, datetime

import pytest
from tests.postbox import postbox

from bothways.accounts import actions, alarms
from bothways.accounts.alarms import Change
from bothways.accounts.models import MailServer
from bothways.accounts.tests.device import Device
from bothways.accounts.tests.test_codes import SECRET, shown
from bothways.accounts.tests.test_passkeys import PASSWORD, Browser
from bothways.ground.later import is_queued

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
TOLD_OF_ELSEWHERE = {Change.PASSWORD_KNOWN}  # `test_codes_guessed`


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

    alarms.tell_of_it.func(str(ada.pk), Change.PASSKEY_ADDED, NOON.isoformat())

    assert [one.recipients for one in box.letters] == [["ada@example.org"]]
    assert str(box.letters[0].mail["From"]).startswith("Bothways ")
    assert "A passkey was added." in _told(box)[0]
    assert "26 November 2026, at 07:00" in _told(box)[0]
    assert "choose a new password" in _told(box)[0]
    assert "http" not in _told(box)[0]


def test_it_is_told_in_the_members_language(ada, box):
    ada.language = "es"
    ada.save()

    alarms.tell_of_it.func(str(ada.pk), Change.CODES_OFF, NOON.isoformat())

    assert "26 de noviembre de 2026" in _told(box)[0]


def test_every_change_is_told_of_once(ada, django_capture_on_commit_callbacks):
    device, browser = Device(), Browser().by_password()
    with django_capture_on_commit_callbacks(execute=True):
        browser.keeps(device)
        actions.turn_on_codes(ada, SECRET, shown(NOON), at=NOON)
        actions.draw_new_recovery_codes(ada)
        actions.turn_off_codes(ada)
        actions.turn_off_codes(ada)
        actions.take_away_passkey(ada, actions.passkeys(ada).get().pk)
        actions.choose_password(ada, "another that is long enough")

    assert sorted(_asked_for()) == sorted({*Change} - TOLD_OF_ELSEWHERE)


def _asked_for():
    from django_tasks_db.models import DBTaskResult

    return [one.args_kwargs["args"][1] for one in DBTaskResult.objects.filter(task_path=alarms.tell_of_it.module_path)]


def test_without_a_mail_server_nothing_waits(ada, django_capture_on_commit_callbacks):
    MailServer.objects.all().delete()
    ada.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        actions.choose_password(ada, "another that is long enough")

    assert not is_queued(alarms.tell_of_it)
    assert _asked_for() == []


def test_a_server_that_refuses_is_no_fault_of_ours(ada, box, caplog):
    box.says["RCPT"] = ["550 nobody here"]

    alarms.tell_of_it.func(str(ada.pk), Change.PASSWORD, NOON.isoformat())

    assert box.letters == []
    assert "could not be told" in caplog.text
    assert "ada@" not in caplog.text
