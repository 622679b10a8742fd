"""Letters of other kinds than thanks, each begun where it is due."""

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.gratitude.models import Letter
from bothways.gratitude.tests.make import help_of
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.hands import Keys, Mouse, settled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_after_many_years_one_finds_out_gently_and_then_writes_a_letter_for_that(
    page: Page, ada: Member, hands: type[Mouse]
):
    bell = people.keep(ada, name="Thomas Bell", address_as="Mr. Bell")
    people.say_role(bell, "mentor", ends=in_year(1998))
    help_of(bell, on=in_year(1996))
    me = hands(page)

    page.goto(f"/people/{bell.pk}/")
    me.press("Write")
    expect(page.get_by_role("heading", name="First, how is Mr. Bell?")).to_be_visible()
    me.press("They live")

    expect(page.get_by_label("Where do you know each other from?")).to_be_visible()
    me.write("Where do you know each other from?", "I sat in your class of 1996, by the window.")
    settled(page)
    assert Letter.objects.get().kind == "reconnect"
    assert Person.objects.get().life == "living"


def test_a_mentee_gets_a_card_about_what_was_seen(page: Page, ada: Member):
    imani = people.keep(ada, name="Imani Cole", address_as="Imani")
    people.say_role(imani, "mentee")
    me = Mouse(page)

    page.goto(f"/people/{imani.pk}/")
    me.press("Write")
    me.write("What did you see them do?", "You gave your first lecture.")
    me.write("What does it show?", "I saw you wait for the quiet boy to finish.")
    settled(page)

    letter = Letter.objects.get()
    assert (letter.kind, letter.answers()["achievement"]) == ("mentee", "You gave your first lecture.")


def test_how_it_goes_is_told_by_a_note_that_keeps_what_was_begun(page: Page, ada: Member):
    rosa = people.keep(ada, name="Rosa Ortega", address_as="Rosa")
    people.say_role(rosa, "mentor")
    help_of(rosa)
    me = Mouse(page)
    page.goto(f"/people/{rosa.pk}/")
    me.press("Write")
    me.write("Where are you now?", "I run the night clinic.")
    settled(page)
    me.unfold("Make it another kind")
    me.press("A note of how it goes")

    expect(page.get_by_label("Where are you now?")).to_have_value("I run the night clinic.")
    me.write("What is good about it?", "The corridor is quiet at four.")
    settled(page)
    assert Letter.objects.get().kind == "progress"
