"""What mentors said, kept word for word and read on a hard day."""

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.people import actions as people
from tests.browser.hands import Keys, Mouse, said

pytestmark = pytest.mark.browser

SAID = "Careful hands can be taught."


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_sentence_is_kept_and_stands_on_the_page_for_hard_days(page: Page, ada: Member, hands: type[Mouse]):
    bell = people.keep(ada, name="Thomas Bell")
    people.say_role(bell, "mentor")
    me = hands(page)
    page.goto("/words/")
    expect(page.get_by_role("heading", name="Whose sentence do you still hear?")).to_be_visible()
    me.follow("Keep their words")
    me.choose("With whom?", "Thomas Bell")
    me.write("Their exact words", SAID)
    me.write("When", "1996")
    me.press("Keep")
    said(page, "Kept.")

    page.goto("/words/")
    expect(page.locator("blockquote")).to_have_text(f"“{SAID}”")
    expect(page.get_by_role("listitem").filter(has_text=SAID)).to_contain_text("1996")
