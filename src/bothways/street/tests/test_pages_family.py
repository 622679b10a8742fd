"""A letter to the family of someone who has died: begun where they are remembered, and standing on their street."""

import importlib

import pytest
from django.apps import apps

from bothways.formats.days import in_year
from bothways.gratitude.actions import leaving, writing
from bothways.gratitude.models import Letter
from bothways.gratitude.tests import make
from bothways.gratitude.tests.make import as_typed
from bothways.ground import clock
from bothways.moments.models import Moment, State
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.street import actions

SAID = {"loss": "I was sorry to hear that Grace has died.", "known": "She taught me anatomy in 1996."}


@pytest.fixture
def gone(as_ada, grace, today):
    actions.remember(
        grace, lane="theirs", kind="time", on=in_year(1996), today=today, deed="You let me stay after class."
    )
    as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2020"})
    grace.refresh_from_db()
    return grace


def _begin(client, gone, to="Mrs. O'Brien"):
    return client.post(f"/people/{gone.pk}/family/", {"to": to})


def _letter():
    return Letter.objects.get(kind="family")


def _paper(letter, **said):
    return {**as_typed(letter, **SAID), "kind": "family", "greeting": "", "close": "", "subject": "", **said}


def test_it_goes_to_a_living_person_and_says_whom_it_is_about(as_ada, gone):
    page = as_ada.get(_begin(as_ada, gone)["Location"]).text

    letter = _letter()
    assert (letter.person.name, letter.in_memory_of, letter.unsent) == ("Mrs. O'Brien", gone, False)
    assert "In memory of" in page
    assert "Who were they to you?" in page
    assert "Dear Mrs. O&#39;Brien," in page or "Dear Mrs. O&#x27;Brien," in page
    assert "With deep sympathy," in page
    assert "First, how is" not in page
    assert "bring less joy" not in page


def test_given_it_stands_on_the_street_of_who_has_died_as_remembrance(as_ada, ada, gone, today):
    _begin(as_ada, gone)
    before = State.objects.values().get(pk=gone.pk)
    as_ada.post(f"/letters/{_letter().pk}/ready/print/", _paper(_letter()))

    given = as_ada.post(f"/letters/{_letter().pk}/given/", {"on": ""})

    moment = Moment.objects.get(kind="to_family")
    assert (moment.person, moment.lane, moment.contact) == (gone, "mine", False)
    assert given["Location"] == f"/people/{gone.pk}/"
    assert State.objects.values().get(pk=gone.pk) == before
    assert "Letter to Mrs. O" in as_ada.get(f"/people/{gone.pk}/remembrance/").text


def test_on_paper_it_is_addressed_to_the_family(as_ada, gone):
    _begin(as_ada, gone)
    as_ada.post(f"/letters/{_letter().pk}/ready/print/", _paper(_letter()))

    sheet = as_ada.get(f"/letters/{_letter().pk}/letter.pdf")

    assert (sheet.status_code, sheet["Content-Type"]) == (200, "application/pdf")
    assert _letter().state == "ready"


def test_who_is_kept_already_under_the_name_is_the_same_and_twice_is_once(as_ada, ada, gone):
    tom = people.keep(ada, name="Tom Hill")

    first, second = (_begin(as_ada, gone, to="tom  hill") for _ in range(2))

    assert first["Location"] == second["Location"]
    assert _letter().person == tom
    assert Person.objects.filter(name__icontains="hill").exclude(pk=gone.pk).count() == 1


@pytest.mark.parametrize("kept", ["Tomás Peña", "Tomas Péna"])
def test_somebody_of_a_like_name_is_not_taken_for_the_family(as_ada, ada, gone, kept):
    other = people.keep(ada, name=kept, addresses=["tomas@example.net"])
    people.say_life(people.keep(ada, name="Tomás Pena"), "died", today=clock.today_in("UTC"))

    _begin(as_ada, gone, to="Tomas Pena")

    assert _letter().person.name == "Tomas Pena"
    assert _letter().person != other


@pytest.mark.parametrize(
    ("name", "typed"), [("José Núñez", "Jose Nunez"), ("Sean O’Brien", "Sean O'Brien"), ("José Núñez", "JOSÉ NÚÑEZ")]
)
def test_nobody_mourns_themselves_however_their_name_is_typed(as_ada, ada, name, typed):
    gone = people.keep(ada, name=name)
    people.say_life(gone, "died", today=clock.today_in("UTC"))

    answer = _begin(as_ada, gone, to=typed)

    assert answer.status_code in (400, 422)
    assert "has died" in answer.text
    assert not Letter.objects.exists()


def test_the_marks_that_a_keyboard_sets_make_nobody_twice(as_ada, ada, gone):
    rosa = people.keep(ada, name="Rosa O’Brien")

    _begin(as_ada, gone, to="Rosa O'Brien")

    assert _letter().person == rosa


@pytest.mark.parametrize(
    ("to", "says"), [("", "still empty"), ("Grace Hill", "Grace Hill has died"), ("x" * 301, "too long")]
)
def test_to_nobody_and_to_the_dead_it_cannot_go(as_ada, gone, to, says):
    answer = _begin(as_ada, gone, to=to)

    assert answer.status_code in (400, 422)
    assert to in answer.text
    assert says in answer.text or "300" in answer.text
    assert not Letter.objects.exists()
    assert Person.objects.count() == 1


