"""A member's own mail server: tried with a real message to themselves before it is used, its password sealed."""

import pytest
from django.db import connection
from tests.postbox import HANGS, HERE, certificate_of, postbox

from bothways.accounts import actions, queries
from bothways.accounts.models import MailServer
from bothways.ground.clock import now
from bothways.ground.environment import environment

SECRET = "careful hands 42"
USE = "/settings/mail/use/"


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


def test_what_works_is_used_from_then_on(as_ada, ada, box):
    answer = as_ada.post(USE, _typed(box))

    (arrived,) = box.letters
    assert (arrived.sender, arrived.recipients) == ("ada@example.org", ["ada@example.org"])
    assert answer["Location"] == "/settings/"
    found = queries.sender(ada)
    assert (found.server.host, found.server.password, found.address, found.is_own) == (
        "localhost", SECRET, "ada@example.org", True,
    )  # fmt: skip
    page = as_ada.get("/settings/").text
    assert ("a message is on its way to ada@example.org" in page, "go out through localhost" in page) == (True, True)


def test_a_server_that_says_nothing_is_given_up_soon_and_one_at_a_time_is_tried(as_ada, box, monkeypatch):
    monkeypatch.setattr(actions, "TRIED_FOR", 0.5)
    box.says["DATA"] = [HANGS]

    with actions._alone(now()):
        meanwhile = as_ada.post(USE, _typed(box))
    given_up, after = as_ada.post(USE, _typed(box)), as_ada.post(USE, _typed(box))

    assert (meanwhile.status_code, "Another mail server is being tried" in meanwhile.text) == (422, True)
    assert (given_up.status_code, "may have arrived" in given_up.text) == (422, True)
    assert after["Location"] == "/settings/", "what is over is in nobody's way"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"password": "guessed"}, "does not know this user name and password"),
        ({"secured": "tls"}, "does not speak in the secured way"),
        ({"host": "127.0.0.1"}, "does not prove that it is 127.0.0.1"),
        ({"port": "1"}, "does not answer"),
    ],
)
def test_what_does_not_work_is_said_in_words_and_not_kept(as_ada, box, typed, says):
    answer = as_ada.post(USE, _typed(box, **typed))

    assert (answer.status_code, says in answer.text, "Nothing was kept" in answer.text) == (422, True, True)
    assert 'value="ada"' in answer.text
    assert SECRET not in answer.text
    assert not MailServer.objects.exists()


def test_a_server_that_will_not_write_to_oneself_is_not_used(as_ada, box):
    box.says["RCPT"] = ["550 5.1.1 no such user"]

    assert "550 5.1.1 no such user" in as_ada.post(USE, _typed(box)).text
    assert not MailServer.objects.exists()


def test_what_worked_stays_where_the_new_one_does_not(as_ada, ada, box):
    as_ada.post(USE, _typed(box))
    as_ada.post(USE, _typed(box, port=1))

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
        ({"host": "a" * 64}, "no name that a server can have"),
    ],
)
def test_what_cannot_be_is_refused_in_words(as_ada, box, typed, says):
    answer = as_ada.post(USE, _typed(box, **typed))

    assert (answer.status_code, says in answer.text, box.letters) == (422, True, [])


def test_the_password_is_nowhere_as_it_is(as_ada, ada, box):
    as_ada.post(USE, _typed(box))

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_mailserver")
        assert SECRET not in repr(cursor.fetchall())
    assert SECRET not in as_ada.get("/settings/mail/").text + as_ada.get("/settings/").text
    assert SECRET not in repr(queries.sender(ada))


def test_an_empty_password_stands_for_the_kept_one_and_for_no_other_server(as_ada, ada, box, tmp_path):
    as_ada.post(USE, _typed(box))
    assert as_ada.post(USE, _typed(box, password="")).status_code == 302

    with postbox(certificate=tmp_path / "localhost.pem", users={"ada": SECRET}) as other:
        answer = as_ada.post(USE, _typed(other, password=""))

    assert (answer.status_code, other.letters) == (422, [])
    assert "does not know this user name" in answer.text


def test_with_another_key_the_password_is_asked_for_again(as_ada, ada, box, settings):
    as_ada.post(USE, _typed(box))
    settings.SECRET_KEY = "another-key-0123456789-abcdefghijklmnopqrstuvwxyz"

    assert queries.sender(ada).server.password == ""


def test_it_is_forgotten_with_its_password(as_ada, ada, box):
    as_ada.post(USE, _typed(box))
    as_ada.post("/settings/mail/forget/")

    assert queries.sender(ada) is None
    assert "Nothing goes out yet" in as_ada.get("/settings/").text


def test_another_member_has_none_of_it(as_ada, as_ben, ben, box):
    as_ada.post(USE, _typed(box))

    assert queries.sender(ben) is None
    assert "localhost" not in as_ben.get("/settings/mail/").text


def test_where_others_use_this_bothways_its_own_network_is_out_of_reach(as_ada, box, monkeypatch):
    monkeypatch.setattr(environment(), "public_address", "https://bothways.example.org")

    answer = as_ada.post(USE, _typed(box))

    assert ("own network" in answer.text, box.letters) == (True, [])


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

    as_ada.post(USE, _typed(box, address="ada@hospital.example"))

    assert (box.letters[0].sender, queries.sender(ada).address) == ("ada@hospital.example",) * 2
