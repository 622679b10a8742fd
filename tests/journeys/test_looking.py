"""Looking changes nothing, whoever looks at whatever there is (quality, S10): every row is as it was before."""

from functools import partial

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from bothways.accounts.models import Scope
from bothways.example.actions import begin_example
from bothways.ground.environment import environment
from tests.door import signed_in
from tests.journeys.life import Life, a_life
from tests.journeys.policies import API
from tests.journeys.test_api import NOT_COMPARED
from tests.journeys.walk import NOBODY, addresses, of_life, rows_written, tables
from tests.program import Program, program_of

BY = {
    "its member": lambda ada, cleo, operator: signed_in(ada),
    "another member": lambda ada, cleo, operator: signed_in(cleo),
    "whoever runs it": lambda ada, cleo, operator: signed_in(operator),
    "nobody": lambda *_: Client(),
    "whoever left it open": lambda ada, *_: _left_open(ada),
}
PROGRAMS = {
    "that reads": lambda ada, cleo: program_of(ada, Scope.READ),
    "that writes": lambda ada, cleo: program_of(ada),
    "of another member": lambda ada, cleo: program_of(cleo),
    "of nobody": lambda *_: Program(),
}
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


@pytest.fixture
def wrote():
    """Each statement that writes, to be named where rows differ."""
    found = []

    def hear(execute, sql, params, many, context):
        if sql.startswith(WRITES):
            found.append(sql[:100])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        yield found


def _left_open(member):
    client = Client()
    client.force_login(member)
    return client


def _look(client, life, wrote, *, rows=1):
    """
    At each address as a browser does, as a part of a page, and at its head alone; the statuses that were met.

    `rows`: at how many of each kind. To whom none belongs, one is like the other. Around each it is asked whether a
    row was written, and at the end whether all is as it was.
    """
    met, before, first_of_all = set(), tables(), rows_written()
    for one in addresses():
        first, *others = of_life(one, life)[:rows]
        for look in (
            partial(client.get, first),
            partial(client.get, first, headers={"HX-Request": "true"}),
            partial(client.head, first),
            *(partial(client.get, path) for path in others),
        ):
            met.add(look().status_code)
            assert rows_written() == first_of_all, (look, wrote)
    assert tables() == before
    return met


@pytest.mark.parametrize("who", BY)
def test_looking_at_every_page_changes_nothing(life, ada, cleo, operator, wrote, who):
    client = BY[who](ada, cleo, operator)

    met = _look(client, life, wrote, rows=100 if who == "its member" else 1)

    assert max(met) < 500


@pytest.mark.parametrize("which", PROGRAMS)
def test_a_program_that_looks_changes_nothing_but_when_it_was_there(life, ada, cleo, wrote, which):
    """Of that its token is told once in a while, and of one that nobody has, that it was tried."""
    program = PROGRAMS[which](ada, cleo)
    before = tables(besides=NOT_COMPARED)

    for path in API:
        for row in _rows(path, life):
            wrote.clear()
            assert program.read(row).status_code < 500
            assert program.ask("HEAD", row).status_code < 500
            assert [one for one in wrote if not any(table in one for table in NOT_COMPARED)] == [], row

    assert tables(besides=NOT_COMPARED) == before


def _rows(path, life):
    names = [name for name in life.ids if f"{{{name}}}" in path]
    most = max((len(life.ids[name]) for name in names), default=1)
    ids = [{name: life.ids[name][at % len(life.ids[name])] for name in names} for at in range(most)]
    return [path.format(**one) for one in ids]


def test_looking_at_the_example_life_changes_nothing_but_who_is_signed_in(db, now, today, monkeypatch, wrote):
    """Whoever opens it is its member without being asked: that alone is written down, once a browser."""
    member = begin_example(at=now)
    monkeypatch.setattr(environment(), "demo", True)
    client, before = Client(), tables()
    assert client.get("/story/").status_code == 200
    came = tables()

    met = _look(client, _life_of(member, today), wrote, rows=2)

    assert {name for name, rows in came.items() if rows != before[name]} <= {
        "django_session", "usersessions_usersession", "accounts_member",
    }  # fmt: skip
    assert {200} <= met <= {200, 204, 302, 404, 405, 409}


def _life_of(member, today):
    """Some rows of each kind; of what the example lacks, an id that nobody has."""
    life = Life(member, today)
    kinds = {
        "person_id": "people.Person", "chapter_id": "people.Chapter", "role_id": "people.Role",
        "moment_id": "moments.Moment", "letter_id": "gratitude.Letter", "news_id": "gratitude.News",
        "telling_id": "gratitude.Telling", "promise_id": "rhythm.Promise", "day_id": "people.RememberedDay",
        "import_id": "exchange.Import",
    }  # fmt: skip
    for name, kind in kinds.items():
        life.ids[name] = [*apps.get_model(kind).objects.order_by("pk").values_list("pk", flat=True)[:2]] or [NOBODY]
    return life
