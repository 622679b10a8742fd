"""A restore into PostgreSQL that was broken off is not done again over what was written since, from any computer."""

import psycopg
import pytest

from bothways.cli.tests.keeping import GIVEN, House, new_house
from bothways.vault.moving import POURED_IN

pytestmark = pytest.mark.skipif(not GIVEN, reason="of PostgreSQL alone: a SQLite file is in one data folder")


def _broken_off(folder):
    """A house in which somebody joined, and what a restore had made ready beside it."""
    here = new_house(folder / "here")
    assert here.run("member", "add", "ada@example.org").status == 0
    restored = here.home / "restored"
    restored.mkdir()
    (restored / "bothways.sqlite3").write_bytes(b"what the backup held")
    return here, restored


@pytest.mark.parametrize("came_to_stand", [True, False])
def test_a_restore_that_was_broken_off_is_not_done_a_second_time(tmp_path, came_to_stand):
    here, restored = _broken_off(tmp_path)
    with psycopg.connect(here.settings["DATABASE_URL"]) as restoring:
        (restored / POURED_IN).write_text(restoring.execute("SELECT pg_current_xact_id()::text").fetchone()[0])
        if not came_to_stand:
            restoring.rollback()

    said = here.run("check")

    assert "ada@example.org" in str(here.rows()["accounts_member"])
    assert not restored.exists()
    assert said.status == 0, said.err


@pytest.mark.parametrize("of_postgres", [True, False])
def test_one_that_was_of_the_other_database_is_said_and_changes_neither(tmp_path, of_postgres):
    here, restored = _broken_off(tmp_path)
    if of_postgres:
        (restored / POURED_IN).write_text("1")
    there = House(here.home) if of_postgres else here

    said = there.run("check")

    assert said.status != 0
    assert "with DATABASE_URL" in said.err if of_postgres else "without DATABASE_URL" in said.err
    assert (restored / "bothways.sqlite3").read_bytes() == b"what the backup held"
    assert not (here.home / "bothways.sqlite3").exists()
    assert "ada@example.org" in str(here.rows()["accounts_member"])


def test_one_that_may_still_be_under_way_is_left_to_its_end(tmp_path):
    here, restored = _broken_off(tmp_path)
    with psycopg.connect(here.settings["DATABASE_URL"]) as restoring:
        (restored / POURED_IN).write_text(restoring.execute("SELECT pg_current_xact_id()::text").fetchone()[0])
        said = here.run("check")

    assert said.status != 0
    assert "Wait a minute and try again" in said.err
    assert restored.exists()
