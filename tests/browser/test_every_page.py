"""Nobody is kept out: every page there is, full and empty, in both themes, on a telephone and on a desk."""

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.people.models import Person
from tests.browser import life
from tests.browser.axe import MEASURE, UNFOLD, looked_over
from tests.browser.conftest import Opens
from tests.browser.house import House

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", sorted(life.PAGES))
def test_every_page_is_open_to_everybody(opens: Opens, house: House, lucia: Member, name: str):
    page = opens(lucia)

    for address in life.pages(lucia)[name]:
        _is_open(page, address)


@pytest.mark.parametrize("name", sorted(life.EMPTY))
def test_every_page_that_is_still_empty_is_open_to_everybody(opens: Opens, ada: Member, name: str):
    page = opens(ada)

    _is_open(page, life.address_of(name))


def test_the_doors_are_open_to_everybody(opens: Opens, house: House):
    page = opens()

    _is_open(page, "/welcome/")
    for address in life.stranger_pages().values():
        _is_open(page, address)


def _is_open(page: Page, address: str) -> None:
    """It is the page itself, and no refusal, which would be as well made."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    looked_over(page)


def test_the_first_stop_leads_past_the_navigation(opens: Opens, ada: Member):
    page = opens(ada)

    page.goto("/people/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the page itself")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.get_by_role("main").locator(":focus")).to_have_count(1)


def test_no_page_is_wider_than_a_telephone_however_long_a_name_is(opens: Opens, house: House, lucia: Member):
    Person.objects.filter(member=lucia).update(name="W" * 300)
    Member.objects.filter(pk=lucia.pk).update(name="W" * 300)
    page = opens(lucia)

    found = [one for some in life.pages(lucia).values() for address in some for one in _beyond(page, address)]

    assert not found, "\n".join(found)


def _beyond(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate(UNFOLD)
    said = []
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 900})
        said += [f"{address} at {width}: {one}" for one in page.evaluate(MEASURE) if "beyond the page" in one]
    return said
