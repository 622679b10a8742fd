"""The pictures in the README and the guide; taken anew only when BOTHWAYS_PICTURES=1 is set."""

import base64
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from bothways.accounts.models import Member
from bothways.example.actions import begin_example
from bothways.exchange.models import Import
from bothways.gratitude.models import Letter
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import settled
from tests.browser.house import ROOT, House

pytestmark = pytest.mark.browser

FOLDER, TAKE = ROOT / "docs" / "pictures", bool(os.environ.get("BOTHWAYS_PICTURES"))
MOST = 300_000  # bytes
GUIDE: ViewportSize = {"width": 1100, "height": 720}
NOW = "I direct the clinic where I trained."
# The sheet is folded twice: its lower right quarter is the front, its upper left one, turned round, the inside.
FOLDED = """<main style="display:inline-flex;gap:48px;padding:48px 64px;background:#efe9df">
<div style="{paper};background-position:right bottom"></div><div style="{paper};rotate:180deg"></div></main>"""
PAPER = (
    "width:420px;height:592px;box-shadow:0 2px 18px #0003;background:#fff url(data:image/png;base64,{picture});"
    "background-size:840px"
)


def _is_small(file: Path) -> bool:
    return file.stat().st_size < MOST


def test_a_street_can_be_shown(opens: Opens, lucia: Member):
    page = opens(lucia, viewport={"width": 1280, "height": 900}, color_scheme="light")

    page.goto(f"/people/{Person.objects.get(member=lucia, family='Ortega').pk}/")
    expect(page.get_by_role("heading", name="At a glance")).to_be_visible()
    expect(page.locator(".gave.theirs").first).to_be_visible()
    expect(page.locator(".gave.mine").first).to_be_visible()
    if TAKE:
        page.screenshot(path=FOLDER / "street.png", clip={"x": 0, "y": 0, "width": 1280, "height": 860})

    assert _is_small(FOLDER / "street.png")


@pytest.fixture
def begun(house: House) -> Member:
    """Lucía before she did anything this week."""
    return begin_example(at=datetime.now(UTC))


def _shown(page: Page, name: str, until: str) -> None:
    """The top of a page once it shows that, for the guide."""
    expect(page.locator("main").get_by_text(until).first).to_be_visible()
    settled(page)
    if TAKE:
        page.screenshot(path=FOLDER / f"{name}.png", clip={"x": 0, "y": 0, **GUIDE})
    assert _is_small(FOLDER / f"{name}.png")


def test_the_first_question_can_be_shown(opens: Opens, ada: Member):
    page = opens(ada, viewport=GUIDE)
    page.goto("/")
    _shown(page, "first", "Who comes to mind?")


@pytest.mark.parametrize(("name", "address", "until"), [
    ("today", "/", "Write to"), ("people", "/people/", "Mentor"), ("untold", "/untold/", "led to"),
])  # fmt: skip
def test_what_stands_on_a_page_can_be_shown(opens: Opens, begun: Member, name: str, address: str, until: str):
    page = opens(begun, viewport=GUIDE)
    page.goto(address)
    _shown(page, name, until)


def test_what_is_found_can_be_shown(opens: Opens, begun: Member):
    page = opens(begun, viewport=GUIDE)
    page.goto("/find/")
    page.keyboard.type("clinic")
    _shown(page, "find", "found")


def test_a_letter_on_the_desk_can_be_shown(opens: Opens, begun: Member):
    page = opens(begun, viewport=GUIDE)
    page.goto(f"/letters/{Letter.objects.get(person__family='Bell', state='draft').pk}/")
    _shown(page, "desk", "Four questions")


def test_what_came_in_can_be_shown(opens: Opens, lucia: Member):
    brought = Import.objects.filter(member=lucia, state="done").order_by("pk")[0]
    page = opens(lucia, viewport=GUIDE)
    page.goto(f"/bring-in/{brought.pk}/")
    _shown(page, "brought", "What came in")


def test_a_printed_card_can_be_shown(opens: Opens, lucia: Member, tmp_path: Path):
    letter = Letter.objects.get(member=lucia, person__family="Bell", state="draft")
    page = opens(lucia)

    page.goto(f"/letters/{letter.pk}/")
    page.get_by_label("Where are you now?", exact=True).fill(NOW)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Print it").click()
    sheet = tmp_path / "card"
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", coming.value.path(), sheet], check=True)
    [picture] = tmp_path.glob("card*.png")
    if TAKE:
        _lay_out(page, picture)

    assert picture.stat().st_size > 0
    assert _is_small(FOLDER / "card.png")


def _lay_out(page: Page, picture: Path) -> None:
    """Front and inside beside each other, as the folded card is seen; on a page of its own, outside the house."""
    paper = PAPER.format(picture=base64.b64encode(picture.read_bytes()).decode())
    page.goto("about:blank")
    page.set_content(FOLDED.format(paper=paper))
    page.locator("main").screenshot(path=FOLDER / "card.png")
