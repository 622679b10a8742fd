"""A sign-in: its secret is kept nowhere, it ends by itself, and nobody can be given one (quality, S7)."""

import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from tests.journeys.walk import tables

from bothways.accounts import actions, sessions
from bothways.accounts.tests.device import Device
from bothways.accounts.tests.test_passkeys import HERE, Browser

PASSWORD = "careful hands can be taught"
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def ada(ada):
    actions.choose_password(ada, PASSWORD)
    return ada


def _come_in(browser=None):
    browser = browser or Client()
    browser.post("/sign-in/", {"email": "ada@example.org", "password": PASSWORD})
    return browser


def _secret(browser):
    return browser.cookies["sessionid"].value


def _is_in(browser):
    return browser.get("/settings/").status_code == 200


def _does_something(browser):
    browser.post("/people/keep/", {"name": "Grace Hill", "role": "mentor"})


def test_of_a_copy_of_the_database_nobody_can_make_a_sign_in(ada):
    browser = _come_in()
    assert _is_in(browser)

    kept = [repr(row) for rows in tables().values() for row in rows]
    thief = Client()
    for one in Session.objects.all():
        thief.cookies["sessionid"] = one.session_key
        assert not _is_in(thief)

    assert len(_secret(browser)) >= 43, "256 bits"
    assert not [row for row in kept if _secret(browser) in row]
    assert UserSession.objects.get().session_key == Session.objects.get().session_key


def test_a_sign_in_that_somebody_was_given_before_is_not_theirs_after(ada):
    browser = Client()
    browser.post("/sign-in/passkey/ask/")
    given = _secret(browser)

    _come_in(browser)

    thief = Client()
    thief.cookies["sessionid"] = given
    assert (_is_in(browser), _is_in(thief), _secret(browser) == given) == (True, False, False)


def test_with_another_password_it_goes_on_under_another_secret(ada):
    browser = _come_in()
    before = _secret(browser)

    browser.post("/settings/password/", {"password": "another one that is long"})

    thief = Client()
    thief.cookies["sessionid"] = before
    assert (_is_in(browser), _is_in(thief)) == (True, False)


def test_where_nothing_is_done_for_a_fortnight_it_ends(ada, clock):
    browser = _come_in()

    clock.shift(sessions.IDLE - DAY)
    assert _is_in(browser)
    clock.shift(2 * DAY)

    assert not _is_in(browser)


def test_where_something_is_done_it_goes_on_but_not_for_longer_than_ninety_days(ada, clock):
    browser, days = _come_in(), 0

    while _is_in(browser) and days < 200:
        clock.shift(9 * DAY)
        days += 9
        _does_something(browser)

    assert days == sessions.LONGEST.days


def test_the_browser_forgets_it_when_it_ends(ada):
    assert _come_in().cookies["sessionid"]["max-age"] == sessions.IDLE.total_seconds()


def test_no_script_reads_it_and_no_other_site_sends_it(ada):
    cookie = _come_in().cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


def test_where_the_house_has_https_its_cookies_can_be_set_by_no_neighbour(tmp_path):
    words = "from bothways.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    here = {"BOTHWAYS_HOME": str(tmp_path), "BOTHWAYS_PUBLIC_ADDRESS": "https://bothways.example.org"}

    said = subprocess.run([sys.executable, "-B", "-c", words], env=here, capture_output=True, text=True, check=True)

    assert said.stdout.split() == ["__Host-sessionid", "__Host-csrftoken"]


def test_who_comes_in_where_somebody_else_is_signed_in_is_signed_in_there(ada):
    eve, device = actions.add_member(email="eve@example.org", name="Eve"), Device()
    actions.choose_password(eve, PASSWORD)
    Browser().by_password(eve.email).keeps(device)
    link = actions.welcome_link(actions.add_member(email="may@example.org", name="May"))

    ways = {
        "eve@example.org": lambda it: it.post("/sign-in/", {"email": eve.email, "password": PASSWORD}),
        "may@example.org": lambda it: it.post(link, {"password": PASSWORD, "timezone": "UTC"}),
        "Eve, by a passkey": lambda it: it.shows(device.shows(it.asked(), HERE)),
    }
    for who, way in ways.items():
        browser, thief = Browser().by_password(), Client()
        thief.cookies["sessionid"] = _secret(browser)

        assert way(browser).status_code == 302, who

        listed = UserSession.objects.order_by("pk").last()
        assert listed.session_key == sessions.mark_of(_secret(browser)), who
        assert listed.user.name in who.title(), "in the list of another"
        assert (_is_in(browser), _is_in(thief)) == (True, False), "the one from before is ended"


def test_what_was_to_be_said_to_one_is_said_to_nobody_who_comes_after(ada):
    left = _come_in()
    left.post("/settings/sessions/end-others/")
    assert left.cookies["messages"].value, "nothing waits to be said"
    actions.choose_password(actions.add_member(email="eve@example.org", name="Eve"), PASSWORD)
    came = Client()
    came.cookies["messages"] = left.cookies["messages"].value

    left.post("/sign-out/")
    assert left.cookies["messages"].value == ""
    assert "All others are ended." not in came.get("/sign-in/").text
    came.post("/sign-in/", {"email": "eve@example.org", "password": PASSWORD})
    assert "All others are ended." not in came.get("/people/").text

    late = Client()  # in another tab the answer comes while she is on her way in
    answer = late.post("/sign-in/", {"email": "eve@example.org", "password": PASSWORD})
    assert answer.cookies["messages"]["max-age"] == 0
