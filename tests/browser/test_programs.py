"""A program is let in: its token is on the screen this once, opens what it may, and nothing once it is ended."""

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from tests.browser.axe import looked_over
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, said

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_a_program_is_let_in_and_shown_out_again(opens: Opens, ada: Member, hands: type[Mouse]):
    page = opens(ada)
    me = hands(page)
    page.goto("/settings/")
    me.follow("Look, or let one in")
    me.follow("Make a token")
    me.write("Name of the program", "My calendar")
    me.press("Make the token")

    secret = page.locator("#secret")
    expect(secret).to_be_focused()
    shown = secret.inner_text()
    looked_over(page)
    assert _asked(page, shown) == 200

    page.goto("/settings/programs/")
    assert shown not in page.content()
    me.press("End its token")
    said(page, "Ended.")
    assert _asked(page, shown) == 401


def _asked(page: Page, secret: str) -> int:
    answer = page.request.get("/api/v1/people", headers={"Authorization": f"Bearer {secret}"})
    return answer.status
