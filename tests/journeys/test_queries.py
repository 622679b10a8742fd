"""How often a page asks the database: seldom, and not more often for a full life than for a small one (P7)."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.journeys.life import a_life
from tests.journeys.walk import statements

TODAY_AT_MOST, ANY_AT_MOST = 8, 12
MOMENTS = re.compile(r'\b(?:FROM|JOIN)\s+"?moments_moment"?\b', re.IGNORECASE)
BY_ID = re.compile(r'WHERE .*"moments_moment"\."id" (?:= |IN \()', re.IGNORECASE)


def _client(member):
    client = Client()
    client.force_login(member)
    return client


def test_pages_ask_seldom_and_not_more_often_for_a_life_ten_times_as_full(ada, ben, today):
    small = statements(_client(ada), a_life(ada, today, people=8, each=1))

    full = statements(_client(ben), a_life(ben, today, people=80, each=10))

    assert {name: count for name, count in full.items() if count > ANY_AT_MOST} == {}
    assert {name: (small[name], count) for name, count in full.items() if count > small[name]} == {}
    assert full["today:page"] <= TODAY_AT_MOST


def test_today_reads_no_moment_but_by_its_id(as_ada, ada, today):
    a_life(ada, today, people=16)

    with CaptureQueriesContext(connection) as asked:
        as_ada.get("/")

    of_moments = [one["sql"] for one in asked if MOMENTS.search(one["sql"])]
    assert of_moments, "the evidence of the cards is read from moments"
    assert [sql for sql in of_moments if not BY_ID.search(sql)] == []
