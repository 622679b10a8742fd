"""A promise of mine on Today: from its day on, until it is kept, released, put off or told of."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bothways.formats.days import exactly, in_month
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.rhythm.tests import make
from bothways.today.queries.page import cards
from bothways.today.rules.cards import Act
from bothways.today.tests.make import mentor

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _wednesday(grace):
    moments.record(grace, lane="together", kind="met", on=exactly(TODAY), today=TODAY)  # else silence would speak
    with time_machine.travel(NOON, tick=False):
        yield


def _acts(member, day=TODAY):
    return [card.act for card in cards(member, day)]


def test_it_comes_on_its_day_with_a_way_to_its_page(as_ada, ada, grace):
    promise = make.promise(grace, on=exactly(TODAY))
    assert _acts(ada, TODAY - timedelta(days=1)) == []

    shown = as_ada.get("/").text

    assert "Keep your promise to Dr. Hill" in shown
    assert "“The slides of my talk.” You meant to do it today." in shown
    assert shown.count(f'href="/promises/{promise.pk}/"') == 2, "the deed, and what it rests on"


def test_a_promise_for_a_month_comes_when_the_month_does(ada, grace):
    make.promise(grace, on=in_month(2026, 12))

    assert _acts(ada, TODAY.replace(day=30)) == []
    assert _acts(ada, TODAY.replace(month=12, day=1)) == [Act.KEEP_PROMISE]


def test_neither_one_without_a_day_nor_one_of_theirs_ever_comes(ada, grace):
    make.promise(grace)
    make.promise(grace, on=exactly(TODAY), lane="theirs")

    assert {act for week in range(4) for act in _acts(ada, TODAY + timedelta(weeks=week))} == set()


@pytest.mark.parametrize("how", ["keep", "release"])
def test_kept_or_released_it_is_one_of_the_three_of_this_week(as_ada, ada, grace, how):
    others = [mentor(ada, f"Mentor {number}") for number in range(5)]
    promises = [make.promise(one, on=exactly(TODAY)) for one in (grace, *others)]

    as_ada.post(f"/promises/{promises[0].pk}/{how}/")

    assert [card.person for card in cards(ada, TODAY)] == [one.pk for one in others[:2]]


def test_after_they_were_told_it_rests_a_fortnight_and_stands_on_the_street(as_ada, ada, grace):
    make.promise(grace, on=exactly(TODAY - timedelta(days=3)))

    as_ada.post(f"/today/{grace.pk}/done/", {"act": "keep_promise", "how": "spoke"})

    assert Moment.objects.filter(kind="spoke").count() == 1
    assert _acts(ada, TODAY + timedelta(days=13)) == []
    assert _acts(ada, TODAY + timedelta(days=14)) == [Act.KEEP_PROMISE]


def test_open_again_it_comes_back(as_ada, ada, grace):
    promise = make.promise(grace, on=exactly(TODAY))
    as_ada.post(f"/promises/{promise.pk}/keep/")
    assert _acts(ada) == []

    as_ada.post(f"/promises/{promise.pk}/open-again/")

    assert _acts(ada) == [Act.KEEP_PROMISE]
