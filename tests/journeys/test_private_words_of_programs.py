"""No word that a program or a page sends stands in a log, also where it is refused, or breaks on the way (S17)."""

import json

import pytest

from bothways.accounts.models import Scope
from tests.door import signed_in
from tests.journeys import canary
from tests.journeys.api import chosen, operations, well
from tests.journeys.canary import CANARY, breaking_where_it_writes
from tests.journeys.forms import WORDS, forms, send
from tests.journeys.forms import chosen as chosen_of_a_form
from tests.journeys.life import a_life
from tests.journeys.test_forms import undone
from tests.journeys.walk import addresses
from tests.program import Program, program_of

told = canary.told
FREE = (WORDS | {"text"}) - {"emails", "to"}
CHANGES = [one for one in operations() if one.method not in {"GET", "HEAD"}]


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


def _in_words(body, name=""):
    """The same with the one word wherever somebody can say something in their own."""
    if isinstance(body, dict):
        return {key: _in_words(value, key) for key, value in body.items()}
    if isinstance(body, list):
        return [_in_words(one, name) for one in body]
    return CANARY if name in FREE and isinstance(body, str) else body


def _everywhere(body):
    return dict.fromkeys(body or (), CANARY) | {CANARY: CANARY}


def _refused(body):
    """Ways in which it is not taken."""
    yield json.dumps(_everywhere(body)).encode()
    yield json.dumps({CANARY: {CANARY: [CANARY]}}).encode()
    yield f'{{"name": "{CANARY}'.encode()
    yield f'{{"{CANARY}": 1, "{CANARY}": 2}}'.encode()
    yield f'["{CANARY}"]'.encode()
    yield CANARY.encode() + b"\xff\xfe"


def test_what_is_refused_of_a_program_is_told_to_nobody_else(ada, life, told):
    writes, reads, statuses, moved = program_of(ada), program_of(ada, Scope.READ), set(), []
    for one in CHANGES:
        path, body = one.at(**chosen(one, life)), well(life)[one.name]
        for sent in _refused(body) if body is not None else ():
            for program in (writes, reads, Program(CANARY)):
                with undone():
                    answer = program.ask(one.method, path, sent)
                statuses.add(answer.status_code)
                moved += [(one.name, name) for name, value in answer.headers.items() if CANARY in value]
        writes.ask(one.method, f"{path}/{CANARY}?{CANARY}={CANARY}", body)

    assert statuses == {400, 401, 422}
    assert moved == []
    assert CANARY not in told.getvalue()


def test_a_fault_in_the_middle_of_what_a_program_sends_repeats_none_of_it(ada, life, told):
    program, broke, repeated = program_of(ada), set(), []
    for one in CHANGES:
        path, sent = one.at(**chosen(one, life)), _in_words(well(life)[one.name])
        with undone(), breaking_where_it_writes():
            answer = program.ask(one.method, path, sent)
        if answer.status_code == 500:  # what is refused before may be named to whoever sent it
            broke.add(one.name)
            repeated += [one.name for _ in range(CANARY in answer.text or CANARY in str(answer.headers))]

    assert repeated == []
    assert {one.name for one in CHANGES} - broke <= {"letters_check_again", "letters_send"}, "it writes, and goes well"
    assert told.getvalue().count("django.db.utils.DataError") >= len(broke)
    assert CANARY not in told.getvalue()


def test_a_fault_in_the_middle_of_a_form_is_told_without_what_was_typed(ada, life, told):
    client, asked, broke = signed_in(ada), forms(life), set()
    client.raise_request_exception = False
    for one in addresses():
        if one.name not in asked:
            continue
        typed = {field: CANARY if field in WORDS else value for field, value in asked[one.name].items()}
        with undone(), breaking_where_it_writes():
            answer = send(client, one.at(**chosen_of_a_form(one, life)), typed)
        broke |= {one.name} if answer.status_code == 500 else set()
        assert CANARY not in str(answer.headers)

    assert len(broke) > 50, "nothing breaks where it writes"
    assert CANARY not in told.getvalue()
