"""Letters, mails and thanks that came to the member, kept whole, with what they meant."""

from datetime import timedelta

import pytest

from bothways.formats.days import exactly, in_year
from bothways.gratitude.models import Loop
from bothways.ground.records import new_id
from bothways.moments.models import Moment
from bothways.moments.tests import make
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.street.queries import A_PART, received

LETTER = "Dear Ada,\n\nI passed. It was your question in March that I heard in the exam.\n\nLin"
WELL = {
    "kind": "thanked", "on": "2025-06", "words": LETTER, "effect": "I had meant to stop teaching.", "deed": "",
    "name": "", "role": "mentor",
}  # fmt: skip


def _keep(client, **said):
    return client.post("/received/keep/", {**WELL, "id": str(new_id()), **said})


def test_thanks_of_a_mentee_stand_whole_on_their_street_and_among_all_with_what_they_meant(as_ada, lin):
    answer = _keep(as_ada, person=str(lin.pk))

    moment = Moment.objects.get()
    assert answer["Location"] == f"/people/{lin.pk}/"
    assert (moment.person, moment.lane, moment.words, str(moment.on)) == (lin, "theirs", LETTER, "2025-06")
    for path in (f"/moments/{moment.pk}/", "/received/"):
        page = as_ada.get(path).text
        assert LETTER in page.replace("&#39;", "'")
        assert "I had meant to stop teaching." in page
    assert "It was your question in March" in as_ada.get(f"/people/{lin.pk}/").text


def test_the_rhythm_rests_by_it_and_nothing_asks_for_an_answer(as_ada, lin, today):
    make.moment(lin, lane="mine", kind="wrote", on=in_year(2020))
    assert "Lin" in as_ada.get("/").text

    _keep(as_ada, person=str(lin.pk), on=str(today))

    lin.state.refresh_from_db()
    assert (lin.state.last_contact, lin.state.last_theirs) == (today, today)
    assert not Loop.objects.exists()
    assert "Lin" not in as_ada.get("/").text


def test_somebody_new_is_kept_by_it_as_what_they_are(as_ada):
    _keep(as_ada, name="Rosa Quispe", role="mentee")

    assert [one.role for one in Person.objects.get(name="Rosa Quispe").roles.all()] == ["mentee"]
    assert Moment.objects.get().person.name == "Rosa Quispe"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"words": ""}, "This is still empty"),
        ({"words": "a" * 20_001}, "20,000"),
        ({"on": "2199"}, "still to come"),
        ({"kind": "time"}, "choice"),
        ({"person": ""}, "Say with whom"),
        ({"name": "Rosa"}, "one of the two"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(as_ada, lin, wrong, says):
    answer = _keep(as_ada, **{"person": str(lin.pk), **wrong})

    assert answer.status_code == 422
    assert says in answer.text
    assert "I had meant to stop teaching." in answer.text
    assert not Moment.objects.exists()


def test_a_letter_from_before_they_died_is_kept_and_one_from_after_is_not(as_ada, grace, today):
    people.say_life(grace, "died", died=in_year(2019), today=today)

    after = _keep(as_ada, person=str(grace.pk), on="2021")
    _keep(as_ada, person=str(grace.pk), on="2018", kind="letter")

    assert "They had died by that day." in after.text
    assert LETTER in after.text
    assert [one.latest.year for one in Moment.objects.all()] == [2018]
    assert "It was your question in March" in as_ada.get(f"/people/{grace.pk}/remembrance/").text


def test_a_long_letter_is_begun_among_all_and_whole_on_its_page(as_ada, grace):
    end = "That is all I wished to say."
    moment = make.moment(grace, lane="theirs", kind="letter", words="Once more. " * 100 + end)

    among_all = as_ada.get("/received/").text

    assert "Read it whole" in among_all
    assert end not in among_all
    assert f"{end}</blockquote>" in as_ada.get(f"/moments/{moment.pk}/").text


def test_letters_and_single_sentences_stand_on_pages_of_their_own(as_ada, grace):
    make.moment(grace, lane="theirs", kind="letter", words="A whole letter.")
    make.moment(grace, lane="theirs", kind="kept_words", words="Look again.")
    make.moment(grace, lane="mine", kind="letter", words="My own letter.")

    pages = {path: as_ada.get(path).text for path in ("/received/", "/words/")}

    assert ["A whole letter." in page for page in pages.values()] == [True, False]
    assert ["Look again." in page for page in pages.values()] == [False, True]
    assert ["My own letter." in page for page in pages.values()] == [False, False]


def test_many_letters_come_in_parts_the_newest_first_and_none_twice(as_ada, ada, grace, today):
    for number in range(A_PART + 3):
        on = exactly(today - timedelta(days=number % 7))
        make.moment(grace, lane="theirs", kind="letter", words=f"Number {number}.", on=on)

    first = received(ada)
    rest = received(ada, after=first.shown[-1])
    part = as_ada.get(f"/received/?after={first.earlier}", headers={"HX-Request": "true"}).text

    days = [one.latest for one in (*first.shown, *rest.shown)]
    assert days == sorted(days, reverse=True)
    assert len({one.pk for one in (*first.shown, *rest.shown)}) == A_PART + 3
    assert (rest.earlier, part.count("<blockquote")) == (None, 3)


def test_cleo_reads_nothing_of_adas_and_keeps_nothing_with_her_people(as_cleo, grace):
    letter = make.moment(grace, lane="theirs", kind="letter", words="A whole letter.")

    assert "A whole letter." not in as_cleo.get("/received/").text
    assert as_cleo.get(f"/received/?after={letter.pk}").status_code == 404
    assert as_cleo.get(f"/received/add/?person={grace.pk}").status_code == 404
    assert _keep(as_cleo, person=str(grace.pk)).status_code == 404
    assert Moment.objects.count() == 1
