"""Today for programs: what the page and the command line say."""

import json
from datetime import date

import pytest
from tests.program import program_of

from bothways.gratitude.tests import make
from bothways.today.queries.items import items
from bothways.today.queries.page import page


@pytest.fixture
def program(ada):
    return program_of(ada)


def test_it_says_what_the_page_says_in_its_order(ada, program, grace, lin):
    make.news_of(make.help_of(grace))
    make.help_of(lin)

    shown = program.read("today?on=2026-11-23").json()

    cards = page(ada, date(2026, 11, 23)).cards
    assert [one["person"]["name"] for one in shown["items"]] == [one.person.name for one in cards]
    assert {one["person"]["name"] for one in shown["items"]} == {"Grace Hill", "Lin Okafor"}
    assert shown == json.loads(json.dumps(items(cards), default=str))


@pytest.mark.parametrize("on", ["soon", "2026-02-30", "0001-01-01", "9999-12-31", "2026-11", "\x00"])
def test_what_is_no_day_is_refused(program, on):
    refused = program.get("/api/v1/today", {"on": on})

    assert refused.status_code == 422
    assert refused.json()["detail"]


def test_of_another_life_it_says_nothing(cleo, grace):
    make.help_of(grace)

    assert program_of(cleo).read("today").json() == {"items": [], "count": 0}
