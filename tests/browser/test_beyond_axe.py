"""What a checker of pages does not see: whether the focus is in sight, and what is read out and in what order."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from bothways.accounts.models import Member
from bothways.exchange.actions.taking_out import make_later
from bothways.exchange.models import TakenOut
from bothways.formats.days import in_year
from bothways.gratitude.tests.make import help_of, letter_to
from bothways.ground.clock import now
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser import life
from tests.browser.axe import UNFOLD
from tests.browser.conftest import Opens
from tests.browser.hands import STEPS
from tests.browser.house import put_off

pytestmark = pytest.mark.browser

MAGNIFIED = {"width": 320, "height": 256}  # a screen of 1280 by 1024 at 400 %, WCAG 1.4.10
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""  # WCAG 1.4.12
SPACE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""

# Where the focus stands, and what is wrong with it: it is beyond the window, or all of it lies under something else.
STANDS = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return { at: "", wrong: "" };
  const box = it.getBoundingClientRect(), edge = (low, high, end) => [Math.max(low, 0), Math.min(high, end - 1)];
  const [left, right] = edge(box.left, box.right, innerWidth), [top, bottom] = edge(box.top, box.bottom, innerHeight);
  const at = it.outerHTML.slice(0, 160), wrong = (said) => ({ at, wrong: `${said}: ${at}` });
  if (right <= left || bottom <= top) return wrong("out of sight");
  const over = ([x, y]) => {
    const on = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
    return on && !it.contains(on) && !on.contains(it);
  };
  const parts = [.1, .5, .9], covered = parts.flatMap((x) => parts.map((y) => [x, y])).every(over);
  return covered ? wrong("covered") : { at, wrong: "" };
}"""

# Text that is cut off; what is there for screen readers alone is a pixel wide, and meant to be.
CUT = """() => [...document.querySelectorAll("main *")].filter((it) => {
  const look = getComputedStyle(it), hides = look.overflowX !== "visible" || look.overflowY !== "visible";
  const meant = it.clientWidth <= 1 || it.closest(".seen-by-readers") || it.matches("textarea, select, input");
  if (!hides || meant || !it.checkVisibility()) return false;
  const scrolls = (how) => ["auto", "scroll"].includes(how);
  return it.scrollHeight > it.clientHeight + 2 && !scrolls(look.overflowY)
    || it.scrollWidth > it.clientWidth + 2 && !scrolls(look.overflowX);
}).map((it) => it.outerHTML.slice(0, 160))"""
WIDER = "document.documentElement.scrollWidth - innerWidth"
MOVES = "document.getAnimations().filter((it) => it.effect.getComputedTiming().duration > 1).length"


def test_on_a_page_magnified_four_times_the_focus_is_in_sight_wherever_it_stops(opens: Opens, lucia: Member):
    page = opens(lucia, viewport=MAGNIFIED)

    found = [one for address in _one_of_each(lucia) for one in _lost(page, address)]

    assert not found, "\n".join(found)


def _one_of_each(member: Member) -> list[str]:
    return [some[0] for some in life.pages(member).values()]


def _lost(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate(UNFOLD)
    said = [f"{address}: {beyond} pixels wider than the window" for beyond in [page.evaluate(WIDER)] if beyond > 0]
    seen: set[str] = set()
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        stands: dict[str, str] = page.evaluate(STANDS)
        if not stands["at"] or (stands["wrong"] and stands["wrong"] in said):
            break
        said += [stands["wrong"]] if stands["wrong"] else []
        seen.add(stands["at"])
    assert seen, f"Tab stops nowhere at {address}"
    return said


def test_nothing_is_cut_off_where_letters_and_lines_stand_further_apart(opens: Opens, lucia: Member):
    page = opens(lucia)

    found = [one for address in _one_of_each(lucia) for one in _cut_off(page, address)]

    assert not found, "\n".join(found)


def _cut_off(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate(UNFOLD)
    page.evaluate(SPACE, SPACED)
    said = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        beyond: int = page.evaluate(WIDER)
        said += [f"{address} at {width}: {beyond} pixels wider than the window"] if beyond > 0 else []
        said += [f"{address} at {width}: {one}" for one in page.evaluate(CUT)]
    return said


def test_nothing_moves_for_whoever_asked_for_stillness(opens: Opens, lucia: Member):
    page = opens(lucia, reduced_motion="reduce")

    for address in _one_of_each(lucia):
        page.goto(address)
        assert page.evaluate(MOVES) == 0, address


@pytest.fixture
def mentor(lucia: Member) -> Person:
    return Person.objects.get(pk=life.pages(lucia)["street:person"][0].split("/")[2])


def test_a_street_is_read_out_as_it_was_lived_each_line_with_its_side(opens: Opens, lucia: Member, mentor: Person):
    page = opens(lucia)
    page.goto(f"/people/{mentor.pk}/")
    lines = page.locator("#street > li .pair")

    said = [" ".join(one.split()) for one in lines.all_inner_texts()]
    kept = Moment.objects.filter(person=mentor).exclude(source="mail").order_by("-latest", "-id")
    sides = {"theirs": " to you", "mine": "You to ", "together": "Together"}
    assert len(said) >= 3
    for line, when, moment in zip(said, lines.locator(".when").all_inner_texts(), kept, strict=False):
        assert when
        assert line.startswith(when)
        assert len(when) < line.index(sides[moment.lane]) < line.index(moment.title[:20])
    boxes: list[Any] = [one.bounding_box() for one in lines.all()]
    assert boxes == sorted(boxes, key=lambda box: box["y"])  # and stands in the order in which it is read


def _announces(page: Page, region: Locator) -> None:
    """It was there, and a region that is read out, before anything was said in it: else nothing is read out."""
    expect(region).to_have_count(1)
    region.evaluate("it => { it.kept = true }")
    how = region.evaluate("it => it.ariaLive || (it.getAttribute('role') === 'status' ? 'polite' : '')")
    assert how == "polite"


def _stays(region: Locator) -> None:
    assert region.evaluate("it => it.kept === true"), "the region itself was replaced, so nothing is read out"


def test_what_was_found_and_what_was_saved_is_read_out_where_one_is(opens: Opens, lucia: Member):
    page = opens(lucia)
    page.goto("/find/")
    says = page.locator("#found-says")
    _announces(page, says)
    page.keyboard.type("clinic")
    expect(says).to_contain_text("found")
    _stays(says)

    mentor = people.keep(lucia, name="Rosa Ortega")
    page.goto(f"/letters/{letter_to(mentor, help_of(mentor, on=in_year(2025)), form='card').pk}/")
    saved = page.locator("#saved")
    _announces(page, saved)
    page.get_by_label("What did it cost them?", exact=True).fill("An hour of your Sunday, every week.")
    expect(saved).to_contain_text("Saved")
    _stays(saved)


def test_how_far_work_is_and_that_it_is_done_is_read_out_by_a_region_that_stays(opens: Opens, lucia: Member):
    with transaction.atomic():
        taken = TakenOut.objects.create(member=lucia, path="/no/where.zip", asked_at=now())
        put_off(make_later, lucia.pk)
    page = opens(lucia)
    page.goto(life.address_of("exchange:take_out"))
    heard = page.locator("#heard")
    _announces(page, heard)
    expect(heard).to_have_text("Its turn comes in a moment.")

    TakenOut.objects.filter(pk=taken.pk).update(asked_at=now() - timedelta(minutes=5))
    expect(heard).to_contain_text("Nothing has been done yet")
    _stays(heard)

    TakenOut.objects.filter(pk=taken.pk).update(state="failed", why="The disk is full.")
    expect(heard).to_have_text("It could not be made")
