"""Chapters of a life, the people in them, and what is said of one person."""

import re

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.hands import Keys, Mouse, said

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_chapter_asks_three_questions_that_can_be_left_and_taken_up(page: Page, ada: Member, hands: type[Mouse]):
    me = hands(page)

    page.goto("/chapters/")
    me.write("What do you call it?", "Residency")
    me.write("From", "2006")
    me.write("Until", "2009")
    me.press("Add it")
    me.write("Who opened a door for you here?", "Rosa Ortega")
    me.press("Keep")
    expect(page.get_by_role("complementary").get_by_role("link", name="Rosa Ortega")).to_be_visible()
    page.goto("/chapters/")  # left, and taken up
    me.follow("Three questions about Residency")
    expect(page.get_by_role("complementary").get_by_role("link", name="Rosa Ortega")).to_be_visible()
    me.press("Nobody else comes to mind")
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()

    page.goto("/chapters/")
    expect(page.get_by_role("link", name="Look again about Residency")).to_be_visible()
    page.goto("/people/")
    expect(page.get_by_role("region").or_(page.locator("section")).filter(has_text="Residency").first).to_contain_text(
        "Rosa Ortega"
    )
    assert Person.objects.get().roles.get().role == "mentor"


def test_somebody_can_be_mentor_and_peer_at_once_each_with_its_years(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    people.begin_chapter(ada, name="Residency", begins=in_year(2006), ends=in_year(2009))
    me = Mouse(page)

    page.goto(f"/people/{rosa.pk}/about/")
    _say_role(me, "They mentor me", "2006")
    me.unfold("Add")
    _say_role(me, "We are peers", "2015")

    page.goto(f"/people/{rosa.pk}/")
    expect(page.get_by_role("listitem").filter(has_text="Mentor · Residency · since 2006")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Peer · Residency · since 2015")).to_be_visible()


def _say_role(me: Mouse, role: str, since: str) -> None:
    form = me.page.locator("form").filter(
        has=me.page.get_by_role("button", name="Add", exact=True, include_hidden=True)
    )
    form.get_by_label("What you are to each other").select_option(label=role)
    form.get_by_label("In which chapter").select_option(label="Residency")
    form.get_by_label("Since").fill(since)
    form.get_by_role("button", name="Add").click()


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_how_somebody_is_addressed_and_reached_is_kept(page: Page, ada: Member, hands: type[Mouse]):
    rosa = people.keep(ada, name="Rosa Ortega")
    people.say_role(rosa, "mentor")
    me = hands(page)

    page.goto(f"/people/{rosa.pk}/about/")
    me.write("How you address them", "Rosa")
    me.choose("Language of letters", "Spanish")
    me.choose("How they like to be reached", "On paper")
    me.write("Postal address", "40 Harbor Lane\nPort Ellery")
    me.write("Care of", "South Harbor Pediatrics")
    me.press_within("Postal address", "Keep")
    said(page, "Kept.")
    page.goto(f"/people/{rosa.pk}/")
    me.press("Write")
    me.press("They live")  # asked first, where nothing was heard for years

    expect(page.get_by_label("Greeting")).to_have_value("Apreciable Rosa:")
    expect(page.get_by_role("button", name="Print it")).to_have_class(re.compile("main"))


def test_an_address_that_is_none_is_said_beside_its_field_and_all_that_was_typed_stays(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    me = Mouse(page)

    page.goto(f"/people/{rosa.pk}/about/")
    me.write("Mail addresses", "rosa at hospital")
    me.write("Notes", "Frank, never unkind.")
    me.press_within("Postal address", "Keep")

    expect(page.get_by_label("Mail addresses")).to_have_accessible_description(re.compile("is not a mail address"))
    expect(page.get_by_label("Mail addresses")).to_have_value("rosa at hospital")
    expect(page.get_by_label("Notes")).to_have_value("Frank, never unkind.")


def test_everything_about_somebody_is_taken_away_by_keys_once_their_name_is_typed(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    me = Keys(page)

    page.goto(f"/people/{rosa.pk}/about/")
    me.unfold("Take away everything about them")
    me.write("The name of Rosa Ortega", "Rosa Ortega")
    me.press("Take away")

    said(page, "Taken away, with their letters")
    assert not Person.objects.exists()


def test_whoever_has_died_is_remembered_and_a_mistake_is_taken_back(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega")
    people.say_role(rosa, "mentor")
    me = Mouse(page)

    page.goto(f"/people/{rosa.pk}/about/")
    me.take("Died")
    me.write("When they died", "2019")
    me.press_within("Died", "Keep")

    expect(page.get_by_text("Died 2019")).to_be_visible()
    page.goto(f"/people/{rosa.pk}/")
    expect(page.get_by_role("link", name="Remember them")).to_be_visible()
    expect(page.get_by_role("button", name="Write")).to_have_count(0)
    page.goto(f"/people/{rosa.pk}/about/")
    me.take("Living")
    me.press_within("Died", "Keep")
    expect(page.get_by_role("button", name="Write")).to_be_visible()
