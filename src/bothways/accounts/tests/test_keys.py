"""How a member signs in: changed by whoever shows who they are, and nobody else; sessions that can be ended."""

import json
import re
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from bothways.accounts import actions, queries
from bothways.accounts.models import Member
from bothways.accounts.rules import OF_THE_EXAMPLE, device, takes_passkeys
from bothways.accounts.tests.conftest import NOON
from bothways.accounts.tests.test_codes import shown
from bothways.ground.environment import environment

PASSWORD = "careful hands can be taught"
AUTH_DATA_IS_A_NUMBER = "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YRv__________w"  # CBOR
pytestmark = pytest.mark.usefixtures("clock")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TELEPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 Version/18.5 Mobile/15E148 Safari/604"
)
CHANGES = [
    "password/", "passkeys/new/", "passkeys/ask/", "passkeys/keep/", "passkeys/rename/", "passkeys/take-away/",
    "codes/", "codes/picture.svg", "codes/begin/", "codes/on/", "codes/off/", "codes/recovery/", "codes/recovery/new/",
]  # fmt: skip


@pytest.fixture
def ada(ada):
    actions.choose_password(ada, PASSWORD)
    return ada


def _come_in(agent=FIREFOX, password=PASSWORD):
    browser = Client(HTTP_USER_AGENT=agent)
    browser.post("/sign-in/", {"email": "ada@example.org", "password": password})
    return browser


def _passkey(member, name="Telephone"):
    return Authenticator.objects.create(user=member, type="webauthn", data={"name": name, "credential": {}})


@pytest.mark.parametrize("address", CHANGES)
def test_ten_minutes_after_signing_in_changes_ask_who_it_is(ada, clock, address):
    _passkey(ada)
    browser, before = _come_in(), list(Authenticator.objects.values())
    clock.shift(timedelta(minutes=10, seconds=1))

    asked = [browser.get(f"/settings/{address}"), browser.post(f"/settings/{address}", {"passkey": "1", "name": "x"})]

    assert {one.status_code for one in asked} <= {302, 405}
    assert {one["Location"].partition("?")[0] for one in asked if one.status_code == 302} == {"/settings/confirm/"}
    assert list(Authenticator.objects.values()) == before


def test_who_shows_it_goes_on_to_where_they_were(ada, clock):
    browser = _come_in()
    clock.shift(timedelta(minutes=11))

    wrong = browser.post("/settings/confirm/", {"password": "something else entirely"})
    right = browser.post("/settings/confirm/", {"password": PASSWORD, "next": "/settings/password/"})
    abroad = browser.post("/settings/confirm/", {"password": PASSWORD, "next": "https://evil.example/"})

    assert (wrong.status_code, right["Location"], abroad["Location"]) == (
        422, "/settings/password/", "/settings/signing-in/",
    )  # fmt: skip
    assert "not your password" in wrong.text
    assert browser.get("/settings/password/").status_code == 200


def test_who_is_asked_for_a_code_at_the_door_is_asked_for_it_here_too(ada, clock):
    browser = _come_in()
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    actions.turn_on_codes(ada, secret, shown(NOON), at=NOON)
    clock.move_to(later := NOON + timedelta(minutes=11))

    without = browser.post("/settings/confirm/", {"password": PASSWORD})
    with_it = browser.post("/settings/confirm/", {"password": PASSWORD, "code": shown(later)})

    assert (without.status_code, with_it.status_code) == (422, 302)


