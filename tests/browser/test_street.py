"""The street: what passed between two people, over decades of letters."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from bothways.accounts.models import Member
from bothways.formats.days import in_month
from bothways.moments import actions as moments
from bothways.moments.models import Mail, MailParty
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.hands import settled

pytestmark = pytest.mark.browser

YEARS = 30


def _rosa(ada: Member, years: int) -> Person:
    """Rosa and Ada wrote each other every week for so many years, and something else was every few months."""
    with transaction.atomic():
        person = people.keep(ada, name="Rosa Ortega", address_as="Rosa", addresses=["rosa@hospital.example"])
        people.say_role(person, "mentor")
        today = datetime.now(UTC)
        _write_every_week(ada, today, years)
        for number in range(years * 4):
            on = (today - timedelta(days=91 * number)).date()
            kind, lane = [("met", "together"), ("criticism", "theirs"), ("wrote", "mine")][number % 3]
            said = {"deed": f"What was number {number}", "on": in_month(on.year, on.month), "today": on}
            moments.record(person, lane=lane, kind=kind, **said)
        moments.take_up(moments.letters_to_take_up(ada, [person]))
    return person


def _write_every_week(ada: Member, today: datetime, years: int) -> None:
    weeks = [(number, today - timedelta(weeks=number)) for number in range(years * 52)]
    mails = [
        Mail(member=ada, message_id=f"{number}@x.example", sent_at=at, subject=f"Week {number}") for number, at in weeks
    ]
    Mail.objects.bulk_create(mails)
    parties = [
        MailParty(member=ada, mail=mail, address=address, wrote=wrote)
        for number, mail in enumerate(mails)
        for address, wrote in (("rosa@hospital.example", number % 2 == 1), ("ada@example.org", number % 2 == 0))
    ]
    MailParty.objects.bulk_create(parties)


def test_thirty_years_of_weekly_letters_come_in_parts_as_one_scrolls(page: Page, ada: Member):
    rosa = _rosa(ada, YEARS)

    page.goto(f"/people/{rosa.pk}/")
    first = page.locator(".gave").count()
    shown = first
    while page.locator(".more").count():
        page.locator(".more").scroll_into_view_if_needed()
        expect(page.locator(".gave").nth(shown)).to_be_attached()
        settled(page)
        shown = page.locator(".gave").count()

    assert first < YEARS * 2
    expect(page.locator(".more")).to_have_count(0)
    expect(page.locator(".gave")).to_have_count(YEARS * 4)
    years = [one.inner_text() for one in page.locator(".mails summary").all()]
    assert len(years) >= YEARS / 3
    assert len(years) == len(set(years))


def test_folded_letters_open_where_they_stand(page: Page, ada: Member):
    rosa = _rosa(ada, 2)

    page.goto(f"/people/{rosa.pk}/")
    folded = page.locator(".mails").first
    folded.locator("summary").click()
    settled(page)

    expect(folded.locator("li").first).to_contain_text("Week")


def test_both_lanes_stand_on_their_sides(page: Page, ada: Member):
    rosa = _rosa(ada, 2)

    page.goto(f"/people/{rosa.pk}/")

    theirs, mine = page.locator(".gave.theirs").first.bounding_box(), page.locator(".gave.mine").first.bounding_box()
    both = page.locator(".gave.both").first.bounding_box()
    assert theirs is not None
    assert mine is not None
    assert both is not None
    assert theirs["x"] + theirs["width"] < mine["x"]
    assert theirs["x"] < both["x"] + both["width"] / 2 < mine["x"] + mine["width"]


def test_without_scripts_a_link_leads_on_and_the_letters_have_a_page(opens: Opens, ada: Member):
    rosa = _rosa(ada, 12)
    page = opens(ada, java_script_enabled=False)

    page.goto(f"/people/{rosa.pk}/")
    page.locator(".mails summary").first.click()
    page.get_by_role("link", name="Show them").first.click()
    expect(page.get_by_role("listitem").filter(has_text="Week").first).to_be_visible()
    page.goto(f"/people/{rosa.pk}/")
    newest = page.locator(".gave").first.inner_text()
    page.get_by_role("link", name="Earlier").click()

    expect(page.get_by_role("heading", name="Rosa Ortega")).to_be_visible()
    expect(page.locator(".gave").filter(has_text=newest)).to_have_count(0)


def test_the_longest_name_is_no_wider_than_the_narrowest_screen(opens: Opens, ada: Member):
    person = people.keep(ada, name="Wolfeschlegelsteinhausenbergerdorff" * 8)
    people.say_role(person, "mentor")
    moments.record(person, lane="together", kind="met", on=in_month(2020, 5), today=datetime.now(UTC).date())
    page = opens(ada, viewport={"width": 320, "height": 700})

    page.goto(f"/people/{person.pk}/")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
