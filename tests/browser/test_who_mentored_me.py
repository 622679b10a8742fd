"""Who of these mentored you? Gone through by keyboard, left, and taken up again."""

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse

pytestmark = pytest.mark.browser

NAMES = [
    f"{given} {family}"
    for given in ("Ann", "Bo", "Cy", "Di", "Ed")
    for family in ("Ames", "Brook", "Cole", "Dunn", "Eck")
]


def _roles() -> dict[str, str]:
    return {one.name: role.role for one in Person.objects.all() for role in one.roles.all()}


@pytest.mark.parametrize("width", [390, 1280])
def test_the_list_is_answered_by_single_keys_and_goes_on_where_it_was_left(opens: Opens, ada: Member, width: int):
    page = opens(ada, viewport={"width": width, "height": 700})
    for name in NAMES:
        people.keep(ada, name=name, addresses=[f"{name.replace(' ', '.').lower()}@hospital.example"])
    me = Keys(page)

    page.goto("/bring-in/who/")
    rows = page.locator("[data-row]")
    shown = [row.locator("legend").inner_text() for row in rows.all()]
    me.reach(rows.first.locator("input:checked"))
    for key in ("m", "e", "p", "n"):
        page.keyboard.press(key)
    expect(rows.nth(4).locator(":focus")).to_have_count(1)
    assert _is_hidden_by_nothing(page)
    page.keyboard.press("k")
    expect(rows.nth(3).locator(":focus")).to_have_count(1)
    me.press("Enough for today")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ada")
    assert _roles() == dict(zip(shown, ("mentor", "mentee", "peer"), strict=False))
    page.goto("/bring-in/who/")
    assert not {row.locator("legend").inner_text() for row in rows.all()} & set(shown[:4])


def _is_hidden_by_nothing(page: Page) -> bool:
    """What has the focus lies on top where it stands (WCAG 2.4.11)."""
    return bool(
        page.evaluate("""() => {
  const at = document.activeElement, { x, y, width, height } = at.getBoundingClientRect();
  return at.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}""")
    )


def test_someone_who_is_in_no_file_is_kept_on_the_way(page: Page, ada: Member):
    people.keep(ada, name="Ann Ames")
    me = Mouse(page)

    page.goto("/bring-in/who/")
    me.write("Their name", "Homer Bell")
    page.locator("#someone-else").get_by_label("Mentored me").check()
    me.press("Keep them too")

    expect(page.get_by_text("Homer Bell is kept.")).to_be_visible()
    assert _roles() == {"Homer Bell": "mentor"}
