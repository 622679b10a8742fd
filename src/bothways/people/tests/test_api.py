"""Chapters of a life for programs."""

import pytest
from tests.program import program_of

from bothways.people.models import Chapter


@pytest.fixture
def program(ada):
    return program_of(ada)


def test_a_chapter_is_set_down_put_right_and_taken_out(program):
    made = program.write("chapters", {"name": "School", "kind": "primary", "from": "1996", "to": "2001-06"})
    chapter = made.json()
    right = program.write(f"chapters/{chapter['id']}", {"version": 1, "place": "Lakeside", "to": None}, "PATCH").json()

    assert made.status_code == 201
    assert (chapter["from"], chapter["to"]) == ("1996", "2001-06")
    assert (right["name"], right["place"], right["from"], right["to"]) == ("School", "Lakeside", "1996", None)
    assert program.read("chapters").json() == {"items": [right], "count": 1}
    assert program.write(f"chapters/{chapter['id']}", method="DELETE").status_code == 204
    assert not Chapter.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"name": ""}, "name"), ({}, "name"), ({"name": "S", "from": "2001", "to": "1996"}, "to"),
     ({"name": "S", "kind": "prison"}, "kind"), ({"name": "S", "from": "soon"}, "from"), ({"name": "a" * 301}, "name")],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_field(program, sent, field):
    refused = program.write("chapters", sent)

    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(f"“{field}”: ")
    assert not Chapter.objects.exists()


def test_whoever_saves_second_gets_what_stands_there_and_its_version(program):
    chapter = program.write("chapters", {"name": "School", "from": "1996"}).json()
    program.write(f"chapters/{chapter['id']}", {"version": 1, "from": "1997"}, "PATCH")

    second = program.write(f"chapters/{chapter['id']}", {"version": 1, "from": "1998"}, "PATCH")

    assert second.status_code == 409
    assert (second.json()["version"], second.json()["kept"]) == (2, {"from": "1997"})


def test_adas_chapter_is_not_there_for_cleo(cleo, program):
    path = f"chapters/{program.write('chapters', {'name': 'School'}).json()['id']}"
    stranger = program_of(cleo)

    assert [stranger.read(path).status_code, stranger.write(path, method="DELETE").status_code] == [404, 404]
    assert stranger.read("chapters").json()["count"] == 0
    assert Chapter.objects.exists()
