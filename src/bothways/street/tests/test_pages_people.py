"""The list of people, and what one says about somebody."""

import datetime as dt
import re

import pytest

from bothways.people import actions as people
from bothways.people.models import Person, Role
from bothways.rhythm.models import Rhythm

WELL = {
    "name": "Grace Hill", "prefix": "Dr.", "given": "Grace", "family": "Hill", "address_as": "Grace", "language": "es",
    "channel": "paper", "reach": "After six", "emails": "grace@example.edu\n grace@old.example.edu ", "phones": "555 1",
    "postal": "Elm 1\nLakeside", "care_of": "The school", "organisation": "Clinic", "work": "Nurse", "born": "--02-29",
    "note": "Likes letters", "version": "1",
}  # fmt: skip


def _about(person, act=""):
    return f"/people/{person.pk}/{act}"


def test_nobody_is_kept_at_first(as_ada):
    assert "Begin with one person" in as_ada.get("/people/").text


def test_people_stand_in_their_chapters_and_the_rest_in_the_address_book(as_ada, ada, grace, lin):
    school = people.begin_chapter(ada, name="School")
    people.say_role(grace, "mentor", chapter=school)
    people.keep(ada, name="Plumber")

    page = as_ada.get("/people/").text

    assert page.index("School") < page.index("Grace Hill") < page.index("Address book") < page.index("Plumber")


@pytest.mark.parametrize("page", ["0", "-1", "2", "999999999999", "x"])
def test_a_page_that_is_not_there_is_the_nearest(as_ada, ada, page):
    for number in range(70):
        people.keep(ada, name=f"Person {number:02}")

    assert "Person" in as_ada.get("/people/", {"page": page}).text


def test_somebody_is_kept_with_what_they_are(as_ada):
    answer = as_ada.post("/people/keep/", {"name": "Rosa Quispe", "role": "mentee"})

    assert answer["Location"] == _about(Person.objects.get(), "about/")
    assert Role.objects.get().role == "mentee"


def test_nobody_without_a_name_is_kept(as_ada):
    answer = as_ada.post("/people/keep/", {"name": "\u200b", "role": "mentor"})

    assert answer.status_code == 422
    assert "This is still empty" in answer.text
    assert not Person.objects.exists()


def test_a_name_that_is_too_long_is_still_there_to_be_shortened(as_ada):
    answer = as_ada.post("/people/keep/", {"name": "Rosa " * 100, "role": "mentor"})

    assert answer.status_code == 422
    assert ("Rosa " * 100).strip() in answer.text


def test_as_many_numbers_and_addresses_as_an_address_book_brings_can_be_saved(as_ada, grace):
    many = {
        "phones": "\n".join(f"+1 555 0100 0100 0100 {n}" for n in range(100)),
        "emails": "\n".join(f"{'x' * 60}{n}@mail.example.org" for n in range(100)),
    }

    as_ada.post(_about(grace, "change/"), {**WELL, **many})

    assert (grace.phones.count(), grace.addresses.count()) == (100, 100)


