"""Today: one sentence, its reasons, one deed, and not now."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import loops
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, settled

pytestmark = pytest.mark.browser

DEED = "You let me stay after class to finish the dissection."


@pytest.fixture
def kept(ada: Member) -> list[Person]:
    """Five who helped Ada; of one help she can tell what came of it."""
    now = datetime.now(UTC)
    accounts.mark_welcomed(ada, at=now)
    found = []
    for name in ("Homer Bell", "Rosa Ortega", "Ruth Adler", "Sam Cole", "Tom Dunn"):
        person = people.keep(ada, name=name, given=name.split()[0])
        people.say_role(person, "mentor")
        said = {"deed": DEED, "on": in_year(now.year - 1), "today": now.date()}
        moment = moments.record(person, lane="theirs", kind="time", **said)
        loops.follow(moment)
        found.append(person)
        if name == "Homer Bell":
            on = exactly(now.date() - timedelta(days=20))
            loops.tell_of(ada, what="I became director of the clinic.", on=on, because_of=[moment], today=now.date())
    return found


def test_every_reason_leads_to_what_is_kept(page: Page, kept: list[Person]):
    page.goto("/")
    cards = page.locator(".act")
    expect(cards).to_have_count(3)
    expect(cards.first.get_by_role("heading")).to_contain_text("Homer")
    evidence = [link.get_attribute("href") for card in cards.all() for link in card.locator("details.unfold a").all()]

    assert len(evidence) >= 3
    for address in evidence:
        page.goto(str(address))
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("did not work")


def test_after_not_now_the_keyboard_stands_at_the_next_card_and_it_is_said(page: Page, kept: list[Person]):
    me = Keys(page)

    page.goto("/")
    me.unfold("Not now")
    me.press("14 days")
    settled(page)

    expect(page.get_by_role("status")).to_have_text("Not now, then.")
    expect(page.locator("#cards")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".act").first.locator(":focus")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False])
def test_not_now_lays_one_card_aside_for_the_week_and_never_is_never(
    opens: Opens, ada: Member, kept: list[Person], scripts: bool
):
    page = opens(ada, java_script_enabled=scripts)
    me = Mouse(page)

    page.goto("/")
    expect(page.locator(".act")).to_have_count(3)
    _not_now(me, "7 days")
    expect(page.locator(".act")).to_have_count(2)
    expect(page.locator("#cards")).not_to_contain_text("Homer")
    _not_now(me, "Never for this person")

    expect(page.locator(".act")).to_have_count(1)
    page.goto("/")
    expect(page.locator(".act")).to_have_count(1)


def test_what_is_refused_is_asked_once(opens: Opens, ada: Member, kept: list[Person]):
    page, asked = opens(ada, expects=("404",)), list[str]()
    page.on("request", lambda one: asked.append(one.url) if one.method == "POST" else None)
    page.goto("/")
    for one in kept:
        one.delete()
    card = page.locator(".act").first
    card.locator("summary", has_text="Not now").click()
    card.get_by_role("button", name="14 days").click()
    page.wait_for_timeout(1500)

    assert len(asked) == 1


def _not_now(me: Mouse, word: str) -> None:
    card = me.page.locator(".act").first
    card.locator("summary", has_text="Not now").click()
    card.get_by_role("button", name=word).click()
    if me.page.evaluate("'htmx' in window"):
        settled(me.page)


def test_the_one_deed_of_a_card_begins_the_letter_with_their_act_and_what_came_of_it(page: Page, kept: list[Person]):
    page.goto("/")
    page.locator(".act").first.get_by_role("button").first.click()
    if page.get_by_role("button", name="They live").is_visible():
        page.get_by_role("button", name="They live").click()

    expect(page.get_by_label("What did they do?")).to_have_value(DEED)
    expect(page.locator("form.writing")).to_contain_text("director")


def test_whoever_is_new_is_asked_who_comes_to_mind(page: Page, ada: Member):
    page.goto("/")

    expect(page.get_by_role("heading", name="Who comes to mind?")).to_be_visible()
    page.get_by_role("link", name="Begin with one person").click()
    expect(page.get_by_label("Who comes to mind?")).to_be_visible()
