"""`bothways check`: each thing that can be amiss is found, and said with what to do."""

import json

import pytest

from bothways.cli.tests.keeping import GIVEN, new_house

pytestmark = pytest.mark.xdist_group("house")
DRIFT = """
from bothways.moments.models import State
one = State.objects.order_by("pk").first()
State.objects.filter(pk=one.pk).update(last_theirs="2001-01-01")
print(one.pk)
"""
OF_ANOTHER = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).record_applied("people", "9999_to_come")
MigrationRecorder(connection).record_unapplied("vault", "0001_the_last_backup")
"""


@pytest.fixture
def own(house, tmp_path):
    return new_house(tmp_path / "home", like=house)


def test_a_house_that_is_whole_is_said_to_be_and_is_left_as_it_is(own):
    before = own.rows()

    said = own.run("check")

    assert said.status == 0, said.err
    assert "Database (" in said.out
    assert own.rows() == before


QUIET = """
from django.db import connection
with connection.cursor() as cursor:
    for one in ("log_min_error_statement = panic", "log_error_verbosity = terse"):
        cursor.execute(f"ALTER DATABASE {connection.settings_dict['NAME']} SET {one}")
"""


@pytest.mark.skipif(not GIVEN, reason="SQLite has no log")
def test_a_database_that_writes_down_what_was_to_be_kept_is_named(own):
    assert "PostgreSQL writes into its log" in own.run("check").out

    own.within(QUIET)

    assert "PostgreSQL writes into its log" not in own.run("check").out


def test_all_that_is_amiss_is_named_at_once_with_what_to_do(own):
    who = own.within(DRIFT + OF_ANOTHER).strip()
    [path] = (own.home / "files" / "imports").iterdir()
    path.unlink()
    (own.home / "secret-key").write_text("x" * 64)

    said = own.run("check", "--json")

    told = json.loads(said.out)
    assert said.status == 1
    assert "Traceback" not in said.err
    assert (told["drifted"], who in said.err) == ([who], True)
    assert (told["missing"], str(path) in said.err) == ([str(path)], True)
    assert (told["opened"], told["locked"]) == (0, 2)
    assert f"another key than {own.home / 'secret-key'}" in said.err
    assert "put the key of before back" in said.err
    assert told["unknown"] == ["people.9999_to_come"]
    assert told["waiting"] == ["vault.0001_the_last_backup"]


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
