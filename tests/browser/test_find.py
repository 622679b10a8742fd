"""Finding: from any page by `/`, as one types, through what was found by arrows, and without scripts."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import NoScripts, settled
from tests.browser.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def kept(ada: Member) -> list[Person]:
    """Three people, and a moment with one of them."""
    named = [people.keep(ada, name=name) for name in ("Ägnes Lindqvist", "Rosa Ortega", "Homer Bell")]
    said = {"deed": "You and Agnes walked me home.", "on": in_year(2019), "today": datetime.now(UTC).date()}
    moments.record(named[1], lane="theirs", kind="time", **said)
    return named


def test_a_slash_finds_from_any_page_and_the_keyboard_alone_leads_there_and_back(
    page: Page, house: House, kept: list[Person]
):
    page.goto("/people/")
    field, shown = page.get_by_role("searchbox", name="Find a person or a memory"), page.locator("#found")
    page.locator("body").press("/")
    expect(field).to_be_focused()
    page.keyboard.type("agn")

    expect(page.locator("#found-says")).to_have_text("2 found.")
    expect(shown.locator("mark")).to_have_text(["Ägn", "Agn"])
    expect(field).to_be_focused()
    page.keyboard.type("es l")
    expect(page.locator("#found-says")).to_have_text("1 found.")
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("agnes")
    expect(page.locator("#found-says")).to_have_text("2 found.")
    settled(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ägnes Lindqvist")
    assert "agn" not in house.said.read_text()


def test_a_slash_that_is_written_stays_in_what_is_written(page: Page, kept: list[Person]):
    page.goto("/moments/add/")
    deed = page.get_by_label("What happened")
    deed.press_sequentially("You and/or Rosa")

    expect(deed).to_have_value("You and/or Rosa")
    expect(deed).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_finds_as_one_types_and_goes_on_where_it_was(
    opens: Opens, ada: Member, kept: list[Person], width: int
):
    page = opens(ada, viewport={"width": width, "height": 800})
    page.goto("/people/")
    if width < 1000:
        page.get_by_role("link", name="Find", exact=True).click()
    else:
        page.goto("/find/")
    field = page.get_by_role("searchbox", name="Find a person or a memory")
    expect(field).to_be_focused()
    field.press_sequentially("ortega")

    expect(page.locator("#found-says")).to_have_text("1 found.")
    assert page.url.endswith("/find/")
    page.get_by_role("link", name="Rosa Ortega").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rosa Ortega")
    page.go_back()
    expect(field).to_have_value("ortega")
    expect(page.locator("#found-says")).to_have_text("1 found.")


def test_enter_leads_to_the_page_that_finds_and_its_address_tells_nobody_what(page: Page, kept: list[Person]):
    for person in range(6):
        people.keep(kept[0].member, name=f"Rosa {person}")
    page.goto("/people/")
    field = page.get_by_role("searchbox", name="Find a person or a memory")
    field.fill("rosa")
    field.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Find")
    expect(page.locator("#found-says")).to_have_text("5 found, and there is more.")
    page.get_by_role("button", name="More in People").press("Enter")
    expect(page.locator("#found-says")).to_have_text("7 found.")
    assert page.url.endswith("/find/")
    assert page.title() == "Find · Bothways"


def test_without_scripts_enter_finds_and_somebody_new_is_kept(opens: Opens, ada: Member, kept: list[Person]):
    page = opens(ada, java_script_enabled=False)
    me = NoScripts(page)

    page.goto("/people/")
    field = page.get_by_role("searchbox", name="Find a person or a memory")
    field.fill("Ilse Wagner")
    field.press("Enter")
    expect(page.get_by_text("Nothing that you keep says “Ilse Wagner”")).to_be_visible()
    me.press("Keep them")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ilse Wagner")
