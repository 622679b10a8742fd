"""Promises on their pages: made, kept onto the street, released, and told of where their day has passed."""

import re
from datetime import timedelta

import pytest

from bothways.formats.days import exactly, in_month
from bothways.gratitude.actions import leaving
from bothways.gratitude.models import Letter, Loop
from bothways.gratitude.tests import make as letters
from bothways.ground.clock import today_in
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.rhythm.models import Promise
from bothways.rhythm.tests import make
from bothways.street import actions

NEVER = re.compile(r"\b(late|overdue|debt|must|score)\b", re.IGNORECASE)
SAID = {"lane": "mine", "what": "The slides of my talk", "on": ""}


@pytest.fixture
def yesterday(ada):
    return exactly(today_in(ada.timezone) - timedelta(days=1))


def test_a_promise_is_made_from_their_page_and_stands_there_and_on_the_page_of_all(as_ada, grace):
    beside = as_ada.get(f"/people/{grace.pk}/").text
    assert f"/promises/add/?person={grace.pk}" in beside
    assert f'value="{grace.pk}" selected' in as_ada.get(f"/promises/add/?person={grace.pk}").text

    made = as_ada.post("/promises/make/", {**SAID, "person": grace.pk, "on": "2031-06"})

    assert made["Location"] == f"/people/{grace.pk}/"
    for path in (made["Location"], "/promises/"):
        page = as_ada.get(path).text
        assert "The slides of my talk" in page
        assert "for June 2031" in page
    assert Promise.objects.get().on == in_month(2031, 6)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"what": " \u200b "}, "required"),
        ({"what": "a" * 5001}, "5000"),
        ({"on": "soon"}, "Write a year"),
        ({"on": "12 April"}, "Write the year too"),
        ({"on": "0001"}, "four digits"),
        ({"lane": "ours"}, "none of the choices"),
        ({"person": ""}, "Choose somebody from the list."),
        ({"person": "nobody"}, "Choose somebody from the list."),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_typed(as_ada, grace, typed, says):
    answer = as_ada.post("/promises/make/", {**SAID, "person": grace.pk, "what": "By hand", **typed})

    assert answer.status_code == 422
    assert says in answer.text
    assert "By hand" in answer.text or "what" in typed
    assert not Promise.objects.exists()


def test_a_promise_of_mine_that_is_kept_is_one_moment_in_my_lane_and_goes_when_it_is_open_again(as_ada, grace):
    promise = make.promise(grace)

    for _ in range(2):
        as_ada.post(f"/promises/{promise.pk}/keep/")

    moment = Moment.objects.get()
    assert (moment.lane, moment.kind, moment.deed) == ("mine", "helped", "The slides of my talk")
    assert "The slides of my talk" in as_ada.get(f"/people/{grace.pk}/").text
    assert f"/moments/{moment.pk}/" in as_ada.get(f"/promises/{promise.pk}/").text
    as_ada.post(f"/promises/{promise.pk}/open-again/")
    assert not Moment.objects.exists()
    assert Promise.objects.get().state == "open"


def test_a_promise_of_theirs_that_is_kept_is_help_that_wants_thanks(as_ada, grace):
    promise = make.promise(grace, "You offered to read my grant", lane="theirs")

    as_ada.post(f"/promises/{promise.pk}/keep/")

    moment = Moment.objects.get()
    assert moment.lane == "theirs"
    assert Loop.objects.get().moment == moment
    assert "You offered to read my grant" in as_ada.get("/untold/").text


def test_what_was_made_of_a_kept_promise_outlives_its_being_open_again(ada, grace, today):
    promise = make.promise(grace)
    actions.keep_promise(promise, today=today)
    moment = Moment.objects.get()
    said = {"lane": "mine", "kind": "helped", "on": moment.on, "deed": "I sent you all forty slides."}
    actions.amend(moment, version=1, today=today, **said)

    actions.open_promise_again(promise)
    actions.keep_promise(promise, today=today)

    assert Moment.objects.get().deed == "I sent you all forty slides."


def test_each_open_promise_can_be_released_where_it_is_listed(as_ada, grace, lin):
    listed = [make.promise(grace), make.promise(lin, "The book", lane="theirs")]

    for path in ("/promises/", *(f"/people/{one.person_id}/" for one in listed)):
        page = as_ada.get(path).text
        there = [f"/promises/{one.pk}/release/" in page for one in listed]
        assert there == [path == "/promises/" or str(one.person_id) in path for one in listed]


def test_a_release_asks_for_no_reason_and_leaves_no_trace_on_the_street(as_ada, grace):
    promise = make.promise(grace)

    as_ada.post(f"/promises/{promise.pk}/release/")

    assert not Moment.objects.exists()
    assert "Released on" in as_ada.get(f"/promises/{promise.pk}/").text
    assert "Kept or released (1)" in as_ada.get("/promises/").text


