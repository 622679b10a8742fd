"""A house takes the place of another: killed at any step, what starts next finds the one or the other, whole."""

import os
import subprocess
import sys

import pytest

from bothways.ground.environment import Environment
from bothways.vault.moving import ASIDE, finish, let_it_count

OF_OLD = {
    "bothways.sqlite3": "old", "bothways.sqlite3-wal": "old", "bothways.sqlite3-shm": "old", "secret-key": "old",
    "files/imports/1": "old", "files/imports/2": "old",
}  # fmt: skip
OF_NEW = {"bothways.sqlite3": "new", "secret-key": "new", "files/imports/1": "new"}
# Dies at the n-th thing that changes a folder.
KILLED = """
import os, pathlib, shutil, signal
left = {at}
def counted(act):
    def acts(*given, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*given, **named)
    return acts
for name in ("rename", "replace", "unlink", "rmdir", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
from bothways.ground.environment import Environment
from bothways.vault.moving import finish, let_it_count
here = Environment(home=pathlib.Path({home!r}), database_url="", secret_key="")
let_it_count(here.backups / "house", here.home)
finish(here)
"""


def _written(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)


def _read(folder):
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_text() for name, path in found.items() if not name.startswith("backups")}


@pytest.fixture
def here(tmp_path):
    _written(tmp_path, OF_OLD)
    _written(tmp_path / "backups" / "house", {**OF_NEW, ASIDE: "replaced-1"})
    return Environment.model_construct(home=tmp_path, database_url="", secret_key="")


def test_the_new_one_stands_and_the_old_one_lies_aside_whole(here):
    let_it_count(here.backups / "house", here.home)
    finish(here)

    assert _read(here.home) == OF_NEW | {"began": ""}
    assert _read(here.backups / "replaced-1") == OF_OLD


def test_a_key_that_is_kept_elsewhere_is_not_laid_down_here(here):
    elsewhere = here.model_copy(update={"secret_key": "new"})
    let_it_count(here.backups / "house", here.home)
    finish(elsewhere)

    assert _read(here.home)["secret-key"] == "old"


@pytest.mark.parametrize("at", range(15))
def test_killed_at_any_step_it_is_one_of_the_two(here, at):
    words = KILLED.format(at=at, home=str(here.home))
    subprocess.run([sys.executable, "-c", words], env={**os.environ, "BOTHWAYS_HOME": ""}, check=False)

    if (here.home / "restored").exists():
        finish(here)

    now = _read(here.home)
    if at == 0:
        assert now == OF_OLD
    else:
        assert now == OF_NEW | {"began": ""}
        assert _read(here.backups / "replaced-1") == OF_OLD
