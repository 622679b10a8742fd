"""What has a date of its own stands apart from the three of a week (decision 18): time together, and remembrance."""

from datetime import timedelta

import pytest
import time_machine

from bothways.formats.days import exactly
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.today.tests import make


@pytest.fixture(autouse=True)
def _today(now):
    with time_machine.travel(now, tick=False):
        yield


def test_a_meeting_stands_apart_from_the_three(as_ada, grace, today):
    moments.record(
        grace, lane="together", kind="meeting_planned", on=exactly(today + timedelta(days=3)), today=today, deed="Lunch"
    )

    assert "Lunch with" in as_ada.get("/").text


def test_a_day_of_remembrance_stands_apart_where_the_week_is_full(as_ada, ada, grace, today):
    people.say_life(grace, "died", today=today)
    people.remember_on(grace, month=today.month, day=today.day, word="Her birthday")
    for name in ("Bell", "Lin", "Park"):
        make.helped(make.mentor(ada, name), today)

    page = as_ada.get("/").text

    assert f"card-{grace.pk}" not in page
    assert "Her birthday" in page
    assert f'href="/people/{grace.pk}/remembrance/"' in page
    as_ada.post(f"/today/{grace.pk}/not-now/", {"act": "remember", "days": "3"})
    assert "Her birthday" not in as_ada.get("/").text