def test_all_that_is_said_of_somebody_is_kept_and_shown(as_ada, grace):
    answer = as_ada.post(_about(grace, "change/"), WELL)

    grace.refresh_from_db()
    page = as_ada.get(_about(grace, "about/")).text
    assert answer.status_code == 302
    assert (grace.language, str(grace.born), grace.postal, grace.reach_is_guess) == (
        "es",
        "--02-29",
        "Elm 1\nLakeside",
        False,
    )
    assert sorted(grace.addresses.values_list("address", flat=True)) == ["grace@example.edu", "grace@old.example.edu"]
    assert "Elm 1\nLakeside" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "required"),
        ({"name": "x" * 301}, "300"),
        ({"emails": "grace at example"}, "not a mail address"),
        ({"born": "2026-02-30"}, "has no day 30"),
        ({"born": "2027"}, "still to come"),
        ({"language": "tlh"}, "none of the choices"),
        ({"channel": "pigeon"}, "none of the choices"),
        ({"note": "x" * 100_001}, "100000"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_still_there(as_ada, grace, typed, says):
    answer = as_ada.post(_about(grace, "change/"), {**WELL, "work": "Nurse “on nights”", **typed})

    assert answer.status_code == 422
    assert says in answer.text
    assert "Nurse “on nights”" in answer.text
    assert Person.objects.get().version == 1


def test_nobody_is_born_after_they_died(as_ada, grace):
    as_ada.post(_about(grace, "life/"), {"life": "died", "died": "2020"})

    refused = as_ada.post(_about(grace, "change/"), {**WELL, "born": "2024-01-01"})

    assert "They died before that (2020)." in refused.text
    assert as_ada.post(_about(grace, "change/"), {**WELL, "version": "2", "born": "2020-01-01"}).status_code == 302


def test_of_two_windows_the_second_is_told_and_keeps_its_text(as_ada, grace):
    as_ada.post(_about(grace, "change/"), WELL)

    answer = as_ada.post(_about(grace, "change/"), {**WELL, "note": "Typed in the other window"})

    assert answer.status_code == 409
    assert "Typed in the other window" in answer.text
    assert "Kept now: Likes letters" in answer.text
    assert Person.objects.get().note == "Likes letters"


def test_what_the_second_window_typed_is_kept_when_it_is_sent_once_more(as_ada, grace):
    as_ada.post(_about(grace, "change/"), {**WELL, "reach_is_guess": "on", "phones": "555 2"})
    mine = {**WELL, "language": "en", "note": "Typed in the other window"}

    told = as_ada.post(_about(grace, "change/"), mine).text
    version = re.search(r'name="version" value="(\d+)"', told)[1]
    as_ada.post(_about(grace, "change/"), {**mine, "version": version})

    assert all(f"Kept now: {one}" in told for one in ("Spanish", "ticked", "555 2"))
    kept = Person.objects.get()
    assert (kept.note, kept.language, kept.phones.get().number) == ("Typed in the other window", "en", "555 1")


def test_the_same_again_is_saved_already(as_ada, grace):
    answers = [as_ada.post(_about(grace, "change/"), WELL).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Person.objects.get().version == 2


def test_of_two_windows_the_second_takes_no_address_away_that_the_first_added(as_ada, grace):
    as_ada.post(_about(grace, "change/"), {**WELL, "emails": "grace@example.edu\nnew@example.edu"})

    answer = as_ada.post(_about(grace, "change/"), {**WELL, "emails": "grace@example.edu"})

    assert answer.status_code == 409
    assert grace.addresses.filter(address="new@example.edu").exists()


def test_a_role_is_said_and_taken_back(as_ada, ada, lin):
    school = people.begin_chapter(ada, name="School")

    as_ada.post(_about(lin, "role/"), {"role": "peer", "chapter": str(school.pk), "begins": "2010", "ends": "2012"})
    page = as_ada.get(_about(lin)).text
    as_ada.post(f"/roles/{Role.objects.get(role='peer').pk}/take-back/")

    assert "School · 2010 to 2012" in page
    assert [role.role for role in lin.roles.all()] == ["mentee"]


def test_a_role_is_ended_where_it_stands_and_two_windows_see_each_other(as_ada, lin):
    role = lin.roles.get()
    ended = {"role": "mentee", "chapter": "", "begins": "2019", "ends": "2024", "version": "1"}

    first = as_ada.post(f"/roles/{role.pk}/change/", ended)
    second = as_ada.post(f"/roles/{role.pk}/change/", {**ended, "ends": "2025"})

    assert first.status_code == 302
    assert "2019 to 2024" in as_ada.get(_about(lin)).text
    assert second.status_code == 409
    assert "Kept now: 2024" in second.text
    assert [(one.role, str(one.ends)) for one in lin.roles.all()] == [("mentee", "2024")]


def test_a_life_that_nobody_chose_is_asked_for_in_words(as_ada, grace):
    answer = as_ada.post(_about(grace, "life/"), {"died": ""})

    assert answer.status_code == 422
    assert "Nothing is chosen yet. Choose one." in answer.text


def test_a_role_in_a_chapter_of_somebody_else_is_refused(as_ada, ben, lin):
    chapter = people.begin_chapter(ben, name="Ben's school")

    answer = as_ada.post(_about(lin, "role/"), {"role": "peer", "chapter": str(chapter.pk)})

    assert answer.status_code == 422
    assert "Ben's school" not in answer.text
    assert lin.roles.count() == 1


@pytest.mark.parametrize(("every", "kept"), [("30", [30]), ("", []), ("31", []), ("-7", []), ("1e9", [])])
def test_a_wish_is_one_of_those_offered_or_none(as_ada, grace, every, kept):
    answer = as_ada.post(_about(grace, "wish/"), {"every": every})

    assert answer.status_code == (302 if kept or not every else 422)
    assert [rhythm.every_days for rhythm in Rhythm.objects.all()] == kept


@pytest.mark.parametrize(
    ("until", "last_day"),
    [
        ("", ""),
        ("2027-01-31", "2027-01-31"),
        ("31 de enero de 2027", "2027-01-31"),
        ("February 2027", "2027-02-28"),
        ("2027", "2027-12-31"),
    ],
)
def test_prompts_are_paused_and_opened_again(as_ada, grace, until, last_day):
    as_ada.post(_about(grace, "contact/"), {"contact": "paused", "until": until})
    grace.refresh_from_db()
    assert (grace.contact, str(grace.paused_until or "")) == ("paused", last_day)

    as_ada.post(_about(grace, "contact/"), {"contact": "open", "until": ""})
    grace.refresh_from_db()
    assert grace.contact == "open"


def test_a_pause_that_is_over_is_none(as_ada, grace):
    people.say_contact(grace, "paused", until=dt.date(2001, 1, 1))

    assert "Paused" not in as_ada.get(_about(grace)).text
    assert 'value="open" checked' in as_ada.get(_about(grace, "about/")).text


def test_a_role_that_ends_before_it_begins_is_refused(as_ada, grace):
    answer = as_ada.post(_about(grace, "role/"), {"role": "mentor", "begins": "2005", "ends": "1999"})

    assert answer.status_code == 422
    assert "end before it begins" in answer.text
    assert not grace.roles.exclude(begins="").exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"contact": "overdue"},
        {"contact": "paused", "until": "2027-02-30"},
        {"contact": "paused", "until": "2001-01-01"},
        {"contact": "paused", "until": "2569"},
        {},
    ],
)
def test_a_pause_that_cannot_be_is_refused_with_what_was_typed(as_ada, grace, typed):
    answer = as_ada.post(_about(grace, "contact/"), typed)

    assert answer.status_code == 422
    assert f'value="{typed.get("until", "")}"' in answer.text
    assert Person.objects.get().contact == "open"


def test_nobody_is_taken_away_by_a_slip(as_ada, grace):
    slip = as_ada.post(_about(grace, "forget/"), {"name": "Grace"}, follow=True)
    assert "type the name exactly" in slip.text
    assert Person.objects.exists()

    as_ada.post(_about(grace, "forget/"), {"name": "Grace Hill"})
    assert not Person.objects.exists()


def test_somebody_whose_name_holds_signs_that_nobody_sees_can_be_taken_away(as_ada, ada):
    person = people.keep(ada, name="Ruth\u200e Cohen")

    as_ada.post(_about(person, "forget/"), {"name": "Ruth Cohen"})

    assert not Person.objects.exists()


def test_cleo_finds_nobody_of_adas(as_cleo, grace):
    for act in ("", "about/"):
        assert as_cleo.get(_about(grace, act)).status_code == 404
    for act in ("change/", "role/", "life/", "contact/", "wish/", "remember-on/", "forget/", "write/"):
        assert as_cleo.post(_about(grace, act), {**WELL, "life": "died"}).status_code == 404
    assert "Grace" not in as_cleo.get("/people/").text
