"""The first start, signing in and out, and settings."""

import re
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.test import Client

from bothways.accounts import actions
from bothways.accounts.models import Member
from bothways.accounts.rules import OF_THE_EXAMPLE
from bothways.accounts.sessions import SessionStore

FORM = "application/x-www-form-urlencoded"
PASSWORD = "careful hands can be taught"
JOIN = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD, "timezone": "Europe/Madrid"}


def test_the_first_to_come_joins_with_a_password_and_nobody_after_them(db):
    first = Client().post("/welcome/", JOIN)
    second = Client().post("/welcome/", {**JOIN, "email": "eve@example.org"})

    assert first["Location"] == "/first/"
    assert second["Location"] == "/sign-in/"
    assert [(member.email, member.timezone) for member in Member.objects.all()] == [
        ("ada@example.org", "Europe/Madrid")
    ]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u2060", "\u00ad"])
def test_signs_nobody_sees_are_no_part_of_an_address(db, unseen):
    def copied(email):
        return f"{unseen}{email.replace('@', f'{unseen}@')}{unseen}"

    joined = Client().post("/welcome/", {**JOIN, "email": copied("Ada@example.org")})
    came_in = Client().post("/sign-in/", {"email": copied("ada@example.org"), "password": PASSWORD})

    assert (joined["Location"], came_in["Location"]) == ("/first/", "/")
    assert Member.objects.get().email == "ada@example.org"


def test_who_comes_before_anybody_joined_is_led_to_the_beginning(db, client):
    assert client.get("/sign-in/")["Location"] == "/welcome/"
    assert client.get("/welcome/").status_code == 200


def test_what_is_refused_before_anybody_is_known_is_said_in_the_language_of_the_browser(db, settings):
    settings.ALLOWED_HOSTS = ["localhost"]

    page = Client(headers={"Accept-Language": "es-PE"}).get("/sign-in/", headers={"Host": "elsewhere.example"})

    assert page.status_code == 400
    assert '<html lang="es"' in page.text
    assert "A este Bothways no se le dijo" in page.text


@pytest.mark.parametrize(
    ("asked", "language", "says"),
    [
        ("es-PE,es;q=0.9,en;q=0.8", "es", "Le damos la bienvenida"),
        ("fr-CA, es-419;q=0.5", "es", "Le damos la bienvenida"),
        ("en-GB,es;q=0.9", "en", "Welcome back"),
        ("fr", "en", "Welcome back"),
        ("", "en", "Welcome back"),
        ("x" * 5000 + ",;q==é\x00", "en", "Welcome back"),
    ],
)
def test_who_is_not_known_yet_hears_the_language_of_their_browser_and_joins_with_it(db, asked, language, says):
    browser = Client(headers={"Accept-Language": asked})
    assert f'<html lang="{language}"' in browser.get("/welcome/").text

    browser.post("/welcome/", JOIN)
    assert Member.objects.get().language == language
    assert says in Client(headers={"Accept-Language": asked}).get("/sign-in/").text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"password": "short"}, "15"),
        ({"password": "passwordpassword" * 100}, "1000"),
        ({"password": "ada@example.org!!"}, "too similar"),
        ({"email": "ada"}, "not a mail address"),
        ({"email": "a" * 300 + "@example.org"}, "254"),
        ({"name": "\u200b"}, "still empty"),
    ],
)
def test_joining_is_refused_in_words_and_keeps_what_was_typed(db, client, typed, says):
    answer = client.post("/welcome/", {**JOIN, **typed})

    assert answer.status_code == 422
    assert says in answer.text
    assert not Member.objects.exists()
    assert PASSWORD not in answer.text


def test_a_time_zone_that_nobody_has_becomes_utc(db, client):
    client.post("/welcome/", {**JOIN, "timezone": "Mars/Olympus"})

    assert Member.objects.get().timezone == "UTC"


def test_from_another_computer_the_first_member_needs_the_code_of_the_console(db, client, house):
    house(setup_code="4f1a2b3c")

    without = client.post("/welcome/", JOIN)
    wrong = client.post("/welcome/", {**JOIN, "code": "4f1a2b3d"})
    right = client.post("/welcome/", {**JOIN, "code": "4f1a2b3c"})

    assert (without.status_code, wrong.status_code, right.status_code) == (422, 422, 302)
    assert "not the set-up code" in wrong.text


