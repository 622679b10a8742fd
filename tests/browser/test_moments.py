"""A moment from anywhere, what came of it, and who does not know yet."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people import actions as people
from tests.browser.hands import Keys, Mouse, said

pytestmark = pytest.mark.browser

DEED = "You wrote my letter for the fellowship."


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_moment_of_a_year_is_kept_in_seconds_and_what_came_of_it_is_told(page: Page, ada: Member, hands: type[Mouse]):
    rosa = people.keep(ada, name="Rosa Ortega", address_as="Rosa")
    people.say_role(rosa, "mentor")
    me = hands(page)

    page.goto("/settings/")  # from anywhere
    me.follow("Add a moment")
    me.choose("With whom?", "Rosa Ortega")
    me.take("They did it for me")
    me.write("What happened", DEED)
    me.write("When", "2014")
    me.write("Their exact words", "Write down what you hope is not true.")
    me.press("Keep")

    expect(page.locator(".gave.theirs")).to_contain_text(DEED)
    expect(page.locator(".gave.theirs")).to_contain_text("Write down what you hope is not true.")
    assert Moment.objects.get().precision == "year"
    me.follow(DEED)
    me.follow("Say what came of it")
    me.write("What came of it?", "I became director of the clinic.")
    me.write("When?", "2026-10-13")
    me.press("Keep it")
    expect(page.get_by_text("Kept. Rosa Ortega does not know yet.")).to_be_visible()


def test_whoever_knows_already_leaves_the_untold_and_can_come_back(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    people.say_role(rosa, "mentor")
    me = Mouse(page)

    page.goto(f"/moments/add/?person={rosa.pk}")
    me.write("What happened", DEED)
    me.write("When", "2014")
    me.press("Keep")
    said(page, "Kept.")
    page.goto("/untold/")
    expect(page.get_by_role("heading", name="Not thanked yet")).to_be_visible()
    me.press("They know")

    expect(page.get_by_role("heading", name="Everyone knows")).to_be_visible()
    me.unfold("Laid down")
    me.press("Take up again")
    expect(page.get_by_role("heading", name="Not thanked yet")).to_be_visible()


def test_a_day_that_is_none_is_said_beside_its_field_and_all_that_was_typed_stays(page: Page, ada: Member):
    me = Mouse(page)

    page.goto("/moments/add/")
    me.write("Or somebody new", "Homer Bell")
    me.write("What happened", DEED)
    me.write("When", "last spring")
    me.press("Keep")

    expect(page.get_by_label("When")).to_have_accessible_description(re.compile("Write a year"))
    expect(page.get_by_label("Or somebody new")).to_have_value("Homer Bell")
    expect(page.get_by_label("What happened")).to_have_value(DEED)


def test_which_way_it_went_and_what_it_was_narrow_each_other(page: Page, ada: Member):
    me = Mouse(page)
    kind = page.get_by_label("What it was")

    page.goto("/moments/add/")
    me.choose("What it was", "Passed on what they taught")
    expect(page.get_by_label("I did it for them")).to_be_checked()

    me.take("Together")
    expect(kind).to_have_value("first_meeting")
    assert kind.locator("option:enabled").all_inner_texts()[-1] == "A meeting, planned"


def test_somebody_new_is_kept_with_what_they_are_to_me(page: Page, ada: Member):
    me = Mouse(page)

    page.goto("/moments/add/")
    expect(page.get_by_label("Who are they to you?")).to_be_hidden()
    me.write("Or somebody new", "Homer Bell")
    me.choose("Who are they to you?", "I mentor them")
    me.write("What happened", DEED)
    me.press("Keep")

    expect(page.get_by_text("You mentor them")).to_be_visible()


def test_a_moment_is_taken_away_by_keys(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    moments.record(rosa, lane="theirs", kind="time", on=in_year(2014), today=date(2026, 1, 1), deed=DEED)
    me = Keys(page)

    page.goto(f"/people/{rosa.pk}/")
    me.follow(DEED)
    me.press("Take this moment away")

    said(page, "Taken away.")
    assert not Moment.objects.exists()


def test_two_clicks_take_a_moment_away_once_and_lead_back_to_the_street(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    moments.record(rosa, lane="theirs", kind="time", on=in_year(2014), today=date(2026, 1, 1), deed=DEED)
    me = Mouse(page)

    page.goto(f"/people/{rosa.pk}/")
    me.follow(DEED)
    held: list[Route] = []

    def hold(route: Route) -> None:  # as on a slow line: the answer waits for the second click
        held.append(route)

    page.route("**/take-away/", hold)
    button = page.get_by_role("button", name="Take this moment away")
    button.evaluate("it => { it.click(); setTimeout(() => it.click(), 300) }")
    page.wait_for_timeout(800)
    assert len(held) == 1
    held[0].continue_()

    expect(page.get_by_text("Taken away.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rosa Ortega")
