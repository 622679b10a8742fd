"""A promise: written down beside the street, due on Today, kept onto the street, and open again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from bothways.formats.days import exactly
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.rhythm.tests import make
from tests.browser.hands import Keys, Mouse, said

pytestmark = pytest.mark.browser

SLIDES = "The slides of my talk"


@pytest.fixture
def rosa(ada: Member) -> Person:
    accounts.mark_welcomed(ada, at=datetime.now(UTC))
    rosa = people.keep(ada, name="Rosa Ortega", address_as="Rosa")
    people.say_role(rosa, "mentor")
    return rosa


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_promise_is_made_comes_on_its_day_and_one_press_keeps_it_onto_the_street(
    page: Page, rosa: Person, hands: type[Mouse]
):
    me = hands(page)

    page.goto(f"/people/{rosa.pk}/")
    me.follow("Write down a promise")
    me.take("I promised them")
    me.write("What?", SLIDES)
    me.write("For when?", "today")
    me.press("Write it down")
    expect(page.get_by_label("For when?")).to_have_accessible_description(re.compile("Write a year"))
    expect(page.get_by_label("What?")).to_have_value(SLIDES)
    me.write("For when?", datetime.now(UTC).date().isoformat())
    me.press("Write it down")
    expect(page.get_by_text("Written down, until it is kept or released.")).to_be_visible()

    page.goto("/")
    expect(page.locator(".act").first).to_contain_text("Keep your promise to Rosa")
    me.follow("Kept, or another day")
    me.press("Kept")
    expect(page.get_by_text("It was kept, and stands on your street.")).to_be_visible()
    me.follow("The street with Rosa Ortega")
    expect(page.locator(".gave.mine")).to_contain_text(SLIDES)

    page.goto("/promises/")
    me.unfold("Kept or released")
    me.press("It is still open")
    expect(page.get_by_role("heading", name="You promised Rosa")).to_be_visible()
    me.follow("The street with Rosa Ortega")
    expect(page.locator(".gave.mine")).to_have_count(0)


def test_where_its_day_has_passed_they_are_told_and_another_day_is_a_step_away(page: Page, rosa: Person):
    make.promise(rosa, SLIDES, exactly(datetime.now(UTC).date() - timedelta(days=3)))
    me = Mouse(page)

    page.goto("/promises/")
    me.follow("Another day")
    expect(page.get_by_label("For when?")).to_be_focused()
    me.write("For when?", "June 2041")
    page.go_back()
    me.follow("Tell them now")
    expect(page.locator("#tell")).to_contain_text("I would rather tell you so than leave you waiting")
    me.follow("Reach Rosa")
    if page.get_by_role("button", name="They live").is_visible():
        me.press("They live")
    me.press("We spoke")
    said(page, "Kept on your street.")

    page.goto("/")
    expect(page.locator(".act")).to_have_count(0)
