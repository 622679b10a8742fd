"""What was typed outlives what kept it from being saved, in every form: it is there, and one press sends it (R20)."""

from contextlib import contextmanager, nullcontext
from html import unescape

import pytest
from django.db import OperationalError, connection
from django.test import Client

from bothways.people.models import Person
from tests.door import signed_in
from tests.journeys.forms import WORDS, chosen, forms, send
from tests.journeys.life import a_life
from tests.journeys.reading import fields
from tests.journeys.test_forms import undone
from tests.journeys.walk import addresses

PART = {"HX-Request": "true"}
# Nothing is written of what is looked for, of a choice, and of the name of somebody kept already, which leads on
NOT_KEPT = {"street:find", "today:back", "street:write_to_family"}
BY_ITSELF = "gratitude:save"  # as one types: its page has a line of its own for it


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


@contextmanager
def _somebody_else_writes():
    """For longer than anybody waits."""

    def ends(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "acted_on" not in sql:
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ends):
        yield


def _guarded(member):
    """A browser whose page was open since before the last sign-in."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(member).cookies
    return client


def _as_a_server(member):
    """What breaks is answered, and not raised in the test."""
    client = signed_in(member)
    client.raise_request_exception = False
    return client


TROUBLES = {
    "signed out": (403, lambda ada: Client(), nullcontext),
    "an old form": (403, _guarded, nullcontext),
    "the database is busy": (503, _as_a_server, _somebody_else_writes),
}


def _typed_in(life):
    """(name, path, form) of each in which somebody writes words."""
    asked = forms(life)
    for one in addresses():
        form = asked.get(one.name, {})
        if one.name not in NOT_KEPT and any(form.get(field) for field in WORDS):
            yield one.name, one.at(**chosen(one, life)), form


def _lost(answer, form):
    return [field for field in WORDS & {*form} if form[field] and form[field] not in unescape(answer.text)]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_answer_holds_whatever_was_typed(life, ada, trouble):
    status, come, ends = TROUBLES[trouble]
    client, amiss, tried = come(ada), [], 0
    for name, path, form in _typed_in(life):
        with undone(), ends():
            answer = send(client, path, form)
        tried += 1
        if answer.status_code != status or _lost(answer, form):
            amiss.append((name, answer.status_code, _lost(answer, form)))

    assert amiss == []
    assert tried > 20


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_page_that_sent_a_part_of_itself_keeps_its_fields(life, ada, trouble):
    status, come, ends = TROUBLES[trouble]
    client, amiss = come(ada), []
    for name, path, form in _typed_in(life):
        with undone(), ends():
            answer = send(client, path, form, headers=PART)
        stays = answer.headers.get("HX-Retarget") == "#notices" or answer.headers.get("HX-Reswap") == "none"
        if name != BY_ITSELF and (answer.status_code != status or not stays):
            amiss.append((name, answer.status_code, answer.headers.get("HX-Retarget")))

    assert amiss == []


@pytest.mark.parametrize("trouble", TROUBLES)
def test_sent_again_by_that_answer_it_is_taken(life, ada, trouble):
    _, come, ends = TROUBLES[trouble]
    client, back, amiss = come(ada), signed_in(ada), []
    for name, path, form in _typed_in(life):
        with undone():
            with undone(), ends():
                shown = fields(send(client, path, form).text)
            status = send(back, path, {field: shown[field] for field in form if field in shown}).status_code
        if status not in (200, 302):
            amiss.append((name, status))

    assert amiss == []


@pytest.mark.django_db(transaction=True)  # else what broke would break the test's own transaction
@pytest.mark.parametrize("where", ["acted_on", "django_session"])
def test_what_is_done_is_not_unsaid_because_the_day_of_it_cannot_be_noted(ada, where):
    def ends(execute, sql, params, many, context):
        if where in sql and sql.startswith("UPDATE"):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    client = signed_in(ada)
    with connection.execute_wrapper(ends):
        answer = send(client, "/people/keep/", {"name": "Rosa Quispe", "role": "mentor"})

    assert answer.status_code == 302
    assert Person.objects.of(ada).filter(name="Rosa Quispe").exists()
