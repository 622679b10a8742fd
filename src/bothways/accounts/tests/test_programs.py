"""A program comes in by a token: made by whoever shows who they are, kept as a digest, ended at once."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from tests.door import signed_in

from bothways.accounts import actions, programs
from bothways.accounts.alarms import Change, tell_of_it
from bothways.accounts.limits import TooOften
from bothways.accounts.models import MailServer, Scope, Token
from bothways.accounts.rules import MOST
from bothways.accounts.tests.conftest import NOON
from bothways.ground.records import new_id

PASSWORD = "careful hands can be taught"
pytestmark = pytest.mark.usefixtures("clock")
HERE = {"token": "192.0.2.1"}


def _made(member, scope=Scope.WRITE, name="Calendar", token_id=None):
    return programs.make_token(member, token_id=token_id or new_id(), name=name, scope=scope, at=NOON)


def _form(**more):
    return {"id": str(new_id()), "name": "My calendar", "scope": "read", **more}


def _shown_on(page):
    return re.search(r"bw_[\w-]{43}", page.text)[0]


def test_a_token_is_shown_once_and_opens_for_its_member(ada):
    browser = signed_in(ada)

    made = browser.post("/settings/programs/make/", _form())
    secret = _shown_on(made)

    token = programs.whose_token(secret, tries=HERE, at=NOON)
    assert (token.member, token.name, token.scope) == (ada, "My calendar", "read")
    assert made["Cache-Control"] == "no-store"
    assert secret not in browser.get("/settings/programs/").text
    assert "My calendar" in browser.get("/settings/programs/").text


def test_the_database_holds_nothing_that_opens(ada):
    secret = _made(ada)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_token")
        kept = repr(cursor.fetchall())
    assert secret not in kept
    assert secret.removeprefix("bw_") not in kept
    assert sha256(secret.encode()).hexdigest() in kept


def test_no_two_tokens_are_alike_and_each_has_256_bits_of_chance(ada):
    made = {_made(ada) for _ in range(programs.MOST_TOKENS)}

    assert len(made) == programs.MOST_TOKENS
    assert {len(one) for one in made} == {len("bw_") + 43}


def test_a_page_left_open_is_not_enough_to_make_one(ada, clock):
    actions.choose_password(ada, PASSWORD)
    browser = signed_in(ada)
    clock.shift(timedelta(minutes=11))

    assert browser.get("/settings/programs/new/")["Location"].startswith("/settings/confirm/")
    assert browser.post("/settings/programs/make/", _form())["Location"].startswith("/settings/confirm/")
    assert not Token.objects.exists()


def test_ended_it_opens_nothing_any_more(ada):
    secret, browser = _made(ada), signed_in(ada)
    [one] = programs.programs(ada)

    browser.post("/settings/programs/end/", {"token": str(one.id)})

    with pytest.raises(programs.NoSuchToken):
        programs.whose_token(secret, tries=HERE, at=NOON)


def test_adas_are_out_of_reach_for_cleo(ada, as_cleo):
    token_id = new_id()
    _made(ada, token_id=token_id)

    assert as_cleo.post("/settings/programs/end/", {"token": str(token_id)}).status_code == 404
    theirs = as_cleo.post("/settings/programs/make/", _form(id=str(token_id)))

    assert Token.objects.get(pk=token_id).member == ada
    assert programs.whose_token(_shown_on(theirs), tries=HERE, at=NOON).member != ada
    assert "Calendar</b>" not in as_cleo.get("/settings/programs/").text


@pytest.mark.parametrize("form", [{"name": ""}, {"name": "a" * 61}, {"scope": "all"}, {"scope": ""}, {"id": "1"}])
def test_what_is_wrong_is_said_beside_what_was_typed(ada, form):
    answer = signed_in(ada).post("/settings/programs/make/", _form(**form))

    assert answer.status_code == 422
    assert "bw_" not in answer.text
    assert form.get("name", "My calendar") in answer.text
    assert not Token.objects.exists()


def test_after_a_double_click_what_is_on_the_screen_opens_and_there_is_one(ada):
    browser, form = signed_in(ada), _form()

    first = _shown_on(browser.post("/settings/programs/make/", form))
    second = _shown_on(browser.post("/settings/programs/make/", form))

    assert programs.whose_token(second, tries=HERE, at=NOON).member == ada
    assert Token.objects.count() == 1
    with pytest.raises(programs.NoSuchToken):
        programs.whose_token(first, tries=HERE, at=NOON)


def test_one_that_a_program_has_come_in_by_is_not_drawn_anew(ada):
    browser, form = signed_in(ada), _form()
    secret = _shown_on(browser.post("/settings/programs/make/", form))
    programs.note_use(Token.objects.get(), at=NOON)

    again = browser.post("/settings/programs/make/", form)

    assert again.status_code == 409
    assert "Make another one" in again.text
    assert programs.whose_token(secret, tries=HERE, at=NOON).member == ada


def test_twenty_are_the_most(ada):
    for _ in range(programs.MOST_TOKENS):
        _made(ada)

    refused = signed_in(ada).post("/settings/programs/make/", _form())

    assert refused.status_code == 409
    assert "20 tokens are the most" in refused.text
    assert Token.objects.count() == programs.MOST_TOKENS


@pytest.mark.parametrize("secret", ["", "bw_", "bw_" + "a" * 43, "\ud800", "a" * 10_000, "\x00"])
def test_wrong_and_missing_are_the_same_answer(ada, secret):
    _made(ada)

    with pytest.raises(programs.NoSuchToken, match="Make one in the settings"):
        programs.whose_token(secret, tries=HERE, at=NOON)


def test_what_opens_nothing_is_counted_by_where_it_comes_from(ada):
    secret = _made(ada)
    for number in range(MOST["token"]):
        with pytest.raises(programs.NoSuchToken):
            programs.whose_token(f"bw_{number}", tries=HERE, at=NOON)

    with pytest.raises(TooOften, match="came from here too often") as refused:
        programs.whose_token("bw_again", tries=HERE, at=NOON)

    assert refused.value.until == NOON + timedelta(hours=1)
    assert programs.whose_token(secret, tries=HERE, at=NOON).member == ada
    with pytest.raises(programs.NoSuchToken):
        programs.whose_token("bw_again", tries={"token": "192.0.2.2"}, at=NOON)
    with pytest.raises(programs.NoSuchToken):
        programs.whose_token("", tries=HERE, at=NOON)


def test_use_is_noted_every_ten_minutes_at_most(ada, django_assert_num_queries):
    secret = _made(ada)

    def used(minutes):
        at = NOON + timedelta(minutes=minutes)
        programs.note_use(programs.whose_token(secret, tries=HERE, at=at), at=at)
        return Token.objects.get().used_at

    assert [used(minutes) - NOON for minutes in (0, 9, 10)] == [timedelta(minutes=m) for m in (0, 0, 10)]
    token = Token.objects.get()
    with django_assert_num_queries(0):
        programs.note_use(token, at=NOON + timedelta(minutes=11))


def test_the_member_is_told_by_mail(ada, django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult

    server = {"host": "localhost", "port": 25, "secured": "none", "tested_at": NOON}
    MailServer.objects.create(member=ada, address="ada@example.org", **server)

    with django_capture_on_commit_callbacks(execute=True):
        _made(ada)

    [job] = DBTaskResult.objects.filter(task_path=tell_of_it.module_path)
    assert job.args_kwargs["args"][1] == Change.TOKEN_MADE


def test_with_another_password_they_stay_and_it_is_said(ada):
    actions.choose_password(ada, PASSWORD)
    secret, browser = _made(ada), Client()
    browser.post("/sign-in/", {"email": "ada@example.org", "password": PASSWORD})

    page = browser.post("/settings/password/", {"password": "another one that is long"}, follow=True)

    assert "Programs to which you gave a token keep it" in page.text
    assert programs.whose_token(secret, tries=HERE, at=NOON).member == ada


def test_code_in_its_name_is_code_on_no_page(ada):
    _made(ada, name="<img src=x>")

    assert "&lt;img src=x&gt;" in signed_in(ada).get("/settings/programs/").text