def test_an_app_is_taken_once_it_showed_a_right_code_and_can_be_turned_off(ada):
    browser = _come_in()
    page = browser.post("/settings/codes/begin/", follow=True)
    secret = "".join(re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)[1].split())

    assert browser.get("/settings/codes/picture.svg")["Content-Type"] == "image/svg+xml"
    assert browser.post("/settings/codes/on/", {"code": "000000"}).status_code == 422
    assert not queries.asks_for_codes(ada)
    done = browser.post("/settings/codes/on/", {"code": shown(NOON, secret)}, follow=True)
    codes = queries.recovery_codes(ada)
    assert queries.asks_for_codes(ada)
    assert all(f"{one[:4]} {one[4:]}" in done.text for one in codes)
    assert len(set(codes)) == 10

    form = {"drawn": re.search(r'name="drawn" value="(\w+)"', done.text)[1]}
    assert len(form["drawn"]) == 16, "the number of its row would count what all members have"
    for _ in range(2):
        assert "These are new" in browser.post("/settings/codes/recovery/new/", form, follow=True).text
    assert not set(codes) & set(queries.recovery_codes(ada))
    browser.post("/settings/codes/off/", follow=True)
    assert not queries.asks_for_codes(ada)
    assert queries.recovery_codes(ada) == []
    assert browser.get("/settings/codes/recovery/")["Location"] == "/settings/signing-in/"
    assert "These are new" not in browser.post("/settings/codes/recovery/new/", form, follow=True).text
    assert queries.recovery_codes(ada) == []


def test_sessions_are_listed_in_words_and_ended_singly(ada):
    here, away = _come_in(), _come_in(TELEPHONE)

    page = here.get("/settings/signing-in/").text
    assert re.search(r"Firefox on Linux.*this one", page, re.DOTALL)
    assert "Safari on an iPhone" in page
    [other] = re.findall(r'name="session" value="(\w+)"', page)
    here.post("/settings/sessions/end/", {"session": other})

    assert away.get("/settings/")["Location"].startswith("/sign-in/")
    assert here.get("/settings/").status_code == 200


def test_all_others_are_ended_also_those_from_before_there_was_a_list(ada, as_cleo):
    here, away, older = _come_in(), _come_in(TELEPHONE), Client()
    older.force_login(ada)

    here.post("/settings/sessions/end-others/")

    assert [one.get("/settings/").status_code for one in (here, away, older, as_cleo)] == [200, 302, 302, 200]


def test_with_another_password_only_this_session_goes_on(ada):
    here, away = _come_in(), _come_in(TELEPHONE)

    assert here.post("/settings/password/", {"password": "short"}).status_code == 422
    here.post("/settings/password/", {"password": "another one that is long"})

    assert (here.get("/settings/").status_code, away.get("/settings/").status_code) == (200, 302)
    assert [one.is_this for one in queries.signed_in(ada, here.session.mark, now=NOON)] == [True]
    assert Member.objects.get(pk=ada.pk).check_password("another one that is long")


def test_what_is_adas_is_out_of_reach_for_cleo(ada, cleo):
    actions.choose_password(cleo, PASSWORD)
    adas, passkey, stranger = _come_in(), _passkey(ada), Client()
    stranger.post("/sign-in/", {"email": "cleo@example.org", "password": PASSWORD})
    [session] = queries.signed_in(ada, "", now=NOON)

    for address in ("passkeys/rename/", "passkeys/take-away/", "sessions/end/"):
        adas_rows = {"passkey": queries.mark_of(passkey), "session": session.id, "name": "Mine"}
        assert stranger.post(f"/settings/{address}", adas_rows).status_code == 404

    passkey.refresh_from_db()
    assert passkey.data["name"] == "Telephone"
    assert adas.get("/settings/").status_code == 200


def test_a_passkey_is_renamed_and_taken_away(ada):
    browser, passkey = _come_in(), _passkey(ada)
    mark = queries.mark_of(passkey)

    browser.post("/settings/passkeys/rename/", {"passkey": mark, "name": "<b>Blue</b> key"})
    assert "&lt;b&gt;Blue&lt;/b&gt; key" in browser.get("/settings/signing-in/").text
    browser.post("/settings/passkeys/rename/", {"passkey": mark, "name": " "})
    browser.post("/settings/passkeys/rename/", {"passkey": mark, "name": "a" * 61})
    passkey.refresh_from_db()
    assert passkey.data["name"] == "<b>Blue</b> key"
    browser.post("/settings/passkeys/take-away/", {"passkey": mark})
    assert not queries.passkeys(ada)


