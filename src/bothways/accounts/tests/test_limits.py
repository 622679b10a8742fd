"""How often one may try to come in: limits that hold, and an owner who can still enter (quality, row 52)."""

import fcntl
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from bothways.accounts import actions, middleware
from bothways.accounts.models import Member, Tries
from bothways.accounts.rules import MOST, network
from bothways.ground.environment import environment
from bothways.ground.hashing import places

PASSWORD = "careful hands can be taught"
WRONG = "something else entirely"
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def ada(ada):
    actions.choose_password(ada, PASSWORD)
    return ada


def _try(email="ada@example.org", password=WRONG, client=None, **where):
    return (client or Client()).post("/sign-in/", {"email": email, "password": password}, **where)


def test_after_ten_wrong_passwords_for_an_address_even_the_right_one_waits_an_hour(ada):
    wrong = [_try(REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(MOST["address"])]
    refused = _try(password=PASSWORD, REMOTE_ADDR="198.51.100.1")

    assert wrong == [422] * MOST["address"]
    assert refused.status_code == 429
    assert refused["Retry-After"] == "3601"
    assert "Wait a while, or come in with a passkey" in refused.text
    with time_machine.travel(NOON + timedelta(hours=1, seconds=1)):
        assert _try(password=PASSWORD).status_code == 302


def test_an_address_that_nobody_has_is_refused_in_the_same_way(ada):
    def answers(email):
        shown = [_try(email, REMOTE_ADDR=f"192.0.2.{number}") for number in range(MOST["address"] + 1)]
        return [(one.status_code, one.text.count("error")) for one in shown]

    assert answers("eve@example.org") == answers("ada@example.org")


def test_many_addresses_from_one_network_are_twenty_tries_of_it(ada):
    answers = [_try(f"m{number}@example.org").status_code for number in range(60)]

    assert answers == [422] * MOST["network"] + [429] * (60 - MOST["network"])


def test_whoever_goes_on_at_once_is_turned_away_unheard_and_looked_at_a_moment_later(
    ada, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(middleware, "A_MOMENT", 0.2)
    eve = Client()
    answers = [_try(f"m{number}@example.org", client=eve) for number in range(MOST["network"] + 1)]
    assert "<form" in answers[-1].text

    with django_assert_num_queries(0):
        turned_away = _try(client=eve)
    assert (turned_away.status_code, turned_away["Retry-After"]) == (429, "1")
    assert "Go back, wait a while" in turned_away.text
    assert _try(client=eve, REMOTE_ADDR="198.51.100.1").status_code == 422  # somebody else comes in
    while "<form" not in (later := _try(client=eve)).text:
        time.sleep(0.05)
    assert later.status_code == 429


def test_what_a_sender_writes_into_x_forwarded_for_is_not_believed(ada):
    answers = [_try(f"m{n}@example.org", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}").status_code for n in range(30)]

    assert answers.count(422) == MOST["network"]


def test_what_a_named_proxy_says_is_believed(ada, monkeypatch):
    monkeypatch.setattr(environment(), "proxies", "127.0.0.1, 10.0.0.7")

    answers = [_try(f"m{n}@example.org", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}").status_code for n in range(30)]

    assert answers == [422] * 30


def test_the_set_up_code_is_tried_twenty_times_from_one_network_and_two_hundred_times_from_all(db, house):
    house(setup_code="4f1a2b3c")
    typed = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}

    def join(network, code):
        return Client().post("/welcome/", {**typed, "code": code}, REMOTE_ADDR=f"192.0.2.{network}")

    answers = [join(1, f"wrong {number}").status_code for number in range(MOST["set-up"] + 1)]
    without, right = join(1, ""), join(1, "4f1a2b3c")
    others = [join(2 + number // 20, "wrong").status_code for number in range(MOST["set-up of all"] - MOST["set-up"])]
    last = join(99, "4f1a2b3c")

    assert answers == [422] * MOST["set-up"] + [429]
    assert (without.status_code, right.status_code, int(right["Retry-After"]) > 3_000) == (422, 429, True)
    assert "tried too often within an hour" in right.text
    assert "ada@example.org" in right.text
    assert set(others) == {422}
    assert last.status_code == 429
    assert not Member.objects.exists()


def test_the_right_set_up_code_is_no_try(db, house):
    house(setup_code="4f1a2b3c")
    typed = {"name": "Ada", "email": "ada@example.org", "password": "short", "code": "4f1a2b3c"}

    answers = {Client().post("/welcome/", typed).status_code for _ in range(MOST["set-up"] + 1)}

    assert answers == {422}
    assert Client().post("/welcome/", {**typed, "password": PASSWORD}).status_code == 302


def test_who_came_in_by_this_browser_before_still_does_while_others_try(ada):
    own = Client()
    _try(password=PASSWORD, client=own)
    own.post("/sign-out/")
    for number in range(MOST["address"] + 5):
        _try(REMOTE_ADDR=f"192.0.2.{number}")

    assert _try(password=PASSWORD).status_code == 429
    assert _try(password=PASSWORD, client=own).status_code == 302


def test_a_known_browser_has_ten_tries_too_and_is_known_for_its_member_only(ada, ben):
    own = Client()
    _try(password=PASSWORD, client=own)
    own.post("/sign-out/")

    mine = [_try(client=own).status_code for _ in range(MOST["browser"] + 1)]
    of_ben = [_try("ben@example.org", client=own).status_code for _ in range(MOST["address"] + 1)]

    assert mine == [422] * MOST["browser"] + [429]
    assert of_ben == [422] * MOST["address"] + [429]


@pytest.mark.parametrize("email", ["ada@example.org", "eve@example.org"])
def test_who_comes_while_others_are_being_heard_is_asked_to_come_again_and_tried_nothing(ada, email):
    with ExitStack() as others:
        for number in range(places()):
            place = others.enter_context((environment().home / f"hashing-{number}").open("a"))
            fcntl.flock(place, fcntl.LOCK_EX)
        refused = _try(email, PASSWORD)

    assert refused.status_code == 429
    assert refused["Retry-After"] in {"1", "2"}
    assert "Try again in a moment." in refused.text
    assert f'value="{email}"' in refused.text
    assert not Tries.objects.exists()
    assert _try(password=PASSWORD).status_code == 302


def test_a_cookie_that_somebody_made_themselves_makes_no_browser_known(ada):
    for number in range(MOST["address"] + 1):
        _try(REMOTE_ADDR=f"192.0.2.{number}")
    forged = Client()
    forged.cookies["known"] = "0000.abc:1vZ:forged"

    assert _try(password=PASSWORD, client=forged, REMOTE_ADDR="198.51.100.1").status_code == 429


def test_what_was_right_is_no_try_and_what_is_over_is_forgotten(ada):
    for _ in range(MOST["network"] + 5):
        assert _try(password=PASSWORD).status_code == 302
    assert set(Tries.objects.values_list("used", flat=True)) == {0}

    with time_machine.travel(NOON + timedelta(hours=2)):
        _try("eve@example.org", REMOTE_ADDR="198.51.100.1")
    assert Tries.objects.count() == 2


def test_no_address_of_anybody_is_kept_in_the_table_of_tries(ada):
    _try("eve@example.org", REMOTE_ADDR="198.51.100.1")

    assert all(len(one.key) == 64 and set(one.key) <= set("0123456789abcdef") for one in Tries.objects.all())


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "found"),
    [
        ("192.0.2.1", "203.0.113.9", set(), "192.0.2.1"),
        ("10.0.0.7", "203.0.113.9", {"10.0.0.7"}, "203.0.113.9"),
        ("10.0.0.7", "8.8.8.8, 203.0.113.9", {"10.0.0.7"}, "203.0.113.9"),
        ("10.0.0.7", "203.0.113.9, 10.0.0.8", {"10.0.0.7", "10.0.0.8"}, "203.0.113.9"),
        ("10.0.0.7", "unknown", {"10.0.0.7"}, "10.0.0.7"),
        ("10.0.0.7", "", {"10.0.0.7"}, "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "", set(), "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "", set(), "192.0.2.1"),
        ("", "203.0.113.9", set(), ""),
    ],
)
def test_where_a_request_comes_from(remote, forwarded, proxies, found):
    assert network(remote, forwarded, proxies) == found
