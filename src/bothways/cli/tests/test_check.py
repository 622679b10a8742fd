"""`bothways check`: each thing that can be amiss is found, and said with what to do."""

import json

import pytest

from bothways.cli.tests.keeping import new_house

pytestmark = pytest.mark.xdist_group("house")
DRIFT = """
from bothways.moments.models import State
one = State.objects.order_by("pk").first()
State.objects.filter(pk=one.pk).update(last_theirs="2001-01-01")
print(one.pk)
"""


@pytest.fixture
def own(house, tmp_path):
    return new_house(tmp_path / "home", like=house)


def _amiss(house):
    said = house.run("check", "--json")
    assert said.status == 1
    assert "Traceback" not in said.err
    return json.loads(said.out), said.err


def test_a_house_that_is_whole_is_said_to_be_and_is_left_as_it_is(own):
    before = own.rows()

    said = own.run("check")

    assert said.status == 0, said.err
    assert "Database (" in said.out
    assert own.rows() == before


def test_who_is_summed_up_wrongly_is_named(own):
    who = own.within(DRIFT).strip()

    told, said = _amiss(own)

    assert told["drifted"] == [who]
    assert who in said


def test_a_file_that_is_missing_is_named(own):
    [path] = (own.home / "files" / "imports").iterdir()
    path.unlink()

    told, said = _amiss(own)

    assert told["missing"] == [str(path)]
    assert str(path) in said


def test_another_key_opens_nothing(own):
    (own.home / "secret-key").write_text("x" * 64)

    told, said = _amiss(own)

    assert (told["opened"], told["locked"]) == (0, 2)
    assert "put back the one of before" in said


@pytest.mark.parametrize("table", ["newer", "older"])
def test_tables_of_another_bothways_are_said_and_left(own, table):
    recorder = "from django.db.migrations.recorder import MigrationRecorder as R; from django.db import connection;"
    word = {
        "newer": "record_applied('people', '9999_to_come')",
        "older": "record_unapplied('vault', '0001_the_last_backup')",
    }
    own.within(recorder + f"R(connection).{word[table]}")

    told, _ = _amiss(own)

    assert told["unknown" if table == "newer" else "waiting"]


def test_a_damaged_database_is_said_with_the_cure(own):
    if own.settings:
        pytest.skip("PostgreSQL looks after its own files")
    file = own.home / "bothways.sqlite3"
    content = bytearray(file.read_bytes())
    for page in range(4096 * 20, len(content) - 4096, 4096 * 3):
        content[page : page + 64] = b"\xff" * 64
    file.write_bytes(content)

    said = own.run("check")

    assert said.status == 1
    assert "damaged" in said.err
    assert "Traceback" not in said.err
