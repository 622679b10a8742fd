"""A person's page, and the moments on it."""

from datetime import date, timedelta
from html import escape

import pytest

from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import loops
from bothways.gratitude.models import Letter, Loop
from bothways.ground.records import new_id
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.moments.tests import make
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.street.queries import A_PART

WELL = {
    "lane": "theirs", "kind": "time", "deed": "You let me stay after class.", "words": "Careful hands can be taught.",
    "on": "1996", "cost": "An evening", "effect": "I became a doctor", "minutes": "٩０", "note": "In the old lab",
}  # fmt: skip
HTMX = {"HX-Request": "true"}


def _street(person):
    return f"/people/{person.pk}/"


def test_an_empty_street_invites(as_ada, grace):
    assert "What is the first thing you remember?" in as_ada.get(_street(grace)).text


def test_the_page_asks_what_came_of_help_and_offers_to_tell_it(as_ada, ada, grace, today):
    as_ada.post("/moments/remember/", {**WELL, "id": str(new_id()), "person": str(grace.pk)})
    helped = Moment.objects.get()
    asked = as_ada.get(_street(grace)).text

    loops.tell_of(ada, what="I became director.", on=in_year(2025), because_of=[helped], today=today)
    known = as_ada.get(_street(grace)).text
    people.say_contact(grace, "ended")
    at_rest = as_ada.get(_street(grace)).text

    assert [f"/came-of-it/{helped.pk}/" in page for page in (asked, known, at_rest)] == [True, True, False]
    assert ["And what came of that?" in page for page in (asked, known, at_rest)] == [False, True, False]
    assert ["Tell them so" in page for page in (asked, known, at_rest)] == [False, True, False]


def test_what_was_planned_with_somebody_who_has_died_is_not_ahead_any_more(as_ada, grace, today):
    on = exactly(today + timedelta(days=300))
    moments.record(grace, lane="together", kind="meeting_planned", on=on, today=today, deed="Lunch")

    before = as_ada.get(_street(grace)).text
    people.say_life(grace, "died", today=today)
    after = as_ada.get(_street(grace)).text

    assert [page.count("Lunch") > 0 for page in (before, after)] == [True, False]


def test_a_moment_is_added_from_anywhere_and_stands_on_the_street(as_ada, grace):
    page = as_ada.get("/moments/add/", {"person": str(grace.pk)}).text

    answer = as_ada.post("/moments/remember/", {**WELL, "id": str(new_id()), "person": str(grace.pk)})

    street = as_ada.get(answer["Location"]).text
    assert f'value="{grace.pk}" selected' in page
    assert answer["Location"] == _street(grace)
    assert "You let me stay after class." in street
    assert "Careful hands can be taught." in street
    assert Loop.objects.count() == 1


def test_first_minutes_that_were_left_go_on_where_they_were(as_ada, ada, grace):
    after_who = as_ada.get("/first/", follow=True).text
    words = as_ada.post(f"/first/{grace.pk}/what/?moment={new_id()}", {"kind": "time", "on": "1996", "deed": "You."})
    after_deed = as_ada.get("/first/", follow=True).text
    as_ada.post(words["Location"].replace("/words/", "/life/"), {"life": "living"})

    assert f'href="/first/{grace.pk}/what/"' in after_who
    assert escape(words["Location"]) in after_deed
    assert "You began with" not in as_ada.get("/first/", follow=True).text


def test_their_words_go_to_the_moment_that_the_page_showed(as_ada, grace, today):
    typed = {"kind": "time", "on": "1996"}
    shown = as_ada.post(f"/first/{grace.pk}/what/?moment={new_id()}", {**typed, "deed": "You first."})["Location"]
    as_ada.post(f"/first/{grace.pk}/what/?moment={new_id()}", {**typed, "deed": "You in another window."})

    as_ada.post(shown, {"words": "Look again."})

    assert Moment.objects.get(words="Look again.").deed == "You first."


def test_help_of_which_nothing_is_said_is_asked_for_in_words(as_ada, grace):
    answer = as_ada.post(
        "/moments/remember/", {"person": str(grace.pk), "lane": "theirs", "kind": "time", "on": "1996"}
    )

    assert answer.status_code == 422
    assert "Say in a few words what it was" in answer.text


