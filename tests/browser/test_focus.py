"""
Where the keyboard stands after a part of a page was replaced: on what it stood on, or on what came in its place (S25).

Each element that asks for a part is a story here, found by looking into the templates: none can be forgotten.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from bothways.accounts.models import Member, TriedServer
from bothways.exchange.actions.bringing import bring_in_later
from bothways.exchange.actions.letters import go_on_through_letters_later
from bothways.exchange.actions.taking_out import make_later
from bothways.exchange.models import File, Import, Letters, TakenOut
from bothways.formats.days import in_year
from bothways.gratitude.models import Letter
from bothways.gratitude.tests.make import help_of, letter_to
from bothways.ground.clock import now
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person
from tests.architecture.house import templates
from tests.browser import life
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, settled
from tests.browser.house import put_off
from tests.browser.test_today import kept as _kept

pytestmark = pytest.mark.browser
kept = _kept

Story = Callable[[Keys, Member], Locator]
STORIES: dict[str, list[tuple[str, Story]]] = {}
ASKS = re.compile(r'hx-(?:get|post)="{{ (?:url\(\'([\w:]+)\'|(\w+))')
MANY = 60  # more than any page shows at once


def of(element: str, *, whose: str = "lucia") -> Callable[[Story], Story]:
    """Says of which element the story is, and whose; it says where the keyboard stands at its end."""

    def takes(story: Story) -> Story:
        STORIES.setdefault(element, []).append((whose, story))
        return story

    return takes


@pytest.fixture
def ada_today(kept: list[Person]) -> Member:
    """Ada, who has cards on her page of today."""
    return kept[0].member


def _in_templates() -> set[str]:
    return {
        f"{page.stem} {by_name or by_word}"
        for page in templates()
        for by_name, by_word in ASKS.findall(page.read_text())
    }


def _replaced(page: Page, does: Callable[[], Any], *, status: int = 200) -> None:
    """Until a part was asked for, came, and found its place."""
    with page.expect_response(lambda one: "hx-request" in one.request.headers and one.status == status):
        does()
    settled(page)


def _polled(me: Keys, address: str, control: Locator) -> Locator:
    """A part that asks for itself: the keyboard stays on what it stood on, while that is there."""
    me.page.goto(address)
    me.reach(control)
    control.evaluate("it => it.setAttribute('data-before', '')")
    expect(me.page.locator("[data-before]")).to_have_count(0)
    settled(me.page)
    return control


def _mentor(member: Member) -> Person:
    return Person.objects.get(pk=life.pages(member)["street:person"][0].split("/")[2])


def _remembered(person: Person, **said: Any) -> None:
    """More of these than one page holds, all of the same year."""
    kept = {"lane": "theirs", "kind": "kept_words", "earliest": now().date(), "latest": now().date()}
    Moment.objects.bulk_create(Moment(member=person.member, person=person, **{**kept, **said}) for _ in range(MANY))
    moments.rebuild([person.pk])


@of("parts address")
def as_one_finds_from_any_page(me: Keys, member: Member) -> Locator:
    me.page.goto("/people/")
    me.page.keyboard.press("/")
    _replaced(me.page, lambda: me.page.keyboard.type("clinic"))
    return me.page.get_by_role("searchbox")


@of("parts address")
def as_one_finds_on_the_page_for_it(me: Keys, member: Member) -> Locator:
    me.page.goto("/find/")
    _replaced(me.page, lambda: me.page.keyboard.type("clinic"))
    return me.page.get_by_role("searchbox")


@of("find street:find")
def more_of_what_was_found(me: Keys, member: Member) -> Locator:
    me.page.goto("/find/")
    _replaced(me.page, lambda: me.page.keyboard.type("a"))
    me.reach(me.page.get_by_role("button", name="More").first)
    _replaced(me.page, lambda: me.page.keyboard.press("Enter"))
    return me.page.locator("#found a").first


@of("person street:mail")
def the_letters_of_a_year_unfold(me: Keys, member: Member) -> Locator:
    me.page.goto(life.pages(member)["street:mail"][0].split("mail/")[0])
    letters = me.page.locator(".mails summary").first
    me.reach(letters)
    _replaced(me.page, lambda: me.page.keyboard.press("Enter"))
    return letters


@of("person street:person")
def earlier_on_a_street_comes_as_one_arrives_there(me: Keys, member: Member) -> Locator:
    me.page.goto(f"/people/{_with_many(member).pk}/")
    last = me.page.locator("#street > li:not(.more) a").last
    last.evaluate("it => it.setAttribute('data-last', '')")
    last.focus()
    _replaced(me.page, me.page.locator("#street .more").last.scroll_into_view_if_needed)
    return me.page.locator("[data-last]")


@of("person street:person")
def earlier_on_a_street_is_pressed(me: Keys, member: Member) -> Locator:
    return _earlier(me, f"/people/{_with_many(member).pk}/", "#street > li")


def _with_many(member: Member) -> Person:
    person = _mentor(member)
    _remembered(person, deed="You waited.", kind="time")
    return person


def _earlier(me: Keys, address: str, row: str) -> Locator:
    """The first of what came is where the link was."""
    me.page.goto(address)
    rows = me.page.locator(row)
    there = rows.count() - 1  # the link itself stands in the last
    link = me.page.get_by_role("link", name="Earlier")
    link.evaluate("it => it.focus({ preventScroll: true })")
    _replaced(me.page, lambda: me.page.keyboard.press("Enter"))
    return rows.nth(there).locator("a, button, summary").first


@of("received street:received")
def earlier_among_letters_received(me: Keys, member: Member) -> Locator:
    _remembered(_mentor(member), kind="thanked", words="Dear Lucía, I passed.", contact=True)
    return _earlier(me, "/received/", "main ul > li")


@of("words street:kept_words")
def earlier_among_words_that_were_kept(me: Keys, member: Member) -> Locator:
    _remembered(_mentor(member), words="Look again.")
    return _earlier(me, "/words/", "main ul > li")


@of("card today:not_now", whose="ada_today")
def a_card_is_put_off(me: Keys, member: Member) -> Locator:
    me.page.goto("/")
    me.unfold("Not now")
    _replaced(me.page, lambda: me.press("14 days"))
    return me.page.locator("#cards")


def _draft(member: Member) -> Letter:
    rosa = people.keep(member, name="Rosa Ortega", addresses=["rosa@hospital.example"])
    return letter_to(rosa, help_of(rosa, on=in_year(2025)), form="card")


@of("letter gratitude:save")
def a_letter_saves_itself_while_one_writes(me: Keys, member: Member) -> Locator:
    me.page.goto(f"/letters/{_draft(member).pk}/")
    _replaced(me.page, lambda: me.write("What did it cost them?", "An hour of your Sunday."))
    return me.page.get_by_label("What did it cost them?", exact=True)


@of("letter gratitude:save")
def a_letter_saves_itself_when_one_has_gone_on_to_its_buttons(me: Keys, member: Member) -> Locator:
    me.page.goto(f"/letters/{_draft(member).pk}/")
    button = me.page.locator("#ready-say")

    def writes_and_goes_on() -> None:
        me.write("What did it cost them?", "An hour of your Sunday.")
        button.focus()

    _replaced(me.page, writes_and_goes_on)
    return button


@of("letter gratitude:save")
def a_letter_that_was_changed_elsewhere_is_not_saved(me: Keys, member: Member) -> Locator:
    draft = _draft(member)
    me.page.goto(f"/letters/{draft.pk}/")
    Letter.objects.filter(pk=draft.pk).update(version=draft.version + 5)
    _replaced(me.page, lambda: me.write("What did it cost them?", "An hour of your Sunday."), status=409)
    return me.page.locator("main :focus")


@of("ways gratitude:ready")
def a_letter_is_ready(me: Keys, member: Member) -> Locator:
    me.page.goto(f"/letters/{_draft(member).pk}/")
    _replaced(me.page, lambda: me.press("I will say it"))
    return me.page.get_by_role("heading", level=1)


@of("on_its_way gratitude:on_its_way")
def a_letter_on_its_way_is_asked_after(me: Keys, member: Member) -> Locator:
    letter = Letter.objects.filter(member=member, state="queued")[0]
    return _polled(me, f"/letters/{letter.pk}/", me.page.locator("#look-again"))


@of("brought exchange:brought")
def how_much_is_read_is_asked(me: Keys, member: Member) -> Locator:
    with transaction.atomic():
        one = Import.objects.create(member=member, started_at=now(), moved_at=now(), state="reading")
        File.objects.create(brought=one, name="older.mbox", kind="mbox", size=4000)
        put_off(bring_in_later, one.pk)
    return _polled(me, f"/bring-in/{one.pk}/", me.page.locator("#stop"))


@of("take_out exchange:take_out")
def how_much_is_taken_out_is_asked(me: Keys, member: Member) -> Locator:
    with transaction.atomic():
        TakenOut.objects.create(member=member, path="/no/where.zip", asked_at=now())
        put_off(make_later, member.pk)
    return _polled(me, life.address_of("exchange:take_out"), me.page.locator("#again"))


@of("mail_server accounts:mail_server")
def whether_a_mail_server_works_is_asked(me: Keys, member: Member) -> Locator:
    known = {"address": member.email, "host": "localhost", "port": 25, "secured": "none"}
    TriedServer.objects.create(member=member, asked_at=now(), **known)
    return _polled(me, life.address_of("accounts:mail_server"), me.page.locator("#again"))


@of("own exchange:own")
def whether_letters_found_their_street_is_asked(me: Keys, member: Member) -> Locator:
    with transaction.atomic():
        Letters.objects.update_or_create(member=member, defaults={"busy": True})
        put_off(go_on_through_letters_later, member.pk)
    me.page.goto(life.address_of("exchange:own"))
    mine = me.page.locator("input[name=more], textarea[name=more]")
    me.reach(mine)
    _replaced(me.page, lambda: None)
    return mine


@of("card today:not_now", whose="ada_today")
def a_card_of_somebody_who_is_gone_is_refused(me: Keys, member: Member) -> Locator:
    me.page.goto("/")
    me.unfold("Not now")
    me.reach(me.page.get_by_role("button", name="14 days").first)
    Person.objects.filter(member=member).delete()
    _replaced(me.page, lambda: me.page.keyboard.press("Enter"), status=404)
    return me.page.get_by_role("button", name="14 days").first


def test_every_element_that_asks_for_a_part_of_a_page_has_a_story_here():
    assert set(STORIES) == _in_templates()


EVERY = [one for some in STORIES.values() for one in some]


@pytest.mark.parametrize(("whose", "story"), EVERY, ids=[story.__name__ for _, story in EVERY])
def test_after_a_swap_the_keyboard_goes_on_from_where_it_was(
    opens: Opens, request: pytest.FixtureRequest, whose: str, story: Story
):
    member: Member = request.getfixturevalue(whose)
    page = opens(member)

    stands = story(Keys(page), member)

    expect(stands).to_be_focused()