def test_no_page_tells_how_often_others_come_in(ada, cleo):
    """The numbers of the rows count what all members have."""
    _come_in()
    for number in range(3):
        UserSession.objects.create(user=cleo, session_key=f"{number}" * 40, ip="192.0.2.1")
    browser, passkey = _come_in(), _passkey(ada)

    named = re.findall(r'name="(?:session|passkey)" value="(\w+)"', browser.get("/settings/signing-in/").text)

    assert len(named) == 3  # the passkey is named by two buttons
    assert not {*named} & {str(row.pk) for row in (*UserSession.objects.all(), passkey)}
    assert all(len(one) == 16 for one in named)


@pytest.mark.parametrize("row", ["", "0", "-1", "1e3", "null", str(2**63), "\x00", "٣"])
def test_what_is_no_row_is_nobodys(ada, row):
    browser = _come_in()

    for address in ("passkeys/take-away/", "sessions/end/"):
        assert browser.post(f"/settings/{address}", {"passkey": row, "session": row}).status_code == 404
    assert browser.get("/settings/").status_code == 200


def made_up(number):
    """Answers with a number in one of the places where WebAuthn has texts, or texts that hold bytes."""
    told = {"type": "webauthn.get", "challenge": "AA", "origin": "http://localhost:8000"}
    well = {"clientDataJSON": _coded(told), "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}
    answer = {"id": "AA", "rawId": "AA", "type": "public-key", "response": well}
    inside = [{"clientDataJSON": _coded(told | {"challenge": number})}, {"attestationObject": AUTH_DATA_IS_A_NUMBER}]
    return [
        *(json.dumps(answer | {name: number}) for name in answer),
        *(json.dumps(answer | {"response": well | {name: number}}) for name in (*well, "attestationObject")),
        *(json.dumps(answer | {"response": well | more}) for more in inside),
        json.dumps(answer | {"response": well | {"attestationObject": "GQ"}}),
    ]


def _coded(told):
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "shown_to_it",
    ["", "null", "[]", "{}", '{"response": 1}', '{"response": {"userHandle": 7}}', "[" * 15_000, "\x00", "a" * 30_000,
     '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "eHg", "clientDataJSON": "AA",'
     ' "authenticatorData": "AA", "signature": "AA", "attestationObject": "gYGBgYGB"}}',
     *made_up(9 * 10**399)],
)  # fmt: skip
def test_what_is_no_passkey_is_refused_in_words(ada, shown_to_it):
    browser, stranger = _come_in(), Client()
    for address in ("/sign-in/passkey/ask/", "/settings/passkeys/ask/"):
        (stranger if "sign-in" in address else browser).post(address)

    answers = [
        stranger.post("/sign-in/passkey/", {"credential": shown_to_it}),
        browser.post("/settings/confirm/passkey/", {"credential": shown_to_it}),
        browser.post("/settings/passkeys/keep/", {"credential": shown_to_it, "name": "Key"}),
    ]

    assert [one.status_code for one in answers] == [422] * 3
    assert all("error" in one.text for one in answers)
    assert not queries.passkeys(ada)


def test_an_address_of_numbers_says_that_it_takes_no_passkeys(ada):
    page = Client().get("/sign-in/", HTTP_HOST="192.168.1.7:8000").text

    assert "At this address only the password works" in page
    assert "data-passkey" not in page
    assert "data-passkey" in Client().get("/sign-in/", HTTP_HOST="localhost:8000").text


def test_an_example_life_asks_nothing_of_how_one_signs_in(ada, monkeypatch):
    monkeypatch.setattr(environment(), "demo", True)
    Member.objects.filter(pk=ada.pk).update(email=OF_THE_EXAMPLE)

    page = Client().get("/settings/signing-in/").text

    assert "This is an example life" in page
    assert "Make a passkey" not in page


def test_where_passkeys_can_be():
    can = ["localhost:8000", "localhost"]
    cannot = ["192.168.1.7:8000", "127.0.0.1", "[::1]:8000", "[2001:db8::1]", "bothways.lan:8000"]

    assert [takes_passkeys(host, is_secure=False) for host in can + cannot] == [True] * 2 + [False] * 5
    assert takes_passkeys("bothways.example.org", is_secure=True)
    assert not takes_passkeys("192.168.1.7", is_secure=True)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (TELEPHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_said_in_words(agent, words):
    assert device(agent) == words
