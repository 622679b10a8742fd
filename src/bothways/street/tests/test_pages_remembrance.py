"""The page on which someone who has died is remembered."""

from html import unescape

import pytest

from bothways.formats.days import in_year
from bothways.gratitude.models import Letter
from bothways.moments.models import Moment, State
from bothways.people.models import Person
from bothways.street import actions


@pytest.fixture
def gone(as_ada, grace, today):
    actions.remember(
        grace, lane="theirs", kind="time", on=in_year(1996), today=today, deed="You let me stay after class.",
        words="Look again.", note="In the old lab",
    )  # fmt: skip
    as_ada.post(_page(grace, "life/"), {"life": "died", "died": "2020"})
    return grace


def _page(person, act="remembrance/"):
    return f"/people/{person.pk}/{act}"


def _memory(**said):
    return {"kind": "story", "deed": "How she found the onion.", "on": "2024", **said}


def test_it_holds_what_they_did_their_words_and_letters_that_never_leave(as_ada, gone):
    as_ada.post(_page(gone, "write/"))

    page = as_ada.get(_page(gone)).text

    shown = ("Died 2020", "You let me stay after class.", "“Look again.”", "Write on")
    assert [one for one in shown if one not in page] == []
    assert f"/letters/{Letter.objects.get().pk}/" in page
    assert Letter.objects.get().unsent
    assert "mailto:" not in page
    assert "@example" not in page


@pytest.mark.parametrize(
    "kind", ["story", "visit", "quiet_minute", "donation", "dedicated", "passed_on", "remembrance"]
)
def test_a_memory_stands_there_and_is_no_contact(as_ada, gone, kind):
    before = State.objects.values().get()

    as_ada.post(_page(gone, "remembrance/keep/"), _memory(kind=kind))

    moment = Moment.objects.get(kind=kind)
    assert (moment.lane, moment.contact, moment.person) == ("mine", False, gone)
    assert State.objects.values().get() == before
    assert "How she found the onion." in as_ada.get(_page(gone)).text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"deed": ""}, "Tell it in a sentence"),
        ({"on": "2099"}, "still to come"),
        ({"on": "2024-02-30"}, "has no day 30"),
        ({"kind": "met"}, "none of the choices"),
    ],
)
def test_what_cannot_be_is_refused_and_the_text_is_still_there(as_ada, gone, typed, says):
    answer = as_ada.post(_page(gone, "remembrance/keep/"), _memory(**{"deed": "<b>O'Brien</b> שלום", **typed}))

    assert answer.status_code == 422
    assert says in answer.text
    assert typed.get("deed") == "" or "<b>O'Brien</b> שלום" in unescape(answer.text)
    assert Moment.objects.count() == 1


def test_days_are_the_members_own_to_choose_and_to_take_away(as_ada, gone):
    assert not gone.remembered_days.exists()

    as_ada.post(_page(gone, "remember-on/"), {"month": "2", "day": "29", "word": "Her birthday"})
    refused = as_ada.post(_page(gone, "remember-on/"), {"month": "2", "day": "30", "word": "typed"})
    page = as_ada.get(_page(gone)).text
    as_ada.post(_page(gone, f"remember-on/{gone.remembered_days.get().pk}/forget/"))

    assert (refused.status_code, "no such day" in refused.text, "typed" in refused.text) == (422, True, True)
    assert "29 February · Her birthday" in page
    assert "in other years on the 28th" in page
    assert not gone.remembered_days.exists()


def test_a_third_day_is_refused_in_a_sentence_beside_what_was_typed(as_ada, gone):
    for day in (1, 2):
        as_ada.post(_page(gone, "remember-on/"), {"month": "5", "day": str(day)})

    answer = as_ada.post(_page(gone, "remember-on/"), {"month": "5", "day": "3", "word": "The lecture"})

    assert answer.status_code == 400
    assert "Take one away" in answer.text
    assert "The lecture" in answer.text
    assert gone.remembered_days.count() == 2


def test_two_words_for_one_day_that_do_not_fit_together_are_not_cut(as_ada, gone):
    for word in ("Her birthday", "x" * 300):
        answer = as_ada.post(_page(gone, "remember-on/"), {"month": "5", "day": "3", "word": word})

    assert answer.status_code == 422
    assert "With what stands there for that day it is too long: 300 letters at most for both." in answer.text
    assert "x" * 300 in answer.text
    assert gone.remembered_days.get().word == "Her birthday"


def test_whoever_lives_has_no_such_page_and_an_undone_death_takes_it_away(as_ada, gone):
    as_ada.post(_page(gone, "undo/"), {"said": str(gone.said.get().pk)})

    assert as_ada.get(_page(gone))["Location"] == _page(gone, "")


def test_notes_go_and_what_happened_stays(as_ada, gone):
    Person.objects.update(note="Hard to talk to")

    as_ada.post(_page(gone, "forget-notes/"))

    assert (Person.objects.get().note, Moment.objects.get().note) == ("", "")
    assert Moment.objects.get().words == "Look again."


def test_cleo_sees_and_changes_nothing_of_it(as_ada, as_cleo, gone):
    assert as_cleo.get(_page(gone)).status_code == 404
    for act, typed in (("remembrance/keep/", _memory()), ("remember-on/", {"month": "5", "day": "3"})):
        assert as_cleo.post(_page(gone, act), typed).status_code == 404
    assert as_cleo.post(_page(gone, "forget-notes/")).status_code == 404
    assert (Moment.objects.count(), Moment.objects.get().note) == (1, "In the old lab")


def test_a_stale_page_of_remembrance_keeps_no_day_for_who_lives(as_ada, gone):
    as_ada.post(_page(gone, "life/"), {"life": "living"})

    refused = as_ada.post(_page(gone, "remember-on/"), {"month": "2", "day": "28", "word": "Her birthday"})

    assert refused.status_code == 409
    assert "has not died" in refused.text
    assert "Her birthday" in refused.text
    assert not gone.remembered_days.exists()


def test_a_stale_page_of_remembrance_keeps_no_memory_of_who_lives(as_ada, gone):
    as_ada.post(_page(gone, "life/"), {"life": "living"})

    refused = as_ada.post(_page(gone, "remembrance/keep/"), _memory(deed="I stood at the grave."))

    assert refused.status_code == 409
    assert "has not died" in refused.text
    assert "I stood at the grave." in refused.text
    assert not Moment.objects.filter(deed="I stood at the grave.").exists()
