"""A death said, remembered and undone; and a letter to the family."""

import re

import pytest
from playwright.sync_api import expect

from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.gratitude.models import Letter
from bothways.gratitude.tests.make import help_of, letter_to
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts, settled

pytestmark = pytest.mark.browser

STORY = "How he cut the onion, and the whole class wept."


@pytest.fixture
def bell(ada: Member) -> Person:
    bell = people.keep(ada, name="Thomas Bell", address_as="Mr. Bell", addresses=["bell@school.example"])
    people.say_role(bell, "mentor")
    letter_to(bell, help_of(bell, on=in_year(1996)))
    return bell


@pytest.mark.parametrize("hands", [Mouse, Keys, NoScripts])
def test_a_death_is_said_remembered_and_undone(opens: Opens, ada: Member, bell: Person, hands: type[Mouse]):
    page = opens(ada, java_script_enabled=hands.scripts)
    me = hands(page)
    page.goto(f"/people/{bell.pk}/about/")
    me.take("Died")
    me.write("When they died", "2020")
    me.press_within("Died", "Keep")

    expect(page).to_have_url(re.compile("/remembrance/"))
    expect(page.get_by_role("heading", name="Remembering Thomas Bell")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Careful hands can be taught.")
    expect(page.get_by_role("link", name="Write on")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("bell@school.example")
    me.choose("What it was", "Told a story of them")
    me.write("In your words", STORY)
    me.press_within("In your words", "Keep")
    expect(page.locator("main")).to_contain_text(STORY)

    page.goto("/")
    expect(page.locator("main")).not_to_contain_text("Bell")
    page.goto(f"/people/{bell.pk}/about/")
    me.press("Undo")

    expect(page.locator("#notices")).to_contain_text("Undone. All is as it was.")
    assert (Person.objects.get().life, Letter.objects.get().unsent) == ("living", False)
    assert Moment.objects.get(kind="story").deed == STORY


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_letter_to_the_family_is_begun_where_they_are_remembered(
    opens: Opens, ada: Member, bell: Person, hands: type[Mouse]
):
    people.say_life(bell, "died", died=in_year(2020), today=in_year(2020).latest)
    page = opens(ada)
    me = hands(page)
    page.goto(f"/people/{bell.pk}/remembrance/")
    me.unfold(page.locator("details", has=page.get_by_label("To whom?")).locator("summary").inner_text())
    me.write("To whom?", "Mrs. Bell")
    me.press("Begin the letter")
    me.write("Who were they to you?", "He taught me biology in 1996.")
    settled(page)
    me.press("Copy the words")
    me.press("It is with them")

    expect(page).to_have_url(re.compile(f"/people/{bell.pk}/"))
    expect(page.locator("#street")).to_contain_text("Letter to Mrs. Bell, in their memory")
    assert Moment.objects.get(kind="to_family").person == bell
