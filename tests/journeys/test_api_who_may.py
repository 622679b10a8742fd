"""
Every address of the API by every way (quality, S2, S3, S10): asked by nobody, by a program that only reads, by its
member, by another member, and by whoever runs it.
"""

from collections import defaultdict

import pytest

from bothways.accounts.models import Scope
from tests.journeys.api import Operation, chosen, operations, well
from tests.journeys.life import a_life
from tests.journeys.policies import API
from tests.journeys.test_api import NEEDS_A_MAIL_SERVER, NOT_COMPARED
from tests.journeys.test_forms import undone
from tests.journeys.walk import NOBODY, tables
from tests.program import Program, program_of

WAYS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
READING = {"GET", "HEAD"}
EACH = [Operation("", way, path) for path in API for way in WAYS]


@pytest.fixture
def life(ada, today):
    return a_life(ada, today)


@pytest.fixture
def others(cleo, operator):
    return {"another member": program_of(cleo), "whoever runs it": program_of(operator)}


def _goes(one):
    return one.method in API[one.path].split() or (one.method == "HEAD" and "GET" in API[one.path])


def _named(one):
    """The operation, or whatever else stands at its address: what rows it asks for does not depend on the way."""
    there = [found for found in operations() if found.path == one.path]
    return next((found for found in there if found.method == one.method), there[0])


def _asked(program, one, life, path):
    return program.ask(one.method, path, well(life).get(_named(one).name))


def _seen(answer, path):
    headers = tuple(sorted(answer.headers.items()))
    return answer.status_code, answer.content.replace(path.encode(), b""), headers


def test_every_address_says_its_ways_and_none_is_said_that_is_not():
    there = defaultdict(set)
    for one in operations():
        there[one.path].add(one.method)

    assert {path: set(ways.split()) for path, ways in API.items()} == dict(there)


def test_nobody_gets_in_by_any_way(life):
    before = tables(besides=NOT_COMPARED)

    let_in = {
        (one.path, one.method, status)
        for one in EACH
        if (status := _asked(Program(), one, life, one.at(**chosen(_named(one), life))).status_code) != 401
    }

    assert let_in == set()
    assert tables(besides=NOT_COMPARED) == before


def test_its_member_gets_in_by_the_ways_it_says_and_by_no_other(ada, life):
    program, amiss = program_of(ada), []
    for one in EACH:
        path = one.at(**chosen(_named(one), life))
        with undone():
            status = _asked(program, one, life, path).status_code
        taken = {200, 201, 204} | ({409, 422} if _named(one).name in NEEDS_A_MAIL_SERVER else set())
        if status not in (taken if _goes(one) else {405}):
            amiss.append((one.path, one.method, status))

    assert amiss == []


def test_a_program_that_only_reads_changes_nothing_by_any_way(ada, life):
    program, amiss, before = program_of(ada, Scope.READ), [], tables(besides=NOT_COMPARED)
    for one in EACH:
        status = _asked(program, one, life, one.at(**chosen(_named(one), life))).status_code
        wanted = 401 if one.method not in READING else 200 if _goes(one) else 405
        if status != wanted:
            amiss.append((one.path, one.method, status))

    assert amiss == []
    assert tables(besides=NOT_COMPARED) == before


def test_what_is_a_members_is_for_all_others_as_if_there_were_none(life, others):
    before, amiss = tables(besides=NOT_COMPARED), []
    for one in (one for one in EACH if one.ids):
        theirs, missing = one.at(**chosen(_named(one), life)), one.at(**dict.fromkeys(one.ids, NOBODY))
        for who, program in others.items():
            answers = [_seen(_asked(program, one, life, path), path) for path in (theirs, missing)]
            if answers[0] != answers[1] or answers[0][0] != (404 if _goes(one) else 405):
                amiss.append((who, one.path, one.method, [status for status, *_ in answers]))

    assert amiss == []
    after = tables(besides=NOT_COMPARED)
    assert {name for name, rows in before.items() if set(rows) - set(after[name])} <= {"accounts_member"}


def test_nobody_else_finds_what_is_a_members_in_any_list(life, others):
    found = [
        (who, path)
        for who, program in others.items()
        for path, ways in API.items()
        if "GET" in ways and "{" not in path and any(str(row) in program.read(path).text for row in _all(life))
    ]

    assert found == []


def _all(life):
    return [row for rows in life.ids.values() for row in rows]
