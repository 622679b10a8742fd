"""Everything is taken out, downloaded, and brought in by somebody new, who sees the same person page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.exchange.models import Import
from bothways.moments.models import Moment
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts
from tests.browser.house import House

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hands", [Keys, NoScripts])
def test_a_life_moves_to_another_member(house: House, lucia: Member, opens: Opens, tmp_path: Path, hands: type[Mouse]):
    mine = opens(lucia, java_script_enabled=hands.scripts)
    me, file = hands(mine), tmp_path / "mine.zip"
    Import.objects.filter(member=lucia, state="reading").delete()  # one that is for ever being read, to be looked at

    mine.goto("/settings/")
    me.follow("Take everything out")
    me.press("Take everything out")
    _until(mine, "Here it is", hands.scripts)
    with mine.expect_download() as download:
        me.follow("Download it")
    download.value.save_as(file)

    nora = house.member("Nora")
    theirs = opens(nora, java_script_enabled=hands.scripts)
    she = hands(theirs)
    theirs.goto("/bring-in/")
    she.bring("Drop files on this page, or choose them", [file])
    she.press("Bring in")
    _until(theirs, "Everything came in", hands.scripts)

    busiest = Moment.objects.filter(member=lucia).exclude(source="mail").order_by("-latest", "-id")[0].person
    same = Person.objects.get(member=nora, name=busiest.name, source_key=busiest.source_key)
    mine.goto(f"/people/{busiest.pk}/")
    theirs.goto(f"/people/{same.pk}/")
    assert theirs.locator("main").inner_text() == mine.locator("main").inner_text()


def _until(page: Page, heading: str, scripts: bool) -> None:
    """By itself, or by looking again where there are no scripts."""
    done = page.get_by_role("heading", name=heading)
    while not scripts and not done.is_visible():
        page.get_by_role("link", name="Look again").click()
    expect(done).to_be_visible()
