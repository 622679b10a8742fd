"""What `up` does before it changes tables: a backup, on which the update is tried first; and how one goes back."""

import pytest

from bothways.cli.tests.keeping import members_of, new_house

pytestmark = pytest.mark.xdist_group("house")
# What only an update comes upon: a table of that name is there already.
IN_THE_WAY = """
from django.db import connection
connection.cursor().execute("CREATE TABLE vault_lastbackup (id integer)")
"""


@pytest.fixture
def own(older, tmp_path):
    return new_house(tmp_path / "home", like=older)


def test_before_an_update_a_backup_is_made_and_the_last_three_are_kept(own):
    before = own.rows_without("vault_lastbackup")
    (own.home / "backups").mkdir(exist_ok=True)
    for year in (2025, 2026, 2098, 2099):  # some of them by a clock that was set back since
        (own.home / "backups" / f"before-update-{year}0101-120000.age").touch()

    said = own.run("member", "add", "new@example.org", BOTHWAYS_PASSPHRASE="")

    made, *others = sorted(own.home.glob("backups/before-update-*.age"))
    assert said.status == 0, said.err
    assert "Making a backup before the update" in said.err
    assert [path.name for path in others] == [f"before-update-{year}0101-120000.age" for year in (2098, 2099)]
    assert made.stat().st_mode & 0o777 == 0o600
    assert own.left() == []

    back = own.run("restore", made, "--replace", BOTHWAYS_PASSPHRASE="")
    assert back.status == 0, back.err
    now = own.rows_without("vault_lastbackup")
    assert members_of(now) == members_of(before)
    assert now["moments_moment"] == before["moments_moment"]


def test_an_update_that_goes_wrong_on_the_copy_changes_nothing(own):
    if own.settings:
        pytest.skip("what stands in the way in PostgreSQL does not in a copy")
    own.within(IN_THE_WAY)
    before = own.rows_without("vault_lastbackup")

    said = own.run("member", "add", "new@example.org")

    assert said.status == 1
    assert "tried on a copy first, and went wrong there" in said.err
    assert "Nothing was changed." in said.err
    assert own.rows_without("vault_lastbackup") == before
    assert list(own.home.glob("backups/*")) == []


def test_an_update_that_goes_wrong_here_changes_nothing_either(own):
    if not own.settings:
        pytest.skip("what goes wrong in SQLite went wrong on the copy")
    own.within(IN_THE_WAY)
    before = own.rows_without("vault_lastbackup")

    said = own.run("member", "add", "new@example.org")

    [kept] = own.home.glob("backups/before-update-*.age")
    assert said.status == 1
    assert "The update went wrong" in said.err
    assert "Nothing was changed: install the version before" in said.err
    assert str(kept) in said.err
    assert own.rows_without("vault_lastbackup") == before
    assert "Traceback" not in said.err
