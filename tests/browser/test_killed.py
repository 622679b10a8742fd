"""Bothways is killed between typing and saving: what was typed is there still, and saved once it runs again (R20)."""

import re

import pytest
from playwright.sync_api import expect

from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.gratitude.models import Part
from bothways.gratitude.tests.make import help_of, letter_to
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.house import House

pytestmark = pytest.mark.browser

WORDS = "You missed your bus home for it."
NOT_REACHED = ("net::ERR_", "htmx:sendError", "htmx:afterRequest")


@pytest.fixture
def rosa(ada: Member) -> Person:
    person = people.keep(ada, name="Rosa Ortega", address_as="Rosa", addresses=["rosa@hospital.example"])
    people.say_role(person, "mentor")
    return person


def test_a_letter_waits_under_the_hands_and_is_saved_by_itself_once_it_runs_again(
    house: House, opens: Opens, ada: Member, rosa: Person
):
    letter = letter_to(rosa, help_of(rosa, on=in_year(2025)), form="card")
    page = opens(ada, expects=NOT_REACHED)
    page.goto(f"/letters/{letter.pk}/")
    cost = page.get_by_label("What did it cost them?", exact=True)
    with house.killed():
        cost.fill(WORDS)
        expect(page.locator("#saved")).to_contain_text("Not saved: Bothways does not answer.")
        expect(cost).to_have_value(WORDS)

    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))

    expect(cost).to_have_value(WORDS)
    assert Part.objects.get(letter=letter, question="cost").text == WORDS


def test_a_form_that_found_nobody_is_there_with_its_words_when_one_goes_back(
    house: House, opens: Opens, ada: Member, rosa: Person
):
    page = opens(ada, expects=NOT_REACHED)
    page.goto(f"/moments/add/?person={rosa.pk}")
    page.locator("[name=deed]").fill(WORDS)
    with house.killed():
        page.get_by_role("button", name="Keep").click()
        page.wait_for_url("chrome-error://**")

    page.go_back()

    expect(page.locator("[name=deed]")).to_have_value(WORDS)
    page.get_by_role("button", name="Keep").click()
    expect(page).to_have_url(re.compile("/people/"))
    assert Moment.objects.get(person=rosa, deed=WORDS)