def test_a_moment_with_somebody_new_keeps_them(as_ada):
    as_ada.post("/moments/remember/", {**WELL, "person": "", "name": "Rosa Quispe"})

    assert Moment.objects.get().person.name == "Rosa Quispe"


def test_sent_twice_it_is_one_moment(as_ada, grace):
    typed = {**WELL, "id": str(new_id()), "person": str(grace.pk)}

    answers = [as_ada.post("/moments/remember/", typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Moment.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"on": ""}, "required"),
        ({"on": "soon"}, "Write a year"),
        ({"on": "2025-02-29"}, "has no day 29"),
        ({"on": "--02-29"}, "Write the year too"),
        ({"on": "2027-01-01"}, "still to come"),
        ({"kind": "nonsense"}, "none of the choices"),
        ({"lane": "together"}, "goes from one to the other"),
        ({"minutes": "-5"}, "at least 1"),
        ({"minutes": "99999999999999999999"}, "at most 100000"),
        ({"deed": "x" * 5001}, "5000"),
        ({"person": "", "name": ""}, "Say with whom"),
        ({"person": "not-an-id"}, "Choose somebody"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_still_there(as_ada, grace, typed, says):
    answer = as_ada.post(
        "/moments/remember/", {"person": str(grace.pk), **WELL, "note": "Behind the “old” lab", **typed}
    )

    assert answer.status_code in (400, 422)
    assert says in answer.text
    assert "Behind the “old” lab" in answer.text
    assert not Moment.objects.exists()


def test_where_it_can_have_gone_only_one_way_that_is_the_way_it_went(as_ada, grace):
    as_ada.post("/moments/remember/", {**WELL, "kind": "met", "lane": "mine", "person": str(grace.pk)})

    assert Moment.objects.get().lane == "together"


def test_something_ahead_may_lie_ahead(as_ada, grace):
    as_ada.post("/moments/remember/", {**WELL, "kind": "ahead", "on": "2030-01-01", "person": str(grace.pk)})

    assert "Ahead" in as_ada.get(_street(grace)).text


@pytest.mark.parametrize(
    "words", ["<b>O'Brien</b> & sons", "{{ 7 * 7 }}", "محمد", "\u202egnp", "Null", "<script>x</script>"]
)
def test_words_are_shown_exactly_and_never_as_code(as_ada, grace, words):
    as_ada.post("/moments/remember/", {**WELL, "words": words, "person": str(grace.pk)})

    page = as_ada.get(_street(grace)).text
    assert escape(words.replace("\u202e", ""), quote=False).replace("'", "&#39;") in page
    assert "<script>x" not in page


def test_a_moment_is_changed_in_place(as_ada, grace):
    moment = make.moment(grace, "theirs", "time", in_year(1996))

    answer = as_ada.post(f"/moments/{moment.pk}/change/", {**WELL, "version": "1", "on": "1997-05"})

    kept = Moment.objects.get()
    assert answer["Location"] == _street(grace)
    assert (kept.pk, str(kept.on), kept.minutes) == (moment.pk, "1997-05", 90)


def test_of_two_windows_the_second_is_told_and_keeps_its_text(as_ada, grace):
    moment = make.moment(grace, "theirs", "time", in_year(1996))
    as_ada.post(f"/moments/{moment.pk}/change/", {**WELL, "version": "1"})

    typed = {**WELL, "version": "1", "deed": "Typed in the other window", "kind": "chance", "on": "1997"}
    answer = as_ada.post(f"/moments/{moment.pk}/change/", typed)

    assert answer.status_code == 409
    assert "Typed in the other window" in answer.text
    assert all(f"Kept now: {one}" in answer.text for one in ("Gave time", "1996", escape(WELL["deed"])))
    assert Moment.objects.get().deed == WELL["deed"]


def test_a_moment_taken_away_is_gone_with_its_loop(as_ada, grace):
    as_ada.post("/moments/remember/", {**WELL, "person": str(grace.pk)})

    as_ada.post(f"/moments/{Moment.objects.get().pk}/take-away/")

    assert not Moment.objects.exists()
    assert not Loop.objects.exists()


def test_from_a_moment_a_thank_you_begins_with_its_words(as_ada, grace):
    as_ada.post("/moments/remember/", {**WELL, "on": "2025", "person": str(grace.pk)})

    answer = as_ada.post(f"/moments/{Moment.objects.get().pk}/thank/")

    assert "You let me stay after class." in as_ada.get(answer["Location"]).text
    assert Letter.objects.get().person == grace


def test_a_long_street_comes_in_parts_none_of_which_repeats_or_leaves_out(as_ada, grace):
    for number in range(2 * A_PART + 5):
        make.moment(
            grace, "mine", "milestone", exactly(date(2000 + number % 20, 1 + number % 12, 1)), deed=f"Deed {number}."
        )

    shown, path = [], _street(grace)
    while path:
        part = as_ada.get(path, headers=HTMX).text
        shown += [number for number in range(2 * A_PART + 5) if f"Deed {number}.<" in part]
        path = part.split('hx-get="')[-1].split('"')[0] if ">Earlier<" in part else ""

    assert sorted(shown) == list(range(2 * A_PART + 5))


@pytest.mark.parametrize(("said", "roles"), [("mentor", ["mentor"]), ("", [])])
def test_somebody_new_is_kept_as_what_they_are_so_that_today_can_bring_them_up(as_ada, said, roles):
    as_ada.post("/moments/remember/", {**WELL, "person": "", "name": "Rosa Quispe", "role": said})

    rosa = Person.objects.get(name="Rosa Quispe")
    assert [one.role for one in rosa.roles.all()] == roles


def test_a_part_that_goes_on_under_a_heading_does_not_say_it_again(as_ada, ada, grace):
    people.begin_chapter(ada, name="First practice", begins=in_year(1995), ends=in_year(2020))
    for number in range(A_PART + 5):
        make.moment(grace, "mine", "milestone", exactly(date(2000 + number % 20, 3, 1)), deed=f"Deed {number}.")

    first = as_ada.get(_street(grace)).text
    more = first.split('hx-get="')[-1].split('"')[0]

    assert first.count(">First practice</h2>") == 1
    assert ">First practice</h2>" not in as_ada.get(more, headers=HTMX).text
    assert as_ada.get(more).text.count(">First practice</h2>") == 1


def test_thirty_years_of_weekly_mail_are_a_few_lines(as_ada, ada, grace, today):
    Moment.objects.bulk_create(
        Moment(
            member=ada,
            person=grace,
            lane="mine",
            kind="wrote",
            earliest=on,
            latest=on,
            contact=True,
            source="mail",
            note="A letter",
        )
        for on in (date.fromordinal(today.toordinal() - 7 * week) for week in range(30 * 52))
    )
    moments.rebuild([grace.pk])

    page = as_ada.get(_street(grace))

    assert len(page.content) < 60_000
    assert page.text.count('class="mails"') <= 31
    assert as_ada.get(f"{_street(grace)}mail/2010/2010/").text.count("You wrote") == 52


def test_a_street_goes_on_from_a_moment_of_ones_own_only(as_ada, ben, grace):
    theirs = make.moment(people.keep(ben, name="Ben's teacher"))

    for after in (theirs.pk, new_id(), "not-an-id", "1e3"):
        assert as_ada.get(_street(grace), {"after": str(after)}).status_code == 404


def test_a_page_of_somebody_who_died_offers_remembrance_and_no_letter(as_ada, grace):
    as_ada.post(f"{_street(grace)}life/", {"life": "died", "died": "2020"})

    page = as_ada.get(_street(grace)).text

    assert "Died 2020" in page
    assert "Add a remembrance" in page
    assert f"{_street(grace)}write/" not in page


def test_cleo_finds_no_moment_of_adas(as_cleo, grace):
    moment = make.moment(grace, "theirs", "time", in_year(1996), deed="You stayed late.")

    assert as_cleo.get(f"/moments/{moment.pk}/").status_code == 404
    assert as_cleo.get("/moments/add/", {"person": str(grace.pk)}).status_code == 404
    assert as_cleo.post("/moments/remember/", {**WELL, "person": str(grace.pk)}).status_code == 404
    for act in ("change/", "take-away/", "thank/"):
        assert as_cleo.post(f"/moments/{moment.pk}/{act}", {**WELL, "version": "1"}).status_code == 404
    assert Moment.objects.get().deed == "You stayed late."


def test_in_a_life_without_anybody_a_moment_can_be_added(as_ada):
    assert as_ada.get("/moments/add/").status_code == 200
    assert not Person.objects.exists()
