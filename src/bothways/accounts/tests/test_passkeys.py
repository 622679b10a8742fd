"""A passkey opens for its member, here, and once for each question (quality, row 53)."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django_tasks_db.models import DBTaskResult

from bothways.accounts import actions, queries
from bothways.accounts.alarms import Change
from bothways.accounts.tests.device import PRESENT, Device
from bothways.ground.environment import environment

PASSWORD = "careful hands can be taught"
HERE = "http://localhost:8000"


@pytest.fixture
def ada(ada):
    actions.choose_password(ada, PASSWORD)
    return ada


class Browser(Client):
    def __init__(self):
        super().__init__(HTTP_HOST="localhost:8000")

    def by_password(self, email="ada@example.org"):
        self.post("/sign-in/", {"email": email, "password": PASSWORD})
        return self

    def asked(self, address="/sign-in/passkey/ask/"):
        return self.post(address).json()

    def keeps(self, device, origin=HERE, name="Telephone"):
        made = device.makes(self.asked("/settings/passkeys/ask/"), origin)
        return self.post("/settings/passkeys/keep/", {"credential": made, "name": name})

    def shows(self, credential, **more):
        return self.post("/sign-in/passkey/", {"credential": credential, **more})

    @property
    def is_in(self):
        return self.get("/settings/").status_code == 200


@pytest.fixture
def device(ada):
    device = Device()
    assert Browser().by_password().keeps(device)["Location"] == "/settings/signing-in/"
    return device


def test_a_passkey_opens_and_leads_to_where_one_wanted(ada, device):
    browser = Browser()

    answer = browser.shows(device.shows(browser.asked(), HERE), next="/people/")

    assert answer["Location"] == "/people/"
    assert browser.is_in
    assert queries.passkeys_in_words(ada)[0].used_on is not None


def test_whoever_asks_for_a_passkey_and_does_not_come_in_leaves_nothing_behind(ada, device):
    at = datetime.now(UTC)
    Browser().asked()
    browser = Browser()
    stays = Session.objects.count()

    browser.shows(device.shows(browser.asked(), HERE))

    assert Session.objects.filter(expire_date__gt=at + timedelta(days=8)).count() == stays, "the one that has come in"
    Session.objects.filter(expire_date__lt=at + timedelta(days=1)).update(expire_date=at - timedelta(seconds=1))
    Browser().asked()
    assert Session.objects.filter(expire_date__lt=at).count() == 0


def test_who_comes_with_a_passkey_needs_no_code_and_no_try(ada, device):
    actions.turn_on_codes(ada, secret := "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", _shown(secret), at=datetime.now(UTC))
    for number in range(40):
        Client().post("/sign-in/", {"email": "ada@example.org", "password": "wrong"}, REMOTE_ADDR=f"192.0.2.{number}")
    browser = Browser()

    browser.shows(device.shows(browser.asked(), HERE))

    assert browser.is_in


def _shown(secret):
    from bothways.accounts.tests.test_codes import shown

    return shown(datetime.now(UTC), secret)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost.evil.example", "https://bothways.example.org", "http://127.0.0.1:8000"],
)
def test_what_was_shown_to_another_house_opens_nothing_here(ada, device, origin):
    browser = Browser()

    answer = browser.shows(device.shows(browser.asked(), origin))

    assert answer.status_code == 422
    assert "That passkey was not taken" in answer.text
    assert not browser.is_in


def test_a_question_is_answered_once(ada, device):
    first, second = Browser(), Browser()
    shown = device.shows(first.asked(), HERE)
    first.shows(shown)
    first.post("/sign-out/")

    again = first.shows(shown)
    first.asked()
    of_before = first.shows(shown)
    second.asked()
    elsewhere = second.shows(shown)

    assert [one.status_code for one in (again, of_before, elsewhere)] == [422] * 3
    assert not first.is_in
    assert not second.is_in


def test_a_wrong_answer_uses_the_question_up(ada, device):
    browser = Browser()
    asked = browser.asked()
    browser.shows("{}")

    assert browser.shows(device.shows(asked, HERE)).status_code == 422


def test_a_device_that_did_not_ask_who_holds_it_opens_nothing(ada, device):
    browser = Browser()

    assert browser.shows(device.shows(browser.asked(), HERE, flags=PRESENT)).status_code == 422


def test_a_key_that_was_never_kept_opens_nothing(ada, device):
    stranger, browser = Device(), Browser()
    stranger.whose = device.whose
    same_name = Device()
    same_name.whose, same_name.id = device.whose, device.id

    for one in (stranger, same_name):
        assert browser.shows(one.shows(browser.asked(), HERE)).status_code == 422
    assert not browser.is_in


def test_a_passkey_that_was_taken_away_opens_nothing_and_the_password_still_does(ada, device):
    owner, browser = Browser().by_password(), Browser()
    [kept] = queries.passkeys(ada)
    owner.post("/settings/passkeys/take-away/", {"passkey": queries.mark_of(kept)})

    answer = browser.shows(device.shows(browser.asked(), HERE))
    here = owner.post("/settings/confirm/passkey/", {"credential": device.shows(owner.asked(), HERE)})

    for one in (answer, here):
        assert one.status_code == 422
        assert "This passkey is not known here, or no longer. Use your password." in one.text
    assert Browser().by_password().is_in


def test_a_passkey_is_made_for_this_house_only_and_twenty_at_most(ada):
    browser = Browser().by_password()
    assert browser.keeps(Device(), origin="https://evil.example").status_code == 422

    answers = [browser.keeps(Device(), name="") for _ in range(actions.MOST_PASSKEYS + 1)]

    assert [one.status_code for one in answers] == [302] * actions.MOST_PASSKEYS + [422]
    assert "20 passkeys are the most" in answers[-1].text
    assert {one.name for one in queries.passkeys_in_words(ada)} == {"A browser"}


def test_only_ones_own_passkey_shows_who_one_is(ada, device, ben):
    actions.choose_password(ben, PASSWORD)
    bens = Browser().by_password("ben@example.org")
    bens.keeps(Device())

    answer = bens.post("/settings/confirm/passkey/", {"credential": device.shows(bens.asked(), HERE)})
    assert answer.status_code == 422
    assert "somebody else" in answer.text

    mine = Browser().by_password()
    del (session := mine.session)["shown_at"]
    session.save()
    assert mine.get("/settings/password/").status_code == 302
    mine.post("/settings/confirm/passkey/", {"credential": device.shows(mine.asked(), HERE)})
    assert mine.get("/settings/password/").status_code == 200


def test_a_passkey_goes_with_its_member(ada, device):
    ada.delete()

    browser = Browser()
    assert not Authenticator.objects.exists()
    assert browser.shows(device.shows(browser.asked(), HERE)).status_code in (302, 422)
    assert not browser.is_in


def test_a_copy_that_counts_from_before_is_refused_and_one_that_counts_on_opens(ada, device):
    def comes(used):
        browser, device.used = Browser(), used
        answer = browser.shows(device.shows(browser.asked(), HERE))
        return browser.is_in, "a copy" in answer.text

    assert [comes(used) for used in (0, 7, 8)] == [(True, False)] * 3
    assert [comes(used) for used in (8, 3, 0)] == [(False, True)] * 3
    assert comes(9) == (True, False)


def test_of_a_copy_its_member_is_told_once_and_sees_it_in_the_list(
    ada, device, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(environment(), "smtp_host", "127.0.0.1")
    owner = Browser().by_password()
    owner.keeps(Device(), name="Blue key")

    def comes(used):
        browser, device.used = Browser(), used
        with django_capture_on_commit_callbacks(execute=True):
            browser.shows(device.shows(browser.asked(), HERE))
        return [one.args_kwargs["args"][1] for one in DBTaskResult.objects.all()]

    assert comes(7) == []
    assert "a copy of it" not in owner.get("/settings/signing-in/").text
    assert [comes(used) for used in (3, 2, 8, 4)] == [[Change.PASSKEY_COPIED]] * 4
    page = owner.get("/settings/signing-in/").text
    assert page.count("There may be a copy of it") == 1
    assert page.index("Telephone") < page.index("There may be a copy of it") < page.index("Blue key")
