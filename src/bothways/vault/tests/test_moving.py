"""A house takes the place of another: killed at any step, what starts next finds the one or the other, whole."""

import os
import subprocess
import sys

import pytest

from bothways.ground.environment import Environment
from bothways.vault.moving import ASIDE, finish, let_it_count, unused
from bothways.vault.tests.dying import COUNTED

OF_OLD = {
    "bothways.sqlite3": "old", "bothways.sqlite3-wal": "old", "bothways.sqlite3-shm": "old", "secret-key": "old",
    "files/imports/1": "old", "files/imports/2": "old",
}  # fmt: skip
OF_NEW = {"bothways.sqlite3": "new", "secret-key": "new", "files/imports/1": "new"}
# Begun again and again by one that has read all it needs, each dies at the n-th thing that changes a folder.
KILLED = (
    COUNTED
    + """
import pathlib, shutil
from bothways.ground.environment import Environment
from bothways.vault.moving import finish, let_it_count
homes = [pathlib.Path(home) for home in {homes!r}]
left = next((number for number in range(len(homes)) if os.fork() == 0), None)
if left is None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            os._exit(0)
home = homes[left]
for name in ("rename", "replace", "unlink", "rmdir", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
here = Environment(home=home, database_url="", secret_key="")
let_it_count(here.backups / "house", here.home)
finish(here)
"""
)


def _written(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)


def _read(folder):
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_text() for name, path in found.items() if not name.startswith("backups")}


def _both(home):
    _written(home, OF_OLD)
    _written(home / "backups" / "house", {**OF_NEW, ASIDE: "replaced-1"})
    return Environment.model_construct(home=home, database_url="", secret_key="")


@pytest.fixture
def here(tmp_path):
    return _both(tmp_path)


def test_the_new_one_stands_and_the_old_one_lies_aside_whole(here):
    let_it_count(here.backups / "house", here.home)
    finish(here)

    assert _read(here.home) == OF_NEW | {"began": ""}
    assert _read(here.backups / "replaced-1") == OF_OLD


def test_by_a_clock_that_is_set_back_two_in_one_second_each_lie_aside(here):
    for number, name in enumerate(("old", "new", "newest")):
        _written(here.home, {"bothways.sqlite3": name, "files/imports/1": name})
        aside = unused(here.backups / "replaced-1")
        _written(here.backups / "house", {**OF_NEW, ASIDE: aside.name})
        let_it_count(here.backups / "house", here.home)
        finish(here)

        assert aside.name == ("replaced-1", "replaced-1-2", "replaced-1-3")[number]
        assert {path.read_text() for path in here.backups.glob("replaced-1*/bothways.sqlite3")} == set(
            ("old", "new", "newest")[: number + 1]
        )


def test_a_key_that_is_kept_elsewhere_is_not_laid_down_here(here):
    elsewhere = here.model_copy(update={"secret_key": "new"})
    let_it_count(here.backups / "house", here.home)
    finish(elsewhere)

    assert _read(here.home)["secret-key"] == "old"


def test_killed_at_any_step_it_is_one_of_the_two(tmp_path):
    killed = [_both(tmp_path / str(at)) for at in range(15)]
    words = KILLED.format(homes=[str(here.home) for here in killed])
    subprocess.run([sys.executable, "-c", words], env={**os.environ, "BOTHWAYS_HOME": ""}, check=True)

    counted = [(here.home / "restored").exists() for here in killed]
    for here in killed:
        if (here.home / "restored").exists():
            finish(here)

    assert (counted[0], all(counted[1:])) == (False, True)  # the first step is the one
    assert _read(killed[0].home) == OF_OLD
    for here in killed[1:]:
        assert _read(here.home) == OF_NEW | {"began": ""}
        assert _read(here.backups / "replaced-1") == OF_OLD
