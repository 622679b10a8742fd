"""Contact rests or ends: nothing brings them up, and one press undoes it."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.gratitude.tests.make import help_of
from bothways.people import actions as people
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts, said

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("word", "hands"), [("Paused", Mouse), ("Paused", NoScripts), ("Ended", Keys)])
def test_whom_one_lets_rest_is_brought_up_nowhere_until_it_is_undone(
    opens: Opens, ada: Member, word: str, hands: type[Mouse]
):
    page = opens(ada, java_script_enabled=hands.scripts)
    me = hands(page)
    accounts.mark_welcomed(ada, at=datetime.now(UTC))
    rosa = people.keep(ada, name="Rosa Ortega", address_as="Rosa", addresses=["rosa@hospital.example"])
    people.say_role(rosa, "mentor")
    help_of(rosa, on=in_year(2025))
    page.goto("/")
    expect(page.locator(".act")).to_contain_text("Rosa")

    page.goto(f"/people/{rosa.pk}/about/")
    me.take(word)
    me.press_within(word, "Keep")

    expect(page.get_by_text("nothing here brings them up")).to_be_visible()
    for path in ("/", "/news/"):
        page.goto(path)
        expect(page.locator("main")).not_to_contain_text("Rosa")
    page.goto(f"/people/{rosa.pk}/about/")
    me.press("Undo")
    said(page, "Undone.")
    page.goto("/")
    expect(page.locator(".act")).to_contain_text("Rosa")
