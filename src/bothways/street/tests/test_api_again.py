"""What a program sends again under its own id, late: it undoes nothing and makes no second one (decision 22)."""

import pytest
from tests.program import program_of

from bothways.ground.records import new_id
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.rhythm.models import Promise
from bothways.street.tests.test_api import ROSA


@pytest.fixture
def program(ada):
    return program_of(ada)


def test_somebody_sent_again_is_one_and_stays_as_they_are(program):
    sent = {**ROSA, "id": str(new_id())}
    made = program.write("people", sent).json()

    again = program.write("people", sent)

    assert (again.status_code, again.json()) == (201, made)


def test_a_death_is_not_undone_by_what_comes_late(program):
    sent = {"id": str(new_id()), "name": "Rosa", "life": "living"}
    path = f"people/{program.write('people', sent).json()['id']}"
    died = program.write(f"{path}/life", {"life": "died", "died_on": "2026-11-01"}, "PUT").json()

    late = program.write("people", sent)

    assert late.status_code == 409
    assert (late.json()["version"], late.json()["kept"]) == (died["version"], {"life": "died", "died_on": "2026-11-01"})
    assert program.read(path).json() == died
    assert program.write("people", {"id": sent["id"], "name": "Rosa"}).json() == died


@pytest.mark.parametrize(
    ("other", "kept"),
    [({"name": "Rosa Q."}, {"name": "Rosa Quispe"}), ({"emails": ["r@example.org"]}, {"emails": ROSA["emails"]}),
     ({"born": "1950"}, {"born": "--02-29"}), ({"died_on": "2025"}, {"died_on": "2026"}),
     ({"note": "Likes tea."}, {"note": ""})],
)  # fmt: skip
def test_other_things_under_a_known_id_are_not_taken_and_what_stands_is_told(program, other, kept):
    made = program.write("people", {**ROSA, "id": str(new_id())}).json()

    refused = program.write("people", {**ROSA, "id": made["id"], **other})

    assert (refused.status_code, refused.json()["kept"]) == (409, kept)
    assert program.read(f"people/{made['id']}").json() == made


def test_a_role_that_is_not_there_is_told_with_those_that_are(program):
    made = program.write("people", {**ROSA, "id": str(new_id())}).json()

    refused = program.write("people", {"id": made["id"], "name": ROSA["name"], "roles": [{"role": "mentee"}]})

    assert (refused.status_code, refused.json()["kept"]) == (409, {"roles": made["roles"]})
    assert Person.objects.get().roles.count() == 2


def test_a_moment_that_was_put_right_meanwhile_is_still_one(program, grace):
    sent = {
        "id": str(new_id()),
        "person": str(grace.pk),
        "lane": "theirs",
        "kind": "time",
        "on": "2014",
        "deed": "You A.",
    }
    path = f"moments/{program.write('moments', sent).json()['id']}"
    right = program.write(path, {"version": 1, "deed": "You A, and more."}, "PATCH").json()

    late = program.write("moments", sent)

    assert (late.status_code, late.json()["version"]) == (409, 2)
    assert late.json()["kept"] == {"deed": "You A, and more."}
    assert program.read(path).json() == right
    assert Moment.objects.count() == 1


def test_a_promise_that_was_put_right_meanwhile_is_still_one(program, grace):
    sent = {"id": str(new_id()), "person": str(grace.pk), "lane": "mine", "what": "The book"}
    path = f"promises/{program.write('promises', sent).json()['id']}"
    program.write(path, {"version": 1, "what": "The red book"}, "PATCH")

    late = program.write("promises", sent)

    assert (late.status_code, late.json()["version"], late.json()["kept"]) == (409, 2, {"what": "The red book"})
    assert Promise.objects.get().what == "The red book"


def test_an_id_of_another_member_is_told_nothing_of(program, ben):
    theirs = program_of(ben).write("people", {"id": str(new_id()), "name": "Rosa"}).json()

    made = program.write("people", {"id": theirs["id"], "name": "Hugo"})

    assert made.status_code == 201
    assert made.json()["id"] != theirs["id"]


def test_a_promise_said_to_be_kept_again_does_not_bring_back_what_was_taken_away(program, grace):
    sent = {"id": str(new_id()), "person": str(grace.pk), "lane": "mine", "what": "The book"}
    path = f"promises/{program.write('promises', sent).json()['id']}"
    program.write(f"{path}/keep")
    program.write(f"moments/{Moment.objects.get().pk}", method="DELETE")

    late = program.write(f"{path}/keep")

    assert (late.status_code, late.json()["state"]) == (200, "kept")
    assert not Moment.objects.exists()


def test_somebody_taken_away_for_good_does_not_come_back_by_what_comes_late(program):
    sent = {"id": str(new_id()), "name": "Rosa"}
    program.write(f"people/{program.write('people', sent).json()['id']}", method="DELETE")

    late = program.write("people", sent)

    assert late.status_code == 409
    assert "taken away for good" in late.json()["detail"]
    assert not Person.objects.exists()
    assert program.write("people", {**sent, "id": str(new_id())}).status_code == 201
