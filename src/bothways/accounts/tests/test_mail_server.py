"""A member's own mail server: tried with a real message to themselves before it is used, its password sealed."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.db import connection
from tests.door import signed_in
from tests.postbox import HANGS, HERE, certificate_of, postbox

from bothways.accounts import actions, queries, trying
from bothways.accounts.models import MailServer, TriedServer
from bothways.ground import mail
from bothways.ground.clock import now
from bothways.ground.environment import environment

SECRET = "careful hands 42"
PAGE, USE = "/settings/mail/", "/settings/mail/use/"


@pytest.fixture
def box(tmp_path, monkeypatch):
    file = certificate_of("localhost", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with postbox(certificate=file, users={"ada": SECRET}) as one:
        yield one


def _typed(box, **values):
    well = {
        "address": "ada@example.org", "host": "localhost", "port": box.port, "secured": "starttls", "user": "ada",
        "password": SECRET,
    }  # fmt: skip
    return {**well, **values}


def _tried(client, box, **values):
    """The page after a worker has tried it."""
    answer = client.post(USE, _typed(box, **values))
    if answer.status_code == 302:
        trying.try_now(_whose(client), at=now())
        answer = client.get(PAGE)
    return answer.text


def _whose(client):
    return UUID(client.session[SESSION_KEY])


def test_what_works_is_used_from_then_on(as_ada, ada, box):
    page = _tried(as_ada, box)

    (arrived,) = box.letters
    assert (arrived.sender, arrived.recipients) == ("ada@example.org", ["ada@example.org"])
    found = queries.sender(ada)
    assert (found.server.host, found.server.password, found.address, found.is_own) == (
        "localhost", SECRET, "ada@example.org", True,
    )  # fmt: skip
    assert "it took a message to ada@example.org" in page
    assert "go out through localhost" in as_ada.get("/settings/").text
    assert not TriedServer.objects.exists()


def test_a_page_waits_for_no_server_and_says_how_it_stands(as_ada, ada, box):
    with time_machine.travel(now(), tick=False) as clock:
        as_ada.post(USE, _typed(box))

        assert (box.letters, queries.sender(ada)) == ([], None)
        page, part = as_ada.get(PAGE).text, as_ada.get(PAGE, headers={"HX-Request": "true"})
        for one in (page, part.text):
            assert "A message goes to ada@example.org through localhost" in one
            assert 'name="host"' not in one
        assert "HX-Refresh" not in part
        clock.shift(300)
        assert "Nobody could try it yet" in as_ada.get(PAGE).text
        trying.try_now(ada.pk, at=now())
        assert as_ada.get(PAGE, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_server_that_says_nothing_is_given_up_soon(as_ada, box, monkeypatch):
    monkeypatch.setattr(trying, "TRIED_FOR", 0.5)
    box.says["DATA"] = [HANGS]

    assert "may have arrived" in _tried(as_ada, box)
    assert "it took a message to" in _tried(as_ada, box)


def test_of_two_that_were_named_the_later_is_used_however_the_first_went(as_ada, ada, box, monkeypatch):
    as_ada.post(USE, _typed(box))
    real = trying.hand_over

    def meanwhile(*given, **named):
        real(*given, **named)
        as_ada.post(USE, _typed(box, port=1))

    monkeypatch.setattr(trying, "hand_over", meanwhile)
    trying.try_now(ada.pk, at=now())

    assert not MailServer.objects.exists()
    assert TriedServer.objects.get().port == 1
    as_ada.post("/settings/mail/forget/")
    trying.try_now(ada.pk, at=now())
    assert not MailServer.objects.exists()


def test_tried_twice_at_once_it_is_used_once(as_ada, ada, box):
    as_ada.post(USE, _typed(box))

    for _ in range(2):
        trying.try_now(ada.pk, at=now())

    assert (len(box.letters), MailServer.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"password": "guessed"}, "does not know this user name and password"),
        ({"secured": "tls"}, "does not speak in the secured way"),
        ({"host": "127.0.0.1"}, "does not prove that it is 127.0.0.1"),
        ({"port": "1"}, "does not answer"),
        ({"host": "a" * 64}, "no name that a server can have"),
    ],
)
def test_what_does_not_work_is_said_in_words_and_not_kept(as_ada, box, typed, says):
    page = _tried(as_ada, box, **typed)

    assert (says in page, "Nothing was kept" in page, 'value="ada"' in page) == (True, True, True)
    assert SECRET not in page
    assert (MailServer.objects.exists(), TriedServer.objects.get().sealed) == (False, "")


def test_that_one_did_not_work_is_said_for_a_day(as_ada, ada, box):
    _tried(as_ada, box, port=1)

    for hours, is_said in ((23, True), (25, False)):
        with time_machine.travel(now() + timedelta(hours=hours), tick=False):
            page = signed_in(ada).get(PAGE).text
        assert ("Nothing was kept" in page, 'value="localhost"' in page) == (is_said, is_said)


def test_a_server_that_will_not_write_to_oneself_is_not_used(as_ada, box):
    box.says["RCPT"] = ["550 5.1.1 no such user"]

    assert "did not take the message to yourself. It says: “550 5.1.1 no such user”" in _tried(as_ada, box)
    assert not MailServer.objects.exists()


def test_what_worked_stays_where_the_new_one_does_not(as_ada, ada, box):
    _tried(as_ada, box)
    _tried(as_ada, box, port=1)

    assert MailServer.objects.get().port == box.port


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"host": ""}, "still empty"),
        ({"host": "smtp.example.org:587"}, "The port has its own line"),
        ({"host": "https://smtp.example.org"}, "The port has its own line"),
        ({"host": "smtp.example.org", "secured": "none"}, "travel in the open"),
        ({"port": "70000"}, "at most 65535"),
        ({"port": "x"}, "whole number"),
        ({"secured": "magic"}, "none of the choices"),
        ({"address": "eve@example.org"}, "none of the choices"),
    ],
)
def test_what_cannot_be_is_refused_in_words(as_ada, box, typed, says):
    answer = as_ada.post(USE, _typed(box, **typed))

    assert (answer.status_code, says in answer.text, box.letters) == (422, True, [])


def _nowhere_as_it_is(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        assert SECRET not in repr(cursor.fetchall())


def test_the_password_is_nowhere_as_it_is(as_ada, ada, box):
    as_ada.post(USE, _typed(box))
    _nowhere_as_it_is("accounts_triedserver")
    _tried(as_ada, box)

    _nowhere_as_it_is("accounts_mailserver")
    assert SECRET not in as_ada.get("/settings/mail/").text + as_ada.get("/settings/").text
    assert SECRET not in repr(queries.sender(ada))


def test_an_empty_password_stands_for_the_kept_one_and_for_no_other_server(as_ada, ada, box, tmp_path):
    for password in (SECRET, ""):
        assert "it took a message" in _tried(as_ada, box, password=password)

    with postbox(certificate=tmp_path / "localhost.pem", users={"ada": SECRET}) as other:
        page = _tried(as_ada, other, password="")

    assert ("does not know this user name" in page, other.letters) == (True, [])


def test_with_another_key_the_server_is_not_asked_and_the_password_can_be_typed_again(as_ada, ada, box, settings):
    _tried(as_ada, box)
    kept, signs_in = MailServer.objects.values(), settings.SECRET_KEY
    before = list(kept.all())
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz"
    as_ada = signed_in(ada)
    box.close()

    with pytest.raises(mail.NotNow, match=r"does not open\. This Bothways runs with another key") as problem:
        mail.hand_over(queries.sender(ada).server, sender="ada@example.org", to="grace@example.edu", message=b"")
    page = as_ada.get(PAGE).text
    assert ("runs with another key" in page, "It works" in page, problem.value.for_all) == (True, False, True)
    assert list(kept.all()) == before
    settings.SECRET_KEY = signs_in
    assert queries.sender(ada).server.password == SECRET


def test_it_is_forgotten_with_its_password(as_ada, ada, box):
    _tried(as_ada, box)
    as_ada.post("/settings/mail/forget/")

    assert queries.sender(ada) is None
    assert "Nothing goes out yet" in as_ada.get("/settings/").text


def test_another_member_has_none_of_it(as_ada, as_ben, ben, box):
    _tried(as_ada, box)

    assert queries.sender(ben) is None
    assert "localhost" not in as_ben.get("/settings/mail/").text


def test_where_others_use_this_bothways_its_own_network_is_out_of_reach(as_ada, box, monkeypatch):
    monkeypatch.setattr(environment(), "public_address", "https://bothways.example.org")

    page = _tried(as_ada, box)

    assert ("own network" in page, box.letters) == (True, [])


def test_the_server_of_whoever_runs_it_serves_who_has_named_none(ada, monkeypatch):
    monkeypatch.setattr(environment(), "smtp_host", HERE)

    found = queries.sender(ada)

    assert (found.server.host, found.server.port, found.address, found.is_own) == (HERE, 587, "ada@example.org", False)
    assert not found.server.far_only


def test_an_example_life_names_none(as_ada, box, monkeypatch):
    monkeypatch.setattr(environment(), "demo", True)

    assert "nothing leaves it" in as_ada.post(USE, _typed(box)).text
    assert box.letters == []


def test_letters_come_from_an_address_of_ones_own(as_ada, ada, box):
    actions.claim(ada, ["ada@hospital.example"])

    _tried(as_ada, box, address="ada@hospital.example")

    assert (box.letters[0].sender, queries.sender(ada).address) == ("ada@hospital.example",) * 2
