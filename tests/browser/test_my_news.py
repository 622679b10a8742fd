"""News of mine: told once, and then one note of its own after the other."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.models import Telling
from bothways.gratitude.tests.make import help_of
from bothways.ground.clock import today_in
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.hands import Keys, Mouse, settled

pytestmark = pytest.mark.browser

NEWS = "I became director of the clinic."


@pytest.fixture
def mentors(ada: Member) -> list[Person]:
    accounts.mark_welcomed(ada, at=datetime.now(UTC))
    found = [people.keep(ada, name=name, address_as=name.split()[0]) for name in ("Rosa Ortega", "Imre Nagy")]
    for one in found:
        people.say_role(one, "mentor")
    help_of(found[0], on=in_year(2025), deed="You lent me your key to the reading room.")
    today = today_in(ada.timezone)
    moments.record(found[1], lane="together", kind="met", on=exactly(today), today=today)
    return found


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_one_telling_proposes_whom_to_tell_and_each_gets_a_note_of_their_own(
    page: Page, mentors: list[Person], hands: type[Mouse]
):
    me = hands(page)
    page.goto("/untold/")
    me.follow("I have news")
    expect(page.get_by_role("listitem").filter(has_text="You lent me your key")).to_contain_text("Rosa Ortega")
    me.write("What is new?", NEWS)
    me.write("When?", datetime.now(UTC).date().isoformat())
    me.take("Rosa Ortega")
    me.unfold("Others")
    me.take("Imre Nagy")
    me.press("Keep it")
    expect(page.locator("#notices")).not_to_be_empty()

    page.goto("/")
    expect(page.locator(".act")).to_have_count(2)
    page.locator(".act", has_text="Rosa").get_by_role("button").first.click()
    expect(page.get_by_label("Where are you now?")).to_have_value(NEWS)
    me.press("I will say it")
    me.press("I have said it")
    expect(page.get_by_role("heading", name="Who hears it next?")).to_be_visible()
    me.press("Write to Imre Nagy")

    expect(page).to_have_url(re.compile("/letters/"))
    expect(page.get_by_label("Where are you now?")).to_have_value(NEWS)
    expect(page.locator("main")).not_to_contain_text("reading room")
    settled(page)
    assert [one.told_on is not None for one in Telling.objects.order_by("person__name")] == [False, True]
