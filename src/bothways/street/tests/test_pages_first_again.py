"""A page of the first minutes, sent once more later: what was put right since stands, and nobody is thanked twice."""

import pytest
from tests.journeys.reading import fields

from bothways.gratitude.models import Letter
from bothways.ground.records import change
from bothways.moments.models import Moment
from bothways.people.models import Person

MEANWHILE = "This was changed in another window since you opened it."


@pytest.fixture
def pages(as_ada):
    """The addresses of the first minutes with Mr. Bell, each gone through once, and what was sent there."""
    who = as_ada.get("/first/")["Location"]
    gone: dict[str, dict[str, str]] = {}
    for typed in (
        {"name": "Mr. Bell", "address_as": "Mr. Bell"}, {"deed": "You stayed.", "kind": "helped", "on": "1996"},
        {"words": "Go on."}, {"life": "living"},
    ):  # fmt: skip
        shown = as_ada.get(who, follow=True)
        address = shown.redirect_chain[-1][0] if shown.redirect_chain else who
        gone[address] = {**fields(shown.text), **typed}
        who = as_ada.post(address, gone[address])["Location"]
    return list(gone.items())


def test_what_was_put_right_since_stands_and_is_shown_beside_what_was_typed(as_ada, pages):
    moment, person = Moment.objects.get(), Person.objects.get()
    change(moment, deed="You stayed, every Tuesday.", kind="taught", words="Go on, and write.")
    change(person, name="Thomas Bell", address_as="Thomas")

    answers = [as_ada.post(address, sent) for address, sent in pages[:3]]

    assert [one.status_code for one in answers] == [409, 409, 409]
    for answer, stands in zip(answers, ("Thomas Bell", "You stayed, every Tuesday.", "Go on, and write."), strict=True):
        assert MEANWHILE in answer.text
        assert f"Kept now: {stands}" in answer.text
    moment.refresh_from_db()
    person.refresh_from_db()
    assert (moment.deed, moment.kind, moment.words) == ("You stayed, every Tuesday.", "taught", "Go on, and write.")
    assert (person.name, person.address_as) == ("Thomas Bell", "Thomas")


def test_sent_once_more_over_what_stands_it_is_kept(as_ada, pages):
    change(Person.objects.get(), name="Thomas Bell")
    address, sent = pages[0]

    told = as_ada.post(address, sent).text
    as_ada.post(address, fields(told))

    assert Person.objects.get().name == "Mr. Bell"


def test_the_same_again_is_no_news(as_ada, pages):
    answers = [as_ada.post(address, sent) for address, sent in pages]

    assert [one.status_code for one in answers] == [302] * 4
    assert (Person.objects.count(), Moment.objects.count(), Letter.objects.count()) == (1, 1, 1)


def test_the_last_page_again_after_the_card_was_given_begins_no_second(as_ada, pages):
    card = as_ada.post(*pages[3])["Location"]
    as_ada.post(f"{card}ready/say/", fields(as_ada.get(card).text))
    as_ada.post(f"{card}given/", {"on": ""})

    again = as_ada.post(*pages[3])["Location"]

    assert again == card
    assert Letter.objects.get().state == "given"


def test_back_shows_who_was_named(as_ada, pages):
    shown = fields(as_ada.get(pages[0][0]).text)

    assert (shown["name"], shown["address_as"]) == ("Mr. Bell", "Mr. Bell")
