"""The main job: someone comes to mind, and half an hour later they are thanked."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.gratitude.models import Letter
from bothways.moments.models import Moment
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts, settled
from tests.browser.house import House

pytestmark = pytest.mark.browser

DEED = "You let me stay after class to finish the dissection a second time."
WORDS = "Careful hands can be taught."
COST = "You missed your bus home for it."
CHANGE = "I stopped being afraid of getting it wrong."
NOW = "Today I teach residents, and let them try twice."


@pytest.mark.parametrize("hands", [Mouse, Keys, NoScripts])
def test_someone_comes_to_mind_and_half_an_hour_later_they_are_thanked(house: House, opens: Opens, hands: type[Mouse]):
    page = opens(java_script_enabled=hands.scripts)
    me = hands(page)

    _join(me)
    _remember(me)
    _write(me)
    printed = _print(me)
    _some_days_later()
    _say_that_it_reached_them(me)

    words = _words_of(printed)
    assert all(some in words for some in ("Dear Mr. Bell,", DEED, COST, CHANGE, NOW, "Ada Lind"))
    expect(page.get_by_role("listitem").filter(has_text="You to Mr. Bell").first).to_contain_text(
        re.compile("[Tt]hank")
    )
    assert Moment.objects.filter(lane="mine", person__name="Walter Bell").count() == 1
    page.goto("/")
    expect(page.get_by_text("Did it reach")).to_have_count(0)


def _join(me: Mouse) -> None:
    me.page.goto("/")
    me.write("Your name", "Ada Lind")
    me.write("Your e-mail address", "ada@example.org")
    me.write("Password", "ein Apfel und drei Birnen")
    me.press("Begin")


def _remember(me: Mouse) -> None:
    me.write("Who comes to mind?", "Walter Bell")
    me.write("How do you address them?", "Mr. Bell")
    me.press("Go on")
    expect(me.page.get_by_role("heading", name="What did Mr. Bell do?")).to_be_visible()
    me.write("What did they do?", DEED)
    me.write("About when?", "1996")
    me.press("Go on")
    me.write("What did they say?", WORDS)
    me.press("Go on")
    me.take("Living")
    me.press("To the card")


def _write(me: Mouse) -> None:
    """The interview begins with what was remembered, and asks for the rest."""
    expect(me.page.get_by_label("What did they do?", exact=True)).to_have_value(DEED)
    me.write("What did it cost them?", COST)
    me.write("What did it change?", CHANGE)
    if me.scripts:
        with me.page.expect_response(re.compile("/save/")):
            me.write("Where are you now?", NOW)
        settled(me.page)
        expect(me.page.locator("#saved")).to_contain_text("Saved")
        expect(me.page.locator("#beside")).not_to_contain_text("not yet")
    else:
        me.write("Where are you now?", NOW)
        me.press("Save")
        expect(me.page.get_by_label("Where are you now?", exact=True)).to_have_value(NOW)


def _print(me: Mouse) -> Path:
    """With scripts the sheets come by themselves; without, by the link that stands there."""
    if me.scripts:
        with me.page.expect_download() as coming:
            me.press("Print it")
    else:
        me.press("Print it")
        with me.page.expect_download() as coming:
            me.follow("Card (PDF)")
    expect(me.page.get_by_role("heading", name="When it has reached them")).to_be_visible()
    return Path(coming.value.path())


def _some_days_later() -> None:
    letter = Letter.objects.get()
    assert letter.ready_at is not None
    Letter.objects.update(ready_at=letter.ready_at - timedelta(days=9))


def _say_that_it_reached_them(me: Mouse) -> None:
    me.page.goto("/")
    expect(me.page.get_by_role("heading", name="Did it reach Mr. Bell?")).to_be_visible()
    me.press("Yes, it did")
    expect(me.page.get_by_role("heading", name="Walter Bell")).to_be_visible()


def _words_of(paper: Path) -> str:
    read = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True, text=True)
    return " ".join(read.stdout.split())


def test_where_somebody_has_joined_nobody_else_can(opens: Opens, ada: Member):
    page: Page = opens()

    page.goto("/welcome/")

    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
