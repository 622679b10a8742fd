"""A file gets its name once it is whole, and takes it from nobody."""

import errno
import os
import subprocess
import sys

import pytest

from bothways.vault.room import give_its_name, new_file
from bothways.vault.tests.dying import COUNTED

# Each dies at the n-th thing that changes a folder, or a file.
KILLED = (
    COUNTED
    + """
import pathlib
from bothways.vault.room import give_its_name, new_file
left = {at}
folder = pathlib.Path({folder!r})
with new_file(folder) as (being_made, into):
    into.write(b"whole")
    into.flush()
    for name in ("open", "link", "unlink", "rename", "replace", "close", "fsync"):
        setattr(os, name, counted(getattr(os, name)))
    give_its_name(being_made, folder / "a.age")
"""
)


def _named(folder, content=b"whole"):
    with new_file(folder) as (being_made, into):
        into.write(content)
        into.flush()
        give_its_name(being_made, folder / "a.age")


def test_killed_at_any_step_what_has_the_name_is_whole(tmp_path):
    found = []
    for at in range(6):
        (folder := tmp_path / str(at)).mkdir()
        words = [sys.executable, "-c", KILLED.format(at=at, folder=str(folder))]
        subprocess.run(words, env={**os.environ, "BOTHWAYS_HOME": ""}, check=False)
        found.append([path.read_bytes() for path in folder.glob("*.age")])

        with new_file(folder):  # sweeps
            pass
        assert [path.read_bytes() for path in folder.iterdir()] == found[-1]

    assert found == [[]] + [[b"whole"]] * 5


@pytest.mark.parametrize("knows_many_names", [True, False])
def test_a_name_that_another_has_is_left_to_it(tmp_path, monkeypatch, knows_many_names):
    if not knows_many_names:
        monkeypatch.setattr(os, "link", _one_name_for_each)
    _named(tmp_path)

    with pytest.raises(FileExistsError):
        _named(tmp_path, b"another")

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"whole"]
    assert [path.stat().st_nlink for path in tmp_path.iterdir()] == [1]


def _one_name_for_each(*_):
    """As the system answers for a stick in FAT."""
    raise PermissionError(errno.EPERM, "Operation not permitted")
