"""At the API's door: who comes in, what is read as JSON, and that whatever is the matter is one sentence."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError
from tests.program import API, Program, program_of

from bothways.accounts import programs
from bothways.accounts.models import Member, Scope, Token
from bothways.accounts.rules import MOST
from bothways.accounts.tests.conftest import NOON
from bothways.ground.clock import now
from bothways.people.models import Person

NOT_JSON = {
    "nothing": b"{",
    "no number": b'{"name": NaN}',
    "endless": b'{"minutes": -Infinity}',
    "deep": b"[" * 100_000,
    "deep in deep": b'{"a":' * 100_000,
    "of five thousand digits": b'{"minutes": ' + b"9" * 5000 + b"}",
    "one thing twice": b'{"name": "Rosa", "name": "Eve"}',
    "one thing twice within": b'{"name": "Rosa", "emails": [{"a": 1, "a": 1}]}',
    "half of a sign": b'{"name": "\\ud800"}',
    "in no UTF-8": b'{"name": "\xff\xfe"}',
    "in UTF-16": '{"name": "Rosa"}'.encode("utf-16"),
}


@pytest.fixture
def program(ada):
    return program_of(ada)


def _sentence(answer, status):
    """Its one sentence; with nothing that only a programmer reads, and nothing that is kept."""
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"].startswith("application/json")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    said = answer.json()["detail"]
    assert isinstance(said, str)
    assert said.endswith((".", "…", "?"))
    assert "Traceback" not in said
    return said


def test_missing_wrong_and_ended_tokens_get_the_same_answer(ada):
    ended = program_of(ada)
    Token.objects.all().delete()

    answers = [one.read("people") for one in (Program(), Program("bw_wrong"), Program("\u00ff"), ended)]

    assert {(one.status_code, one.content, one["WWW-Authenticate"]) for one in answers} == {
        (401, answers[0].content, "Bearer")
    }
    assert "under Programs" in _sentence(answers[0], 401)


def test_ended_it_opens_nothing_on_the_next_request(ada, program):
    assert program.read("people").status_code == 200

    programs.end_token(ada, Token.objects.get().pk)

    assert program.read("people").status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Basic {}", "{}", "Token {}", "Bearer  {} x"])
def test_a_token_is_shown_in_one_way(ada, header):
    secret = programs.make_token(ada, token_id=Token().pk, name="A", scope=Scope.READ, at=NOON)

    assert Program().read("people", headers={"Authorization": header.format(secret)}).status_code == 401
    assert Program().read("people", headers={"Authorization": f"bearer {secret}"}).status_code == 200


def test_a_session_opens_nothing_here_and_a_token_no_page(as_ada, program):
    assert as_ada.get(f"{API}people").status_code == 401
    assert program.get("/people/")["Location"].startswith("/sign-in/")


def test_one_that_only_reads_changes_nothing(ada, lin):
    program = program_of(ada, Scope.READ)

    assert program.read(f"people/{lin.pk}").json()["name"] == "Lin Okafor"
    for method, path in (("POST", "people"), ("DELETE", f"people/{lin.pk}"), ("PATCH", f"people/{lin.pk}")):
        answer = program.write(path, {"name": "Somebody"}, method)
        assert "only reads" in _sentence(answer, 401)
        assert "insufficient_scope" in answer["WWW-Authenticate"]
    assert [one.name for one in Person.objects.all()] == ["Lin Okafor"]


def test_wrong_tokens_are_counted_by_where_they_come_from(ada, program):
    with time_machine.travel(NOON, tick=False):
        wrong = [Program(f"bw_{number}").read("people").status_code for number in range(MOST["token"])]
        refused = Program("bw_again").read("people")

        assert set(wrong) == {401}
        assert "too often" in _sentence(refused, 429)
        assert refused["Retry-After"] == "3601"
        assert program.read("people").status_code == 200
        assert Program("bw_again").read("people", REMOTE_ADDR="192.0.2.7").status_code == 401


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=list(NOT_JSON))
def test_what_is_no_json_is_refused(program, body):
    assert "is to be JSON" in _sentence(program.write("people", body), 400)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "body", [b'{"name": 1e999}', b"[]", b'"Rosa"', b"1", b"null", b'{"name": {"a": 1}}', b'{"nam": ""}']
)
def test_what_is_of_another_shape_is_told_by_its_field(program, body):
    said = _sentence(program.write("people", body), 422)

    assert "name" in said or said.startswith("This is")
    assert not Person.objects.exists()


@pytest.mark.parametrize("typed", ["a\\u0000b", "\\ud83c\\udf3b Rosa", "\\u202eRosa", "Rosa\\r\\nBcc: eve@example.org"])
def test_what_cannot_be_seen_is_cleaned_away_or_refused(program, typed):
    answer = program.write("people", b'{"name": "' + typed.encode() + b'"}')

    assert answer.status_code in {201, 422}, answer.content
    assert not any(sign in one.name for one in Person.objects.all() for sign in "\0\u202e\r\n")


def test_more_than_a_megabyte_is_refused_before_it_is_read(program):
    assert "1 MB" in _sentence(program.write("people", b" " * (1024**2 + 1)), 413)
    assert program.write("people", b'{"name": "Rosa"}' + b" " * 1_000_000).status_code == 201


def test_what_comes_in_chunks_is_not_taken_for_nothing(program):
    answer = program.ask("POST", "people", {"name": "Rosa"}, headers={"Transfer-Encoding": "chunked"})

    assert "Content-Length" in _sentence(answer, 411)


def test_more_behind_the_question_mark_than_can_be_read_is_refused(program):
    asked = "&".join(f"a{number}=1" for number in range(1500))

    assert _sentence(program.read(f"people?{asked}"), 400)


@pytest.mark.parametrize("path", ["", "nowhere", "people/", "people/x/y/z", "%00", "../../people/"])
def test_an_address_that_is_none_is_said_as_json(program, path):
    assert _sentence(program.read(path), 404)


def test_a_way_that_an_address_does_not_have_is_said_with_those_it_has(program):
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PURGE"):
        answer = program.ask(method, "people")
        assert _sentence(answer, 405)
        assert answer["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=501", f"limit={10**30}", "limit=-1", "limit=a", "limit=", "limit=1e3"]
)
def test_a_list_has_its_bounds(program, asked):
    assert "“limit”" in _sentence(program.read(f"people?{asked}"), 422)
    assert "“offset”" in _sentence(
        program.read(f"people?{asked.replace('limit', 'offset').replace('=0', '=-1').replace('501', '1000001')}"), 422
    )


def test_the_head_of_an_answer_is_that_of_the_whole(program, lin):
    whole, head = program.read("people"), program.ask("HEAD", "people")

    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(whole.content))


def test_it_speaks_the_language_of_the_member_and_before_that_of_the_program(ada, program):
    ada.language = "es"
    ada.save()

    assert "no hay nada suyo" in program.read(f"people/{ada.pk}").json()["detail"]
    assert "hace falta un token" in Program().read("people", headers={"Accept-Language": "es-PE"}).json()["detail"]


def test_reading_changes_nothing_but_when_the_token_was_used(ada, program, lin):
    from tests.journeys.walk import tables

    with time_machine.travel(NOON, tick=False) as clock:
        program.read("people")
        clock.shift(timedelta(minutes=9))
        before = tables()
        for path in ("people", "moments", "letters", "news", "promises", "chapters", "rhythms", "today"):
            assert program.read(path).status_code == 200
        assert tables() == before


def test_writing_is_a_deed_and_looking_is_none(ada, program):
    program.read("people")
    assert Member.objects.get().acted_on is None

    program.write("people", {"name": "Rosa"})

    assert Member.objects.get().acted_on == now().date()


def test_a_database_that_does_not_answer_is_said_to_be_one(program, monkeypatch):
    def stopped(*_):
        raise OperationalError("unable to open database file")

    monkeypatch.setattr("bothways.people.queries.people", stopped)

    assert "database did not answer" in _sentence(program.read("people"), 503)


def test_a_fault_of_ours_is_said_without_its_words(program, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("Grace Hill")

    monkeypatch.setattr("bothways.people.queries.people", broken)

    assert "Grace" not in _sentence(program.read("people"), 500)
    assert "broken: /api/v1/people" in caplog.text


def test_the_document_is_open_to_all_and_names_no_member(ada, lin):
    answer = Program().read("openapi.json")

    assert answer.status_code == 200
    assert json.loads(answer.content)["openapi"].startswith("3.1")
    assert not answer.cookies
    assert "Lin" not in answer.text


def test_a_host_that_nobody_named_is_refused_in_json(program, settings):
    settings.ALLOWED_HOSTS = ["localhost"]

    assert "BOTHWAYS_HOSTS" in _sentence(program.read("people", headers={"Host": "evil.example"}), 400)
