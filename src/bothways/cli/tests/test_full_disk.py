"""A disk on which there is no room: it is said with what is needed, and what lies there is as it was."""

import pytest
from tests.disk import BLOCK, small_disk, taken

from bothways.cli.tests.keeping import new_house

pytestmark = pytest.mark.xdist_group("house")
LITTLE = 128 * 1024
KEPT = "from bothways.vault.copying import kept_in; from bothways.ground.environment import environment as e; "


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", "160m") as folder:
        yield folder


@pytest.fixture
def own(house, disk):
    return new_house(disk / "home", like=house)


def _kept(own):
    return int(own.within(KEPT + "print(kept_in(e()))"))


def _lies_there(own):
    """Files alone: where there was none, the folder of backups is made first."""
    return sorted(
        str(path) for path in own.home.rglob("*") if path.is_file() and path.parent.name != "static"
    ), own.rows()


def test_a_restore_leaves_the_life_that_is_here_and_takes_place_once_there_is_room(own, disk, backup):
    own.within("from bothways.people.models import Person; Person.objects.update(note='only here')")
    before, size = _lies_there(own), backup.stat().st_size

    for room, says in (
        (size - LITTLE, "There is no room in"),  # known before
        (size + 2 * BLOCK, "did not take what was written into it"),  # the copy is full when it is looked at
    ):
        with taken(disk, but=room):
            said = own.run("restore", backup, "--replace")

        assert (said.status, said.out) == (1, "")
        assert says in said.err
        assert "nothing was changed" in said.err.lower()
        assert "Traceback" not in said.err
        assert _lies_there(own) == before

    assert own.run("restore", backup, "--replace").status == 0
    assert "only here" not in str(own.rows()["people_person"])


def test_a_backup_is_made_with_the_room_that_it_says_it_needs_and_not_begun_with_less(own, disk):
    needed, before = 2 * _kept(own), _lies_there(own)

    with taken(disk, but=needed - LITTLE):
        refused = own.run("backup", disk / "a.age")
    assert refused.status == 1
    assert "There is no room in" in refused.err
    assert "a backup needs" in refused.err
    assert not (disk / "a.age").exists()
    assert _lies_there(own) == before

    with taken(disk, but=needed + LITTLE):
        made = own.run("backup", disk / "a.age")
    assert made.status == 0, made.err


def test_an_update_is_made_with_the_room_that_it_says_it_needs_and_not_begun_with_less(older, disk):
    own = new_house(disk / "home", like=older)
    needed, before = 4 * _kept(own), own.rows_without("vault_lastbackup")

    with taken(disk, but=needed - LITTLE):
        refused = own.run("member", "add", "new@example.org")
    assert refused.status == 1
    assert "the update needs" in refused.err
    assert own.rows_without("vault_lastbackup") == before
    assert list(own.home.glob("backups/*.age")) == []

    with taken(disk, but=needed + LITTLE):
        said = own.run("member", "add", "new@example.org")
    assert said.status == 0, said.err
