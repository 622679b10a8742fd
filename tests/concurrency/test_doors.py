"""Many at once at the door: limits hold exactly, and what opens once opens once (quality, rows 52 and 54)."""

import re
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django_tasks_db.models import DBTaskResult

from bothways.accounts import actions, alarms, limits, queries
from bothways.accounts.models import MailServer, Member, Tries
from bothways.accounts.rules import MOST
from bothways.ground.clock import now
from tests.concurrency.conftest import at_once
from tests.door import signed_in

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
MORE = max(MOST.values()) + 10


def _let_by(answers):
    assert {type(one) for one in answers} <= {type(None), limits.TooOften}, answers
    return answers.count(None)


@pytest.mark.parametrize("kind", sorted(MOST))
def test_of_many_at_once_exactly_as_many_get_by_as_there_are_tries(kind):
    answers = at_once(*[partial(limits.count_tries, {kind: "ada"}, at=NOON)] * MORE)

    assert _let_by(answers) == MOST[kind]
    assert Tries.objects.get().used == MOST[kind]


def test_an_hour_that_is_over_begins_once_for_all(ada):
    for _ in range(MOST["address"]):
        limits.count_tries({"address": "ada"}, at=NOON - timedelta(hours=1))

    answers = at_once(*[partial(limits.count_tries, {"address": "ada"}, at=NOON)] * MORE)

    assert _let_by(answers) == MOST["address"]


def test_a_welcome_link_opens_once_however_many_use_it_at_once(db):
    rosa = actions.add_member(email="rosa@example.org", name="Rosa")
    invited = [Member.objects.get(pk=rosa.pk) for _ in range(4)]
    passwords = [f"the long words of number {number}" for number in range(4)]

    answers = at_once(*[
        partial(actions.settle_in, one, password, timezone="UTC")
        for one, password in zip(invited, passwords, strict=True)
    ])  # fmt: skip

    assert sorted(type(one).__name__ for one in answers) == ["NoneType", *["NotHere"] * 3]
    assert Member.objects.get(pk=rosa.pk).check_password(passwords[answers.index(None)])


def _shown(at, secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


def _opened(member, code):
    answers = at_once(*[partial(actions.prove, member, code, at=NOON)] * 8)
    assert {type(one) for one in answers} <= {type(None), actions.NotTheKey}, answers
    return answers.count(None)


def test_a_code_opens_once_however_many_show_it_at_once(ada):
    actions.turn_on_codes(ada, SECRET, _shown(NOON - timedelta(hours=1)), at=NOON - timedelta(hours=1))

    assert _opened(ada, _shown(NOON)) == 1
    assert _opened(ada, queries.recovery_codes(ada)[0]) == 1
    assert len(queries.recovery_codes(ada)) == 9


def _again(browser):
    """A second submit of the same browser, on a thread of its own."""
    other = Client()
    other.cookies.update(browser.cookies)
    return other


def _told_of():
    return [one.args_kwargs["args"][1] for one in DBTaskResult.objects.filter(task_path=alarms.tell_of_it.module_path)]


def _codes_on(page):
    return [first + second for first, second in re.findall(r"<code>(\d{4}) (\d{4})</code>", page)]


@pytest.fixture
def told(ada):
    """Ada, who is told of a change by mail."""
    server = {"host": "127.0.0.1", "port": 25, "secured": "starttls", "tested_at": NOON}
    MailServer.objects.create(member=ada, address=ada.email, **server)
    return ada


def test_codes_that_are_turned_on_twice_by_one_form_are_drawn_once_and_told_of_once(told):
    browser = signed_in(told)
    page = browser.post("/settings/codes/begin/", follow=True).text
    secret = "".join(re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].split())
    code = _shown(now(), secret)

    def send(one):
        answer = one.post("/settings/codes/on/", {"code": code})
        return answer["Location"], _codes_on(one.get("/settings/codes/recovery/").text)

    answers = at_once(*[partial(send, _again(browser)) for _ in range(6)])

    assert answers == [("/settings/codes/recovery/", queries.recovery_codes(told))] * 6
    assert _told_of() == ["codes_on"]


def test_recovery_codes_that_are_drawn_anew_many_times_by_one_page_are_all_shown_as_they_are_kept(told):
    actions.turn_on_codes(told, SECRET, _shown(now()), at=now())
    browser, before = signed_in(told), queries.recovery_codes(told)
    page = browser.get("/settings/codes/recovery/").text
    form = dict(re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', page))

    def send(one):
        return _codes_on(one.post("/settings/codes/recovery/new/", form, follow=True).text)

    shown = at_once(*[partial(send, _again(browser)) for _ in range(8)])

    assert shown == [queries.recovery_codes(told)] * 8
    assert not set(before) & set(queries.recovery_codes(told))
    assert _told_of() == ["codes_on", "recovery"]


def test_with_the_app_go_its_codes_for_recovery_also_where_some_are_drawn_just_then(told):
    for _ in range(8):
        actions.turn_on_codes(told, SECRET, _shown(now()), at=now())
        drawn = queries.recovery_set(told)
        at_once(partial(actions.draw_new_recovery_codes, told, drawn), partial(actions.turn_off_codes, told))

        assert queries.recovery_codes(told) == []
