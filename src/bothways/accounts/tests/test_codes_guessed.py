"""Who has the password and no code tries in vain, holds the owner out nowhere, and is told of (quality, row 52)."""

from datetime import timedelta

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from tests.postbox import postbox

from bothways.accounts import actions, alarms
from bothways.accounts.alarms import Change
from bothways.accounts.models import MailServer
from bothways.accounts.rules import MOST
from bothways.accounts.tests.conftest import NOON
from bothways.accounts.tests.test_codes import PASSWORD, SECRET, shown

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def ada(ada):
    actions.choose_password(ada, PASSWORD)
    before = NOON - timedelta(hours=1)
    actions.turn_on_codes(ada, SECRET, shown(before), at=before)
    return ada


@pytest.fixture
def own(ada, clock):
    """A browser by which she came in before."""
    browser = Client()
    assert _comes(browser, shown(NOON)).status_code == 302
    clock.shift(60)
    return browser


def _comes(browser, code):
    browser.post("/sign-in/", {"email": "ada@example.org", "password": PASSWORD})
    return browser.post("/sign-in/code/", {"code": code})


def _guesses():
    return [_comes(Client(), "000000").status_code for _ in range(MOST["code"] + 1)]


def test_the_owner_comes_in_by_a_known_browser_and_changes_the_password_in_an_open_one(ada, own, clock):
    open_one = Client()
    _comes(open_one, shown(NOON + timedelta(seconds=60)))
    clock.shift(660)
    own.post("/sign-out/")

    assert _guesses() == [422] * MOST["code"] + [429]
    assert _comes(own, shown(NOON + timedelta(seconds=720))).status_code == 302
    clock.shift(30)
    here = {"password": PASSWORD, "code": shown(NOON + timedelta(seconds=750)), "next": "/settings/password/"}
    assert open_one.post("/settings/confirm/", here)["Location"] == "/settings/password/"
    assert open_one.post("/settings/password/", {"password": "another one that is long"}).status_code == 302


def test_there_is_an_end_to_tries_in_a_known_browser_and_in_an_open_session_too(ada, own):
    deeds = [own.post("/settings/confirm/", {"password": "wrong", "code": "1"}).status_code for _ in range(11)]
    own.post("/sign-out/")
    codes = [_comes(own, "000000").status_code for _ in range(11)]

    assert deeds == [422] * MOST["deed"] + [429]
    assert codes == [422] * MOST["code in browser"] + [429]


@pytest.fixture
def box(ada):
    with postbox() as box:
        MailServer.objects.create(
            member=ada, address="ada@example.org", host="127.0.0.1", port=box.port, secured="none", tested_at=NOON
        )
        yield box


def _asked_for():
    return [one.args_kwargs["args"][1] for one in DBTaskResult.objects.filter(task_path=alarms.tell_of_it.module_path)]


def test_the_owner_is_told_of_ten_wrong_codes_once_a_day(ada, box, clock, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(MOST["code"] - 1):
            _comes(Client(), "000000")
    assert _asked_for() == []

    for hours, told in ((0, 1), (2, 1), (24, 2)):
        clock.move_to(NOON + timedelta(hours=hours))
        with django_capture_on_commit_callbacks(execute=True):
            _guesses()
        assert _asked_for() == [Change.PASSWORD_KNOWN] * told


def test_what_the_owner_is_told_says_what_happened_and_what_to_do(ada, box):
    alarms.tell_now(ada.pk, Change.PASSWORD_KNOWN, NOON)

    [mail] = [one.mail for one in box.letters]
    words = mail.get_body().get_content()
    assert mail["Subject"] == "Somebody knows your password"
    assert "ten wrong codes after it" in words
    assert "It was on 26 November 2026, at 12:00." in " ".join(words.split())
    assert "choose a new password" in words