def test_it_stands_beside_an_unsent_letter_and_beside_another_to_the_same_family(as_ada, ada, gone, now):
    unsent = writing.start(ada, gone, at=now)
    _begin(as_ada, gone)
    _begin(as_ada, gone, to="Tom Hill")

    page = as_ada.get(f"/people/{gone.pk}/remembrance/").text

    assert Letter.objects.filter(kind="family").count() == 2
    assert all(f"/letters/{pk}/" in page for pk in Letter.objects.values_list("pk", flat=True))
    with pytest.raises(leaving.NeverLeaves):
        leaving.make_ready(unsent, "copy", now)


def test_a_letter_that_was_begun_to_them_is_asked_about_and_keeps_every_word(as_ada, ada, gone, now):
    tom = people.keep(ada, name="Tom Hill")
    begun = writing.start(ada, tom, at=now)
    make.save(begun, deed="You fixed my roof.")

    asked = _begin(as_ada, gone, to="Tom Hill")
    as_ada.post(f"/letters/to/{tom.pk}/start/", {"kind": "family", "in_memory_of": str(gone.pk), "turn": "on"})

    assert "a thank-you" in asked.text
    assert str(gone.pk) in asked.text
    assert (_letter().pk, _letter().in_memory_of) == (begun.pk, gone)
    assert "You fixed my roof." in [part.text for part in _letter().parts.all()]


def test_elsewhere_no_letter_becomes_one_to_a_family(as_ada, ada, lin, now):
    letter = writing.start(ada, lin, at=now)

    page = as_ada.get(f"/letters/{letter.pk}/").text
    turned = as_ada.post(f"/letters/{letter.pk}/turn/", {**as_typed(letter), "kind": "thanks", "into": "family"})
    begun = as_ada.post(f"/letters/to/{lin.pk}/start/", {"kind": "family"})

    assert "A letter to the family" not in page
    assert (turned.status_code, begun.status_code) == (400, 400)
    assert "begun on the page on which you remember" in turned.text
    assert Letter.objects.get().kind == "thanks"


def test_cleo_writes_to_nobodys_family(as_cleo, gone):
    assert _begin(as_cleo, gone).status_code == 404
    assert not Letter.objects.exists()


def test_a_letter_to_somebody_who_died_asks_no_questions_of_them(as_ada, gone):
    as_ada.post(f"/people/{gone.pk}/write/")

    assert Letter.objects.get(person=gone).kind == "thanks"


def _erase(client, person):
    assert client.post(f"/people/{person.pk}/forget/", {"name": person.name}).status_code == 302


def test_turned_into_thanks_for_the_readers_own_help_it_is_not_erased_with_who_has_died(as_ada, gone, lin):
    _begin(as_ada, gone, to=lin.name)
    page = f"/letters/{_letter().pk}"
    as_ada.post(f"{page}/turn/", {**_paper(_letter()), "into": "thanks"})
    letter = Letter.objects.get()
    assert (letter.kind, letter.in_memory_of) == ("thanks", None)
    said = as_typed(letter, deed="You fed me every Sunday.")
    as_ada.post(f"{page}/ready/print/", {**said, "kind": "thanks", "greeting": "", "close": "", "subject": ""})
    as_ada.post(f"{page}/given/", {"on": ""})

    _erase(as_ada, gone)

    assert Letter.objects.get().state == "given"
    assert "You fed me every Sunday." in as_ada.get(f"{page}/").text


@pytest.mark.parametrize("given", [True, False])
def test_it_stays_with_its_reader_where_who_has_died_is_erased(as_ada, gone, given):
    _begin(as_ada, gone)
    page = f"/letters/{_letter().pk}"
    as_ada.post(f"{page}/ready/print/", _paper(_letter()))
    if given:
        as_ada.post(f"{page}/given/", {"on": ""})

    _erase(as_ada, gone)

    assert (_letter().in_memory_of, _letter().state) == (None, "given" if given else "ready")
    shown = as_ada.get(f"{page}/")
    assert shown.status_code == 200
    assert SAID["known"] in shown.text
    assert "has died. This letter stays" not in shown.text


def test_put_by_since_they_live_it_goes_with_them(as_ada, gone):
    _begin(as_ada, gone)
    as_ada.post(f"/people/{gone.pk}/life/", {"life": "living"})
    assert _letter().unsent

    _erase(as_ada, gone)

    assert not Letter.objects.exists()


def test_one_that_an_earlier_release_turned_forgets_whom_it_was_in_memory_of(ada, gone, lin, now):
    letter = writing.start(ada, lin, kind="family", in_memory_of=gone, at=now)
    turned = Letter.objects.create(member=ada, person=gone, in_memory_of=lin, saved_at=now, unsent=True)

    importlib.import_module(
        "bothways.gratitude.migrations.0010_a_letter_to_the_family_is_its_readers"
    ).forget_whom_it_was_begun_for(apps, None)

    named = dict(Letter.objects.values_list("pk", "in_memory_of"))
    assert named == {letter.pk: gone.pk, turned.pk: None}
