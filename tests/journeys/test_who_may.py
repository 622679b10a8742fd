"""
Every address by every way, asked by whom it is not for (quality, S2, S3): nobody, another member, and whoever runs it.

Who runs a Bothways came first and is a member like the others: the product shows them nothing of anybody else.
"""

from dataclasses import dataclass, replace

import pytest
from django.test import Client

from tests.door import signed_in
from tests.journeys.forms import send
from tests.journeys.life import a_life
from tests.journeys.policies import ANYBODY, OWNER, POLICIES, PROVEN
from tests.journeys.walk import NOBODY, addresses, body, of_life, tables

WAYS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "POST")  # the last may sign out
ALL = addresses()
BY_ROOM = sorted({one.name.split(":")[0] for one in ALL})


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


@pytest.fixture
def strangers(cleo, operator):
    return {"another member": signed_in(cleo), "whoever runs it": signed_in(operator)}


def _of(room):
    return [one for one in ALL if one.name.startswith(f"{room}:") and one.name != "accounts:sign_out"]


@dataclass(frozen=True)
class Answered:
    """What of an answer may not tell a row that is somebody's from one that never was."""

    status: int
    says: str
    headers: tuple[tuple[str, str], ...]


def _asked(client, way, path):
    answer = client.generic(way, path, "note=What+I+typed", content_type="application/x-www-form-urlencoded")
    told = tuple(sorted(answer.headers.items()))
    return Answered(answer.status_code, body(answer), told)


def _without(answer, path):
    """The address itself, which stands in what it answers."""
    return replace(answer, says=answer.says.replace(path, ""))


def test_every_address_says_who_may_and_none_is_said_that_is_not():
    assert {one.name for one in ALL} == set(POLICIES)
    owned = {name for name, (policy, _) in POLICIES.items() if policy == OWNER}
    of_a_row = {one.name for one in ALL if one.ids}
    assert of_a_row - owned == {"accounts:welcome", "gratitude:save"}, "a secret of its own; a test of its own below"


@pytest.mark.parametrize("room", BY_ROOM)
def test_each_is_gone_by_the_ways_it_says_and_by_no_other(life, ada, room):
    other = []
    for one in _of(room):
        client, (_, ways) = signed_in(ada), POLICIES[one.name]
        for way in WAYS:
            status = _asked(client, way, of_life(one, life)[0]).status
            if (status != 405) != (way in ways) or status >= 500:
                other.append((one.name, way, status))

    assert other == []


@pytest.mark.parametrize("room", BY_ROOM)
def test_what_is_somebodys_is_for_all_others_as_if_there_were_none(life, strangers, room):
    seen = []
    for one in (one for one in _of(room) if POLICIES[one.name][0] == OWNER):
        missing = one.at(**dict.fromkeys(one.ids, NOBODY))
        for who, client in strangers.items():
            for way in WAYS:
                for_nobody = _asked(client, way, missing)
                goes = way in POLICIES[one.name][1]
                for path in of_life(one, life) if goes else of_life(one, life)[:1]:
                    answer = _asked(client, way, path)
                    wanted = 404 if goes else 405
                    if answer.status != wanted or _without(answer, path) != _without(for_nobody, missing):
                        seen.append((who, way, one.name, answer.status, for_nobody.status))

    assert seen == []


@pytest.mark.parametrize("room", BY_ROOM)
def test_nobody_comes_in_without_signing_in_and_what_they_typed_is_kept_for_them(life, client, room):
    before, let_in = tables(besides=("django_session",)), []
    for one in (one for one in _of(room) if POLICIES[one.name][0] != ANYBODY):
        for path in of_life(one, life):
            for way in WAYS:
                answer = _asked(client, way, path)
                led = dict(answer.headers).get("Location", "").startswith("/sign-in/")
                kept = answer.status == 403 and "You were signed out" in answer.says and "What I typed" in answer.says
                if not (kept if way == "POST" else led):
                    let_in.append((one.name, way, answer.status))

    assert let_in == []
    assert tables(besides=("django_session",)) == before


def test_what_only_its_member_may_asks_who_is_there_where_a_page_was_left_open(life, ada):
    left_open = Client()
    left_open.force_login(ada)
    before, asked = tables(besides=("django_session",)), []
    for one in (one for one in ALL if POLICIES[one.name][0] == PROVEN):
        for way in POLICIES[one.name][1]:
            answer = _asked(left_open, way, of_life(one, life)[0])
            if answer.status != 302 or not dict(answer.headers)["Location"].startswith("/settings/confirm/"):
                asked.append((one.name, way, answer.status))

    assert asked == []
    assert tables(besides=("django_session",)) == before


def test_a_letter_that_is_open_to_be_saved_is_saved_for_its_member_alone(life, strangers, client):
    before = tables(besides=("django_session",))

    answers = {
        send(one, f"/letters/{letter}/save/", {"deed": "Changed"}).status_code
        for one in (client, *strangers.values())
        for letter in life.ids["letter_id"]
    }

    assert answers == {403, 404}
    assert tables(besides=("django_session",)) == before


ELSEWHERE = {
    "Origin": {"Origin": "https://elsewhere.example"},
    "Sec-Fetch-Site": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Sec-Fetch-Site": "same-site"},
    "no token": {},
}


@pytest.mark.parametrize("sign", ELSEWHERE)
def test_no_form_is_taken_that_another_site_sends(life, ada, sign):
    """Each with the token of the member but the last, so that it is the sign by which it is refused (S10)."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed_in(ada).cookies
    browser.get("/people/")
    token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value} if sign != "no token" else {}
    before, taken = tables(), []
    for one in ALL:
        if "POST" in POLICIES[one.name][1]:
            path = of_life(one, life)[0]
            answer = send(browser, path, {"name": "What I typed", **token}, headers=ELSEWHERE[sign])
            to_be_sent_again = sign != "no token" and "What I typed" in answer.text
            taken += [] if answer.status_code == 403 and not to_be_sent_again else [(one.name, answer.status_code)]

    assert taken == []
    assert tables() == before
