"""An old form of somebody, of a role or of a chapter, sent again after what it made was put right (decision 22)."""

import pytest
from tests.program import program_of

from bothways.ground.records import change, new_id
from bothways.people import actions as people
from bothways.people.models import Chapter, Person, Role
from bothways.street.actions import forget


@pytest.fixture
def chapter(ada):
    return people.begin_chapter(ada, name="School")


def _forms(grace, chapter):
    """By way: the path, what is sent, the rows it makes, the field that is put right, and what is put right there."""
    return {
        "somebody": ("/people/keep/", {"name": "Jon Smit"}, Person, "name", "John Smith"),
        "in a chapter": (f"/chapters/{chapter.pk}/who/", {"name": "Jon Smit"}, Person, "name", "John Smith"),
        "role": (f"/people/{grace.pk}/role/", {"role": "peer"}, Role, "role", "mentee"),
        "chapter": ("/chapters/begin/", {"name": "Schol"}, Chapter, "name", "High school"),
    }


@pytest.mark.parametrize("way", ["somebody", "in a chapter", "role", "chapter"])
def test_what_was_put_right_stands_and_nothing_is_there_twice(as_ada, grace, chapter, way):
    path, said, model, field, right = _forms(grace, chapter)[way]
    before, typed = set(model.objects.values_list("pk", flat=True)), {"id": str(new_id()), **said}
    first, again = as_ada.post(path, typed), as_ada.post(path, typed)
    [made] = model.objects.exclude(pk__in=before)
    change(made, **{field: right})

    late = as_ada.post(path, typed)

    assert (first.status_code, again.status_code, late.status_code) == (302, 302, 409)
    assert "This was kept already" in late.text
    assert "Kept now: " in late.text
    assert f'name="id" value="{typed["id"]}"' not in late.text
    assert [getattr(one, field) for one in model.objects.exclude(pk__in=before)] == [right]


def test_a_letter_to_a_family_sent_again_makes_nobody_new(as_ada, grace):
    Person.objects.update(life="died")
    typed = {"id": str(new_id()), "to": "Ann Le"}
    as_ada.post(f"/people/{grace.pk}/family/", typed)
    change(Person.objects.get(name="Ann Le"), name="Ann Lee")

    late = as_ada.post(f"/people/{grace.pk}/family/", typed)

    assert (late.status_code, "Kept now: Ann Lee" in late.text) == (409, True)
    assert Person.objects.filter(name__startswith="Ann").count() == 1


def test_whoever_was_taken_away_for_good_is_somebody_new_by_the_old_form(as_ada, ada):
    typed = {"id": str(new_id()), "name": "Jon Smit"}
    as_ada.post("/people/keep/", typed)
    forget(Person.objects.get())

    as_ada.post("/people/keep/", typed)

    assert str(Person.objects.get().pk) != typed["id"]


@pytest.mark.parametrize("way", ["chapters", "roles"])
def test_a_program_that_sends_it_again_late_is_told_what_stands(ada, grace, way):
    program, path = program_of(ada), "chapters" if way == "chapters" else f"people/{grace.pk}/roles"
    sent = {"id": str(new_id()), **({"name": "Schol"} if way == "chapters" else {"role": "peer"})}
    model, right = (Chapter, {"name": "School"}) if way == "chapters" else (Role, {"role": "mentee"})
    assert [program.write(path, sent).status_code for _ in range(2)] == [201, 201]
    change(model.objects.get(pk=sent["id"]), **right)

    late = program.write(path, sent)

    assert (late.status_code, late.json()["kept"]) == (409, right)
    assert model.objects.filter(**right).count() == 1
