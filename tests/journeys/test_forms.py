"""What holds for every form: sent twice it acts once, what it did not ask for is ignored, and nothing breaks it."""

from contextlib import contextmanager
from uuid import UUID
from wsgiref.util import setup_testing_defaults

import pytest
from django.apps import apps
from django.db import transaction

from bothways.config.wsgi import application
from bothways.gratitude.models import News, Part
from bothways.moments.models import Moment
from bothways.people.models import Address, Chapter, Person
from tests.journeys.forms import BY_ITSELF, WORDS, chosen, forms, send
from tests.journeys.life import a_life
from tests.journeys.policies import OPEN_TO_ALL
from tests.journeys.walk import addresses, of_life, tables

NOT_COMPARED = ("django_session",)
MARK = UUID("01970bad-0bad-7bad-8bad-0bad0bad0bad")
NASTY = {
    "nothing": "",
    "a zero byte": "a\x00b",
    "half a letter": "\ud800",
    "broken bytes": b"\xc0\xae\xff",
    "turned about": "\u202egnp.exe",
    "not to be seen": "\u200b\u200d\u2060",
    "code": "<b>O'Brien</b> & {{ 7 * 7 }} %s",
    "Null": "Null",
    "three hundred letters": "ä" * 300,
    "a million letters": "a" * 1_000_000,
    "from right to left": "محمد بن راشد",
    "families": "👨‍👩‍👧‍👦" * 60,
    "Zalgo": "Z" + "\u0335\u0321" * 3000,
    "two lines with a field": "Bell\r\nBcc: eve@example.org",
    "a great number": str(2**63),
    "a small number": "-1",
    "no number": "1e3",
    "other digits": "٢٠٢٠",
}


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


@contextmanager
def undone():
    """Whatever happens here has not happened."""
    with transaction.atomic():
        mark = transaction.savepoint()
        yield
        transaction.set_rollback(False)  # a fault in the midst of it is undone by the mark as well
        transaction.savepoint_rollback(mark)


def _sendable(life):
    asked = forms(life)
    return [(one.name, one.at(**chosen(one, life)), asked[one.name]) for one in addresses() if one.name in asked]


def test_every_form_is_filled_in_here(life, as_ada):
    asked_for = [one for one in addresses() if one.name not in OPEN_TO_ALL | BY_ITSELF | {"accounts:sign_out"}]

    with undone():
        sendable = {one.name for one in asked_for if as_ada.post(of_life(one, life)[0]).status_code != 405}

    assert sendable <= set(forms(life))


def test_every_form_filled_in_well_is_taken(life, as_ada):
    answers = {}
    for name, path, typed in _sendable(life):
        with undone():
            answers[name] = send(as_ada, path, typed).status_code

    assert {name: status for name, status in answers.items() if status not in (200, 302)} == {}


def test_whatever_a_form_wrote_is_found_by_its_words(life, as_ada):
    unfound = []
    for name, path, typed in _sendable(life):
        with undone():
            send(as_ada, path, typed)
            unfound += [(name, str(row)) for model in SOUGHT for row in model.objects.all() if not _is_in_step(row)]

    assert {Moment, Person, Part, News, Chapter, Address} == set(SOUGHT)
    assert unfound == []


SOUGHT = [model for model in apps.get_models() if hasattr(model, "sought")]


def _is_in_step(row):
    kept = row.sought
    return kept == row._meta.get_field("sought").pre_save(row, add=False)


def test_a_form_sent_twice_acts_once(life, as_ada):
    twice = []
    for name, path, typed in _sendable(life):
        with undone():
            send(as_ada, path, typed)
            once = {table: len(rows) for table, rows in tables(besides=NOT_COMPARED).items()}
            again = send(as_ada, path, typed)
            after = {table: len(rows) for table, rows in tables(besides=NOT_COMPARED).items()}
            if once != after or again.status_code >= 500:
                twice.append((name, again.status_code, {t: n for t, n in after.items() if n != once[t]}))

    assert twice == []


def test_what_a_form_did_not_ask_for_is_ignored(life, as_ada, cleo):
    marks = (str(cleo.pk), cleo.pk.hex, str(MARK), MARK.hex, "smuggled")
    smuggled = dict.fromkeys(["member", "member_id", "owner", "user"], cleo.pk)
    smuggled |= dict.fromkeys(["import_id", "person_id", "moment_id", "thanked_by", "told_by"], MARK)
    smuggled |= dict.fromkeys(["source", "source_key", "folded", "is_staff", "is_superuser", "created_at"], "smuggled")
    before = _marked(marks)

    kept = []
    for name, path, typed in _sendable(life):
        with undone():
            send(as_ada, path, {**smuggled, **typed})
            if _marked(marks) != before:
                kept.append(name)

    assert kept == []


def _marked(marks):
    return [row for rows in tables(besides=NOT_COMPARED).values() for row in rows if any(mark in row for mark in marks)]


@pytest.mark.parametrize("kinds", [list(NASTY)[at::4] for at in range(4)], ids=str)
def test_nothing_that_is_typed_breaks_a_form(life, as_ada, kinds):
    broken = [
        (name, kind, status)
        for name, path, well in _sendable(life)
        for kind in kinds
        for form in _with(NASTY[kind], well)
        if (status := _answer(as_ada, path, form)) >= 500
    ]

    assert broken == []


def _with(typed, well):
    """In all that is free to say, and in all else: the rest as it should be, so that both are read."""
    yield {field: typed if field in WORDS else value for field, value in well.items()}
    yield {field: value if field in WORDS else typed for field, value in well.items()}


def _answer(client, path, form):
    with undone():
        return send(client, path, form).status_code


def test_more_fields_than_a_form_can_have_are_refused_in_words(life, as_ada):
    answer = send(as_ada, "/chapters/begin/", {f"field{number}": "x" for number in range(1500)})

    assert answer.status_code in (400, 413)
    assert "more than one page can take" in answer.text or "could not be read" in answer.text


def test_a_form_from_before_the_last_sign_in_keeps_the_text(ada, client):
    from django.test import Client

    careful = Client(enforce_csrf_checks=True)
    careful.force_login(ada)

    answer = careful.post("/people/keep/", {"name": "Rosa Quispe", "csrfmiddlewaretoken": "old"})

    assert answer.status_code == 403
    assert "Rosa Quispe" in answer.text
    assert "Send it again" in answer.text


def test_the_same_field_twice_is_the_last_of_it(as_ada):
    answer = as_ada.post(
        "/people/keep/", "name=Rosa&name=Grace&role=mentor", content_type="application/x-www-form-urlencoded"
    )

    assert "Grace" in as_ada.get(answer["Location"]).text


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary*=nope''x", "text/plain; x*=nope''y"])
def test_a_form_in_a_charset_that_nobody_knows_is_refused_in_words(ada, kind):
    sent = {"REQUEST_METHOD": "POST", "PATH_INFO": "/sign-in/", "CONTENT_TYPE": kind, "HTTP_ACCEPT_LANGUAGE": "es"}
    setup_testing_defaults(sent)
    statuses = []

    page = b"".join(application(sent, lambda status, _: statuses.append(status))).decode()

    assert statuses == ["400 Bad Request"]
    assert "El navegador envió algo que no se pudo leer." in page
