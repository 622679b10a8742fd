"""Pages of the chapters of a life."""

import pytest

from bothways.people import actions, queries
from bothways.people.models import Chapter, Person


@pytest.fixture
def school(ada):
    return actions.begin_chapter(ada, name="School", kind="primary", place="Lakeside")


def test_the_first_look_at_the_chapters_says_where_to_begin(as_ada):
    assert "Where did it begin?" in as_ada.get("/chapters/").text


def test_a_chapter_is_begun_and_asks_its_three_questions(as_ada, ada):
    begun = as_ada.post("/chapters/begin/", {"name": "School", "begins": "1990", "ends": "1994"})

    page = as_ada.get(begun["Location"]).text
    assert page.count('name="name" autocomplete="off" required') == 3
    assert "1990" in page
    assert queries.chapters(ada)[0].name == "School"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "required"),
        ({"begins": "2001", "ends": "1990"}, "end before it begins"),
        ({"begins": "2001-02-30"}, "has no day 30"),
        ({"begins": "2199"}, "still to come"),
        ({"kind": "prison"}, "none of the choices"),
        ({"name": "x" * 301}, "300"),
    ],
)
def test_a_chapter_that_cannot_be_is_refused_and_keeps_what_was_typed(as_ada, typed, says):
    answer = as_ada.post("/chapters/begin/", {"name": "School", "place": "Lakeside “north”", **typed})

    assert answer.status_code == 422
    assert says in answer.text
    assert "Lakeside “north”" in answer.text
    assert not Chapter.objects.exists()


def test_a_chapter_is_changed_by_who_read_it_last(as_ada, school):
    typed = {"name": "Primary school", "begins": "1990", "version": "1"}

    first = as_ada.post(f"/chapters/{school.pk}/change/", typed)
    stale = as_ada.post(f"/chapters/{school.pk}/change/", {**typed, "name": "Another"})

    assert first.status_code == 302
    assert stale.status_code == 409
    assert "changed in another window" in stale.text
    assert "Another" in stale.text
    assert Chapter.objects.get().name == "Primary school"


def test_a_chapter_without_its_version_is_not_changed(as_ada, school):
    assert as_ada.post(f"/chapters/{school.pk}/change/", {"name": "Other"}).status_code == 409
    assert Chapter.objects.get().name == "School"


def test_a_name_in_answer_to_a_question_is_kept_in_its_chapter(as_ada, ada, school):
    as_ada.post(f"/chapters/{school.pk}/who/", {"name": "Rosa Quispe", "role": "mentor"})
    as_ada.post(f"/chapters/{school.pk}/who/", {"name": "Rosa Quispe", "role": "mentor"})

    assert [role.person.name for role in queries.roles_in(school)] == ["Rosa Quispe"]
    assert "Rosa Quispe" in as_ada.get(f"/chapters/{school.pk}/").text


def test_an_answer_without_a_name_is_asked_again(as_ada, school):
    answer = as_ada.post(f"/chapters/{school.pk}/who/", {"name": "\u200b"})

    assert answer.status_code == 422
    assert "Write a name" in answer.text


def test_the_questions_lead_from_chapter_to_chapter_and_then_to_everyone(as_ada, ada, school):
    practice = actions.begin_chapter(ada, name="Practice")

    after_one = as_ada.post(f"/chapters/{practice.pk}/enough/")
    after_all = as_ada.post(f"/chapters/{school.pk}/enough/")

    assert after_one["Location"] == f"/chapters/{school.pk}/"
    assert after_all["Location"] == "/people/"


def test_a_chapter_taken_out_leaves_its_people(as_ada, school):
    as_ada.post(f"/chapters/{school.pk}/who/", {"name": "Rosa Quispe"})

    as_ada.post(f"/chapters/{school.pk}/take-out/")

    assert not Chapter.objects.exists()
    assert Person.objects.get().roles.count() == 1


def test_cleo_finds_no_chapter_of_adas(as_cleo, school):
    for act in ("", "change/", "take-out/", "who/", "enough/"):
        answer = (
            as_cleo.post(f"/chapters/{school.pk}/{act}", {"name": "X"})
            if act
            else as_cleo.get(f"/chapters/{school.pk}/")
        )
        assert answer.status_code == 404
    assert "Lakeside" not in as_cleo.get("/chapters/").text


@pytest.mark.parametrize("name", ["<b>School</b>", "O'Brien & Søns", "مدرسة", "Null", "ä" * 300, "{{ 7 * 7 }}"])
def test_a_name_is_shown_exactly_and_never_as_code(as_ada, name):
    from html import escape

    begun = as_ada.post("/chapters/begin/", {"name": name})

    page = as_ada.get(begun["Location"]).text
    assert escape(name, quote=False).replace("'", "&#39;") in page
    assert "<b>School" not in page
