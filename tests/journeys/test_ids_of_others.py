"""The ids of another's rows are nobody's, in whatever a form, an address or a program may name (S3)."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from bothways.ground.environment import environment
from tests.journeys import api, forms
from tests.journeys.life import a_life
from tests.journeys.others import NOT_COMPARED, another, nobodys, plain
from tests.journeys.policies import POLICIES
from tests.journeys.test_forms import undone
from tests.journeys.walk import addresses, tables
from tests.program import program_of

ALL = [one for one in addresses() if one.name != "accounts:sign_out"]
BY_ROOM = sorted({one.name.split(":")[0] for one in ALL})
WHOM_FOR = "whose"  # the member whom the page was for: asked before any view is
BY_NUMBER = {"session", "passkey", "credential"}  # rows that are not of ours to give ids to
NAMES_A_ROW = re.compile(r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DOCUMENT = json.loads((Path(__file__).parents[2] / "docs/openapi.json").read_text())

pytestmark = pytest.mark.skipif(bool(environment().database_url), reason="on SQLite only: it takes a minute")


@pytest.fixture
def other(cleo, today):
    return another(cleo, today)


@pytest.fixture
def life(other, ada, today):
    """After the other's, so that whatever is there before is theirs."""
    return a_life(ada, today)


@pytest.fixture
def fields_read(monkeypatch):
    """The names of all fields that are looked for in what was sent, whether it has them or not."""
    found, one, several = set(), QueryDict.__getitem__, QueryDict._getlist

    def hear(self, name, *how, real, **more):
        found.update([name] if isinstance(name, str) else [])
        return real(self, name, *how, **more)

    monkeypatch.setattr(QueryDict, "__getitem__", lambda *asked: hear(*asked, real=one))
    monkeypatch.setattr(QueryDict, "_getlist", lambda *asked, **more: hear(*asked, real=several, **more))
    return found


def _tried(typed, names):
    """What is sent with a row named: in each field that may name one, and in each that is called after one."""
    for name in sorted(names - forms.WORDS - {WHOM_FOR}):
        if name in BY_NUMBER or NAMES_A_ROW.fullmatch(str(typed.get(name, ""))):
            yield name, lambda row, name=name: {**typed, name: row}
    for name in typed:
        if found := re.search(r"[0-9a-f-]{36}", name):
            kept = {one: said for one, said in typed.items() if one != name}
            yield name, lambda row, name=name, had=found[0], kept=kept: {**kept, name.replace(had, row): typed[name]}


@pytest.mark.parametrize("room", BY_ROOM)
def test_the_id_of_a_row_of_anothers_is_nobodys_in_every_field(life, other, as_ada, fields_read, room):
    asked, before, amiss = forms.forms(life), tables(besides=NOT_COMPARED), []
    for one in (one for one in ALL if one.name.startswith(f"{room}:")):
        path = one.at(**forms.chosen(one, life))
        for way in POLICIES[one.name][1] - {"HEAD"}:
            typed = asked.get(one.name, {}) if way == "POST" else {}
            fields_read.clear()
            with undone():
                _answered(as_ada, way, path, typed)
            for name, sent in _tried(typed, {*fields_read, *typed}):
                of_nobody = {}
                rows = [row for row in other.each if name in BY_NUMBER or not row.isdigit()]
                for row in (*{*map(nobodys, rows)}, *rows):
                    with undone():
                        status, text = _told(as_ada, way, f"{path}?{urlencode({name: row})}", sent(row))
                        reached = other.reached(before, row if name == "id" else "") if way == "POST" else []
                    told, read = (status, _shown(name, text, row)), other.read_in(text, row)
                    if told != of_nobody.setdefault(nobodys(row), told) or reached or read:
                        amiss.append((one.name, way, name, row, status, reached, read))

    assert amiss == []


def _shown(field, text, row):
    """Of an id that is offered for a new row, more is said in `test_ids`: where it is taken, another one is drawn."""
    return "" if field == "id" else plain(text, row)


def _told(client, way, path, sent):
    """By the answer, and by the page that it leads to."""
    answer = _answered(client, way, path, sent)
    shown = client.get(answer["Location"]).text if answer.status_code == 302 else ""
    return answer.status_code, answer.text + shown


def _answered(client, way, path, sent):
    client.cookies.pop("messages", None)  # which no database takes back
    return forms.send(client, path, sent) if way == "POST" else client.get(path)


def _ids_of(schema, at=()):
    """Where in what a program sends the id of a row may stand, as the document says."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if schema.get("format") == "uuid":
        yield at
    for one in schema.get("anyOf", []):
        yield from _ids_of(one, at)
    for name, one in schema.get("properties", {}).items():
        yield from _ids_of(one, (*at, name))
    if "items" in schema:
        yield from _ids_of(schema["items"], (*at, 0))


def _named_by_programs():
    """(name of the operation, place in what is sent)"""
    for ways in DOCUMENT["paths"].values():
        for one in ways.values():
            sent = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            yield from ((one["operationId"], at) for at in sorted(set(_ids_of(sent)), key=str))


def _with(sent, at, row):
    """The same with a row named at this place."""
    if not at:
        return row
    if at[0] == 0:
        return [_with(sent[0] if sent else {}, at[1:], row)]
    return {**sent, at[0]: _with(sent.get(at[0]), at[1:], row)}


def test_the_id_of_a_row_of_anothers_is_nobodys_wherever_a_program_may_name_one(life, other, ada):
    named, sent, program = list(_named_by_programs()), api.well(life), program_of(ada)
    known = {one.name: one for one in api.operations()}
    before, amiss = tables(besides=NOT_COMPARED), []
    for name, at in named:
        path, of_nobody = known[name].at(**api.chosen(known[name], life)), []
        rows = [row for row in other.each if not row.isdigit()]
        for row in (nobodys(rows[0]), *rows):
            with undone():
                answer = program.ask(known[name].method, path, _with(sent[name], at, row))
                reached = other.reached(before, row if at == ("id",) else "")
            text = answer.text
            told, read = (answer.status_code, _shown(at[-1], text, row)), other.read_in(text, row)
            of_nobody = of_nobody or told
            if told != of_nobody or reached or read:
                amiss.append((name, at, row, answer.status_code, reached, read))

    assert len(named) > 10
    assert amiss == []