def test_where_its_day_has_passed_they_can_be_told_now(as_ada, grace, yesterday):
    passed, theirs = make.promise(grace, on=yesterday), make.promise(grace, "A book", yesterday, "theirs")
    ahead = make.promise(grace, "The book", exactly(yesterday.earliest + timedelta(days=9)))

    page = as_ada.get(f"/promises/{passed.pk}/").text

    assert "I promised you: “The slides of my talk”." in page
    assert f"/today/{grace.pk}/reach/?act=keep_promise" in page
    assert f"/people/{grace.pk}/write/" in page
    assert not NEVER.search(page)
    for other in (theirs, ahead):
        assert "Tell them now" not in as_ada.get(f"/promises/{other.pk}/").text
    assert as_ada.get("/promises/").text.count("Another day") == 1


def test_more_than_three_to_one_person_ask_which_can_be_released(as_ada, grace, lin):
    for number in range(3):
        make.promise(grace, f"Number {number}")
        make.promise(lin, f"Number {number}")
    assert "Which can you release?" not in as_ada.get("/promises/").text

    make.promise(grace, "One more")

    for path in ("/promises/", f"/people/{grace.pk}/"):
        page = as_ada.get(path).text
        assert page.count("Which can you release?") == 1
    assert "Which can you release?" not in as_ada.get(f"/people/{lin.pk}/").text


@pytest.mark.parametrize(("act", "value"), [("life", "died"), ("contact", "ended"), ("contact", "paused")])
def test_of_someone_in_peace_promises_are_read_and_released_and_nothing_is_asked(as_ada, grace, yesterday, act, value):
    promise = make.promise(grace, on=yesterday)
    for number in range(4):
        make.promise(grace, f"Number {number}")
    as_ada.post(f"/people/{grace.pk}/{act}/", {act: value})

    for path in ("/promises/", f"/people/{grace.pk}/", f"/promises/{promise.pk}/"):
        page = as_ada.get(path).text
        assert "The slides of my talk" in page
        assert "Which can you release?" not in page
        assert "Tell them now" not in page
    as_ada.post(f"/promises/{promise.pk}/release/")
    assert Promise.objects.get(pk=promise.pk).state == "released"


def test_the_second_of_two_windows_shows_both_and_a_settled_one_is_not_changed(as_ada, grace):
    promise = make.promise(grace)
    address = f"/promises/{promise.pk}/change/"
    as_ada.post(address, {**SAID, "what": "The first words", "version": 1})

    second = as_ada.post(address, {**SAID, "what": "The second words", "version": 1})

    assert second.status_code == 409
    assert "The second words" in second.text
    assert "Kept now: The first words" in second.text
    as_ada.post(f"/promises/{promise.pk}/keep/")
    third = as_ada.post(address, {**SAID, "what": "The third words", "version": 2})
    assert (third.status_code, "The third words" in third.text, "kept already" in third.text) == (409, True, True)


def test_cleo_cannot_promise_to_adas_people(as_cleo, grace):
    assert as_cleo.post("/promises/make/", {**SAID, "person": grace.pk}).status_code == 404
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"life": "died"}, "Grace Hill has died, and nothing is owed."),
        ({"contact": "ended"}, "You ended contact with Grace Hill."),
    ],
)
def test_nothing_new_is_promised_to_the_dead_or_after_contact_ended(as_ada, grace, lin, said, says):
    Person.objects.filter(pk=grace.pk).update(**said)

    page = as_ada.get(f"/promises/add/?person={grace.pk}").text
    answer = as_ada.post("/promises/make/", {**SAID, "person": grace.pk, "what": "By hand"})

    assert f'value="{lin.pk}"' in page
    assert f'value="{grace.pk}"' not in page
    assert says in page
    assert answer.status_code == 422
    assert says in answer.text
    assert "By hand" in answer.text
    assert not Promise.objects.exists()


def test_a_pause_is_a_rest_from_prompts_and_not_from_promises(as_ada, grace):
    Person.objects.filter(pk=grace.pk).update(contact="paused")

    as_ada.post("/promises/make/", {**SAID, "person": grace.pk})

    assert Promise.objects.get().person == grace


@pytest.mark.parametrize("thanked", [False, True])
def test_open_again_nothing_stands_on_the_street_but_what_was_thanked_for_and_that_is_said(as_ada, ada, grace, thanked):
    one = make.promise(grace, lane="theirs")
    as_ada.post(f"/promises/{one.pk}/keep/")
    letter = letters.letter_to(grace, Moment.objects.get())
    if thanked:
        leaving.make_ready(letter, "print", letters.NOW)

    answer = as_ada.post(f"/promises/{one.pk}/open-again/", follow=True).text

    assert "It is open again." in answer
    assert ("What stands on your street stays" in answer) == thanked
    assert Moment.objects.exists() == Loop.objects.exists() == thanked
    assert Letter.objects.get().answers()["deed"] == one.what