def test_signing_in_leads_to_today_or_to_the_page_one_came_from(ada, client):
    actions.choose_password(ada, PASSWORD)
    typed = {"email": "ADA@example.org", "password": PASSWORD}

    assert client.post("/sign-in/", typed)["Location"] == "/"
    assert client.post("/sign-in/", {**typed, "next": "/people/"})["Location"] == "/people/"


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_signing_in_never_leads_out_of_the_house(ada, client, onward):
    actions.choose_password(ada, PASSWORD)

    answer = client.post("/sign-in/", {"email": ada.email, "password": PASSWORD, "next": onward})

    assert answer["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(ada, client):
    actions.choose_password(ada, PASSWORD)

    known = client.post("/sign-in/", {"email": "ada@example.org", "password": "something else entirely"})
    unknown = client.post("/sign-in/", {"email": "eve@example.org", "password": "something else entirely"})

    assert known.status_code == unknown.status_code == 422
    assert "do not belong together" in known.text
    assert "do not belong together" in unknown.text


def test_after_signing_out_nothing_can_be_read(as_ada):
    gone = as_ada.post("/sign-out/")

    assert gone["Location"] == "/sign-in/"
    assert "storage" in gone["Clear-Site-Data"]
    assert as_ada.get("/people/")["Location"].startswith("/sign-in/")


def test_a_welcome_link_opens_without_being_used_up_and_works_once(ada, client):
    rosa = actions.add_member(email="rosa@example.org", name="Rosa Quispe")
    link = actions.welcome_link(rosa)

    looks = [client.get(link).status_code for _ in range(3)]
    chosen = client.post(link, {"password": PASSWORD})
    again = [Client().get(link), Client().post(link, {"password": PASSWORD})]

    assert looks == [200, 200, 200]
    assert chosen["Location"] == "/first/"
    assert [answer.status_code for answer in again] == [404, 404]
    assert all("used already" in answer.text for answer in again)


def test_a_welcome_link_refuses_a_weak_password(ada, client):
    rosa = actions.add_member(email="rosa@example.org", name="Rosa Quispe")

    answer = client.post(actions.welcome_link(rosa), {"password": "short"})

    assert answer.status_code == 422
    assert not Member.objects.get(pk=rosa.pk).has_usable_password()


def test_the_example_life_asks_nobody_to_sign_in(ada, client, house):
    """And whoever keeps their own life where that is set is not shown to whoever comes."""
    house(demo=True)
    assert client.get("/")["Location"].startswith("/sign-in/")
    actions.add_member(email=OF_THE_EXAMPLE, name="Lucía Serrano")

    page = client.get("/")

    assert page.status_code == 200
    assert "Example life." in page.text


@pytest.mark.parametrize("address", ["/", "/people/keep/"])
def test_where_the_database_stops_before_it_is_known_who_asks_the_text_is_still_there(ada, address):
    client = Client(raise_request_exception=False)
    client.force_login(ada)
    with mock.patch.object(SessionStore, "_get_session_from_db", side_effect=OperationalError("connection refused")):
        page = client.get(address) if address == "/" else client.post(address, {"name": "Rosa “Rosie” Quispe"})

    assert page.status_code == 503
    assert "The database did not answer" in page.text
    assert "Rosa “Rosie” Quispe" in page.text or address == "/"
    assert "fault of Bothways" not in page.text


def test_each_page_says_whose_it_is_without_saying_who(as_ada, as_cleo):
    marks = []
    for client in (as_ada, as_cleo):
        page = client.get("/settings/")
        marks.append(page.cookies["whose"].value)
        assert f'data-whose="{marks[-1]}"' in page.text

    assert marks[0] != marks[1]


def test_what_one_typed_is_sent_by_nobody_who_signed_in_since(ada, cleo):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    page = browser.get("/settings/").text
    form = dict(re.findall(r'name="(csrfmiddlewaretoken|whose)" value="([^"]*)"', page))
    browser.force_login(cleo)
    browser.get("/settings/")
    fresh = {**form, "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}

    for sent in (form, fresh, {**fresh, "csrfmiddlewaretoken": "old"}):
        typed = urlencode({**sent, "name": "Ada Byron", "timezone": "UTC", "language": "en", "paper": "a4"})
        answer = browser.post("/settings/change/", typed, content_type=FORM)
        assert answer.status_code == 403
        assert "Somebody else has signed in" in answer.text
        assert "Ada Byron" not in answer.text, "a browser that goes back sends it again for whoever is there"
        assert "Send it again" not in answer.text
    cleo.refresh_from_db()
    assert cleo.name == "Cleo"

    browser.post("/sign-out/", {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value})
    assert "Ada Byron" not in browser.post("/settings/change/", typed, content_type=FORM).text, "nor after she left"
    browser.force_login(ada)
    answer = browser.post("/settings/change/", typed, content_type=FORM)
    assert ("Ada Byron" in answer.text, "Send it again" in answer.text) == (True, True), "it is hers"


def test_an_address_in_letters_of_its_own_is_the_same_however_it_is_written(db):
    member = actions.add_member(email="ada@münchen.example", name="Ada")
    actions.choose_password(member, PASSWORD)

    with pytest.raises(actions.AlreadyMember):
        actions.add_member(email="Ada@xn--mnchen-3ya.example", name="Ada")
    for typed in ("ada@münchen.example", "ada@xn--mnchen-3ya.example"):
        assert Client().post("/sign-in/", {"email": typed, "password": PASSWORD})["Location"] == "/"


def test_whoever_was_invited_is_where_their_browser_is_and_reads_its_language(db):
    rosa = actions.add_member(email="rosa@example.org", name="Rosa")
    there = {"password": "careful hands can be taught", "timezone": "America/Lima"}

    Client().post(actions.welcome_link(rosa), there, headers={"Accept-Language": "es-PE,es;q=0.9"})
    rosa.refresh_from_db()
    Client().post(actions.welcome_link(rosa), {**there, "timezone": "Europe/Paris"})

    rosa.refresh_from_db()
    assert (rosa.timezone, rosa.language) == ("America/Lima", "es"), "what was chosen since is not said over"
