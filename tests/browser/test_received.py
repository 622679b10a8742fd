"""A letter that came is kept, read again, and asks for nothing."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.moments.models import Moment
from bothways.people import actions as people
from tests.browser.hands import Keys, Mouse

pytestmark = pytest.mark.browser

LETTER = "Dear Ada,\n\nI passed. I heard your question in the exam.\n\nImani"
MEANT = "I had meant to stop teaching."


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_thanks_of_a_mentee_are_kept_from_her_page_and_read_again_among_all(
    page: Page, ada: Member, hands: type[Mouse]
):
    imani = people.keep(ada, name="Imani Cole", address_as="Imani")
    people.say_role(imani, "mentee")
    me = hands(page)

    page.goto(f"/people/{imani.pk}/")
    me.follow("They wrote to me")
    expect(page.get_by_label("With whom?")).to_have_value(str(imani.pk))
    me.choose("What was it?", "Thanks")
    me.write("When did it come?", str(date.today()))
    me.write("What does it say?", LETTER)
    me.write("What it meant to you", MEANT)
    me.press("Keep")

    expect(page).to_have_url(re.compile(f"/people/{imani.pk}/"))
    expect(page.locator(".gave.theirs")).to_contain_text("I heard your question in the exam.")
    assert Moment.objects.get().words == LETTER
    page.goto("/words/")
    me.follow("letters I received")
    expect(page.locator("main")).to_contain_text(MEANT)
    me.follow("Said thank you")
    expect(page.locator("article blockquote")).to_have_text(LETTER)
    expect(page.get_by_role("button", name=re.compile("Thank|Congratulate|Write"))).to_have_count(0)
    page.goto("/")
    expect(page.locator("#cards")).not_to_contain_text("Imani")
