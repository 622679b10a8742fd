"""Something good happened to somebody: noted, congratulated on, given."""

import re

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.models import Letter, TheirNews
from bothways.gratitude.tests.make import help_of, letter_to, save
from bothways.ground.clock import today_in
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts, said, settled

pytestmark = pytest.mark.browser

PRIZE = "You were given the Hollis Medal for the study on night feeding."
SEEN = "I saw you rewrite the second chapter on the train from Leeds."


@pytest.fixture
def rosa(ada: Member) -> Person:
    """Somebody whom Ada saw this year."""
    rosa = people.keep(ada, name="Rosa Amadi", address_as="Rosa", addresses=["rosa@hospital.example"])
    people.say_role(rosa, "mentor")
    today = today_in(ada.timezone)
    moments.record(rosa, lane="together", kind="met", on=exactly(today), today=today)
    return rosa


@pytest.mark.parametrize("hands", [Mouse, Keys, NoScripts])
def test_news_of_theirs_is_noted_congratulated_on_and_given(
    opens: Opens, ada: Member, rosa: Person, hands: type[Mouse]
):
    page = opens(ada, java_script_enabled=hands.scripts)
    me = hands(page)
    page.goto(f"/people/{rosa.pk}/good-news/")
    me.write("What happened?", PRIZE)
    me.press("Keep it")
    said(page, "Kept.")

    page.goto("/")
    expect(page.locator(".act").first).to_contain_text("Congratulate Rosa")
    expect(page.locator(".act").first).to_contain_text("Hollis Medal")
    me.press("Write to Rosa")
    expect(page.get_by_label("What exactly did they achieve?")).to_have_value(PRIZE)
    me.write("What have you seen behind it?", SEEN)
    me.write("What are you glad of?", "I was glad all evening.")
    if hands.scripts:
        settled(page)
    me.press("I will say it")
    me.press("I have said it")

    expect(page).to_have_url(re.compile(f"/people/{rosa.pk}/"))
    expect(page.locator("#street")).to_contain_text("Congratulated them in my own voice")
    assert TheirNews.objects.get().congratulated_on == today_in(ada.timezone)
    page.goto("/")
    expect(page.locator("#cards")).not_to_contain_text("Rosa")


def test_a_letter_begun_as_thanks_is_asked_about_and_keeps_every_word(page: Page, rosa: Person):
    save(letter_to(rosa, help_of(rosa, on=in_year(2025))), now="I teach.")
    me = Mouse(page)
    page.goto(f"/people/{rosa.pk}/good-news/")
    me.write("What happened?", PRIZE)
    me.press("Keep it, and write to them")

    expect(page.get_by_role("heading", name="You have begun a thank-you to Rosa")).to_be_visible()
    me.press("Make it a congratulation")

    expect(page.get_by_label("What exactly did they achieve?")).to_have_value(PRIZE)
    expect(page.locator("#beside")).to_contain_text("I teach.")
    me.unfold("It is a congratulation. Make it another kind")
    me.press("A thank-you")
    expect(page.get_by_label("Where are you now?")).to_have_value("I teach.")
    assert Letter.objects.get().kind == "thanks"
    assert Moment.objects.filter(kind="milestone").count() == 1
