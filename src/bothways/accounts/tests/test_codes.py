"""A code after the password: each once, one step early or late at most, and those for recovery (quality, row 54)."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from tests.door import signed_in

from bothways.accounts import actions, queries
from bothways.accounts.rules import MOST
from bothways.accounts.tests.conftest import NOON
from bothways.ground.sealing import Locked

PASSWORD = "careful hands can be taught"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of RFC 6238, appendix B
pytestmark = pytest.mark.usefixtures("clock")


def shown(at, secret=SECRET):
    """What an app shows at that moment."""
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


@pytest.fixture
def ada(ada):
    actions.choose_password(ada, PASSWORD)
    return ada


@pytest.fixture
def with_codes(ada):
    before = NOON - timedelta(hours=1)
    actions.turn_on_codes(ada, SECRET, shown(before), at=before)
    return ada


def _at_the_door(onward=""):
    browser = Client()
    half = browser.post("/sign-in/", {"email": "ada@example.org", "password": PASSWORD, "next": onward})
    return browser, half


def _signed_in(browser):
    return browser.get("/settings/").status_code == 200


def test_codes_are_those_of_the_standard():
    published = {59: "287082", 1111111109: "081804", 2000000000: "279037"}

    assert {at: shown(datetime.fromtimestamp(at, tz=UTC)) for at in published} == published


def test_what_lay_in_the_browser_before_goes_no_part_of_the_way(with_codes):
    """Somebody may have laid it there, and hold its cookie."""
    browser = Client()
    session = browser.session
    session["laid"] = "here"
    session.save()
    browser.cookies["sessionid"] = session.session_key
    other = Client()
    other.cookies["sessionid"] = session.session_key

    browser.post("/sign-in/", {"email": "ada@example.org", "password": PASSWORD})

    assert browser.get("/sign-in/code/").status_code == 200
    assert other.get("/sign-in/code/")["Location"] == "/sign-in/"


def test_whoever_was_signed_in_is_so_no_more_in_a_browser_that_is_half_way(with_codes, ben):
    """Their session would go on under another key, in no list of where they are signed in."""
    browser = signed_in(ben)

    browser.post("/sign-in/", {"email": "ada@example.org", "password": PASSWORD})

    assert not _signed_in(browser)
    assert browser.get("/sign-in/code/").status_code == 200


@pytest.mark.parametrize("word", ["people", "accounts:settings", "."])
def test_a_word_that_is_no_page_leads_home(ada, word):
    assert _at_the_door(word)[1]["Location"] == "/"


def test_the_password_alone_opens_half_of_the_way_and_the_code_the_rest(with_codes):
    browser, half = _at_the_door("/people/")

    assert half["Location"] == "/sign-in/code/?next=%2Fpeople%2F"
    assert not _signed_in(browser)
    answer = browser.post("/sign-in/code/", {"code": shown(NOON), "next": "/people/"})
    assert answer["Location"] == "/people/"
    assert _signed_in(browser)


@pytest.mark.parametrize(
    ("seconds", "opens"), [(-90, False), (-60, False), (-30, True), (0, True), (30, True), (60, False), (90, False)]
)
def test_a_clock_may_be_one_step_off(with_codes, seconds, opens):
    browser, _ = _at_the_door()

    answer = browser.post("/sign-in/code/", {"code": shown(NOON + timedelta(seconds=seconds))})

    assert answer.status_code == (302 if opens else 422)
    assert _signed_in(browser) is opens


def test_a_code_opens_once_and_none_from_before_it_does(with_codes, clock):
    for code, opens in ((shown(NOON), True), (shown(NOON), False), (shown(NOON - timedelta(seconds=30)), False)):
        browser, _ = _at_the_door()
        browser.post("/sign-in/code/", {"code": code})
        assert _signed_in(browser) is opens

    clock.move_to(NOON + timedelta(seconds=30))
    browser, _ = _at_the_door()
    browser.post("/sign-in/code/", {"code": shown(NOON + timedelta(seconds=30))})
    assert _signed_in(browser)


def test_a_code_for_recovery_opens_once(with_codes):
    code = queries.recovery_codes(with_codes)[3]

    for opens in (True, False):
        browser, _ = _at_the_door()
        answer = browser.post("/sign-in/code/", {"code": f"{code[:4]} {code[4:]}"})
        assert _signed_in(browser) is opens
    assert "was used before" in answer.text
    assert len(queries.recovery_codes(with_codes)) == 9


@pytest.mark.parametrize("typed", ["", "٢٨٧٠٨٢", "\x00", "1" * 5000, "-1", "000000"])
def test_what_is_no_code_is_refused_in_words(with_codes, typed):
    browser, _ = _at_the_door()

    answer = browser.post("/sign-in/code/", {"code": typed})

    assert answer.status_code == 422
    assert not _signed_in(browser)


def test_codes_cannot_be_guessed_through(with_codes):
    browser, _ = _at_the_door()

    answers = [browser.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(MOST["code"] + 1)]

    assert answers == [422] * MOST["code"] + [429]
    assert browser.post("/sign-in/code/", {"code": shown(NOON)}).status_code == 429


def test_half_of_the_way_lasts_ten_minutes_and_no_longer_than_the_password(with_codes, clock):
    late, changed = _at_the_door()[0], _at_the_door()[0]

    actions.choose_password(with_codes, PASSWORD + "!")
    assert changed.post("/sign-in/code/", {"code": shown(NOON)})["Location"] == "/sign-in/"
    clock.move_to(NOON + timedelta(minutes=10, seconds=1))
    assert late.get("/sign-in/code/")["Location"] == "/sign-in/"


def test_nobody_gets_to_the_code_without_a_password(with_codes):
    assert Client().post("/sign-in/code/", {"code": shown(NOON)})["Location"] == "/sign-in/"


def test_a_link_for_a_new_password_does_not_pass_by_the_code(with_codes):
    browser = Client()

    answer = browser.post(actions.welcome_link(with_codes), {"password": "a new one that is long"})

    assert answer["Location"].startswith("/sign-in/code/")
    assert not _signed_in(browser)


@pytest.mark.parametrize(
    "typed",
    [
        "{0}\u00a0{1}",
        " {0} {1}\u200b",
        "{0}\u202f{1}",
    ],
)
@pytest.mark.parametrize("zero", ["0", "٠", "０", "०"])
def test_a_code_is_read_in_any_script_and_with_blanks_in_it(with_codes, typed, zero):
    def as_typed(code):
        digits = "".join(chr(ord(zero) + int(sign)) for sign in code)
        return typed.format(digits[:3], digits[3:])

    for code in (shown(NOON), queries.recovery_codes(with_codes)[0]):
        browser, _ = _at_the_door()
        browser.post("/sign-in/code/", {"code": as_typed(code)})
        assert _signed_in(browser)


def test_no_secret_can_be_read_in_the_table(with_codes, settings):
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    codes = queries.recovery_codes(with_codes)

    assert SECRET not in kept
    assert not any(code in kept for code in codes)
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz"
    assert queries.recovery_codes(with_codes) is None
    for code in (shown(NOON), codes[0], shown(NOON, "")):
        with pytest.raises(actions.NotTheKey):
            actions.prove(with_codes, code, at=NOON)
    with pytest.raises(Locked):
        Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()


def test_with_another_key_it_is_said_and_no_try_is_lost(with_codes, settings):
    kept = list(Authenticator.objects.values("type", "data"))
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz"
    browser, _ = _at_the_door()

    for _ in range(MOST["code"] + 1):
        page = browser.post("/sign-in/code/", {"code": shown(NOON)}).text
        assert "No code can be looked at. This Bothways runs with another key than before." in page

    inside = signed_in(with_codes)
    pages = [inside.get(path).text for path in ("/settings/signing-in/", "/settings/codes/recovery/")]
    assert ["runs with another key" in page for page in pages] == [True, True]
    assert list(Authenticator.objects.values("type", "data")) == kept
