"""Many at once at the door: limits hold exactly, and what opens once opens once (quality, rows 52 and 54)."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from bothways.accounts import actions, limits, queries
from bothways.accounts.models import Member, Tries
from bothways.accounts.rules import MOST
from tests.concurrency.conftest import at_once

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
FIFTY = 50


def _let_by(answers):
    assert {type(one) for one in answers} <= {type(None), limits.TooOften}, answers
    return answers.count(None)


@pytest.mark.parametrize("kind", sorted(MOST))
def test_of_fifty_at_once_exactly_as_many_get_by_as_there_are_tries(kind):
    answers = at_once(*[partial(limits.count_tries, {kind: "ada"}, at=NOON)] * FIFTY)

    assert _let_by(answers) == MOST[kind]
    assert Tries.objects.get().used == MOST[kind]


def test_an_hour_that_is_over_begins_once_for_all(ada):
    for _ in range(MOST["address"]):
        limits.count_tries({"address": "ada"}, at=NOON - timedelta(hours=1))

    answers = at_once(*[partial(limits.count_tries, {"address": "ada"}, at=NOON)] * FIFTY)

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


def _shown(at):
    return format_hotp_value(hotp_value(SECRET, int(at.timestamp()) // 30))


def _opened(member, code):
    answers = at_once(*[partial(actions.prove, member, code, at=NOON)] * 8)
    assert {type(one) for one in answers} <= {type(None), actions.NotTheKey}, answers
    return answers.count(None)


def test_a_code_opens_once_however_many_show_it_at_once(ada):
    actions.turn_on_codes(ada, SECRET, _shown(NOON - timedelta(hours=1)), at=NOON - timedelta(hours=1))

    assert _opened(ada, _shown(NOON)) == 1
    assert _opened(ada, queries.recovery_codes(ada)[0]) == 1
    assert len(queries.recovery_codes(ada)) == 9
