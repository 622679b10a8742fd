"""A computer whose clock stood a year ahead, and was set right: what was written then speaks of no time that is now."""

import time
from datetime import timedelta

import pytest
from django.test import Client

from bothways.accounts.models import TriedServer, Tries
from bothways.accounts.rules import MOST
from bothways.accounts.tests.conftest import NOON
from bothways.accounts.tests.test_codes import PASSWORD, shown
from bothways.accounts.tests.test_codes import ada as _ada
from bothways.accounts.tests.test_codes import with_codes as _with_codes

YEAR, MINUTE, STEP = timedelta(days=365), timedelta(minutes=1), timedelta(seconds=30)
WRONG = "something else entirely"
pytestmark = pytest.mark.usefixtures("clock")
ada, with_codes = _ada, _with_codes


def _try(password=WRONG, browser=None):
    sent = {"email": "ada@example.org", "password": password}
    return (browser or Client()).post("/sign-in/", sent)


def _known():
    browser = Client()
    _try(PASSWORD, browser)
    browser.post("/sign-out/")
    return browser


def _by_code(code, browser=None):
    browser = browser or Client()
    _try(PASSWORD, browser)
    return browser.post("/sign-in/code/", {"code": code})


@pytest.mark.parametrize("of", [Client, _known])
def test_passwords_that_were_tried_a_year_ahead_are_no_tries_of_this_hour(ada, clock, of):
    browser = of()
    clock.move_to(NOON + YEAR)
    assert [_try(browser=browser).status_code for _ in range(MOST["address"] + 1)][-1] == 429
    clock.move_to(NOON)
    while (answer := _try(PASSWORD, browser))["Content-Type"].startswith("text/plain"):
        time.sleep(0.05)  # for the moment in which whoever was refused is turned away unheard

    assert answer.status_code == 302
    assert not Tries.objects.filter(since__gt=NOON).exists()
    assert [_try(browser=browser).status_code for _ in range(MOST["address"] + 1)] == [422] * MOST["address"] + [429]


def test_codes_that_were_tried_a_year_ahead_are_no_tries_of_this_hour(with_codes, clock):
    clock.move_to(NOON + YEAR)
    assert [_by_code("000000").status_code for _ in range(MOST["code"] + 1)][-1] == 429
    clock.move_to(NOON)

    assert _by_code(shown(NOON)).status_code == 302


def test_tries_of_a_computer_whose_clock_goes_a_few_minutes_ahead_count(ada, clock):
    clock.move_to(NOON + 5 * MINUTE)
    for _ in range(MOST["address"]):
        _try()
    clock.move_to(NOON)

    refused = _try(PASSWORD)

    assert (refused.status_code, refused["Retry-After"]) == (429, str(65 * 60 + 1))


def test_a_code_of_a_year_ahead_refuses_none_of_now_and_opens_in_no_year(with_codes, clock):
    early = NOON + YEAR
    clock.move_to(early)
    assert _by_code(shown(early)).status_code == 302

    clock.move_to(NOON)
    for code, status in ((shown(NOON), 302), (shown(NOON), 422), (shown(NOON - STEP), 422)):
        assert _by_code(code).status_code == status
    for half_minutes in (1, 2, 3, 4, 5):
        clock.move_to(NOON + half_minutes * STEP)
        assert _by_code(shown(NOON + half_minutes * STEP)).status_code == 302

    clock.move_to(early)
    assert _by_code(shown(early)).status_code == 422
    assert _by_code(shown(early + STEP)).status_code == 302


def test_a_code_that_opened_before_the_clock_went_wrong_does_not_open_after_it(with_codes, clock):
    assert _by_code(shown(NOON)).status_code == 302
    clock.move_to(NOON + YEAR)
    assert _by_code(shown(NOON + YEAR)).status_code == 302

    clock.move_to(NOON + STEP)

    assert _by_code(shown(NOON)).status_code == 422
    assert _by_code(shown(NOON + STEP)).status_code == 302


@pytest.mark.parametrize(("ahead", "asks"), [(YEAR, True), (11 * MINUTE, True), (9 * MINUTE, False)])
def test_who_showed_a_year_ahead_that_it_is_they_is_asked_anew(ada, clock, ahead, asks):
    browser = Client()
    clock.move_to(NOON + ahead)
    _try(PASSWORD, browser)
    clock.move_to(NOON)

    assert browser.get("/settings/password/").status_code == (302 if asks else 200)


def test_half_of_the_way_does_not_last_for_a_year(with_codes, clock):
    browser = Client()
    clock.move_to(NOON + YEAR)
    _try(PASSWORD, browser)
    clock.move_to(NOON)

    assert browser.post("/sign-in/code/", {"code": shown(NOON)})["Location"] == "/sign-in/"


@pytest.mark.parametrize("says", ["", "It did not answer."])
def test_a_mail_server_that_was_named_a_year_ahead_keeps_the_form_from_nobody(ada, clock, says):
    browser = Client()
    _try(PASSWORD, browser)
    TriedServer.objects.create(
        member=ada, address="ada@example.org", host="mail.example.org", port=587, secured="starttls", says=says,
        asked_at=NOON + YEAR,
    )  # fmt: skip

    page = browser.get("/settings/mail/").text

    assert 'name="host"' in page
    assert "It did not answer." not in page
