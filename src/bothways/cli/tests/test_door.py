"""Whatever stands in the way of a command is said in a sentence, about what really stands there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bothways.accounts.models import Member
from bothways.cli.tests.conftest import PROGRAM, run_in, settings_of
from bothways.ground.environment import environment

NOBODY = 65534
LOOKS_AT_THE_EXAMPLE = """
import sys
from contextlib import suppress
from bothways.cli import door
from bothways.ground.environment import environment
sys.argv = ["bothways", "up", "--demo", "--help"]
with suppress(SystemExit):
    door.main()
print(environment().demo, environment().home, environment().database_url or "its own", sep="|")
"""


def _refused(said):
    assert said.status == 1
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_who_may_not_enter_the_data_folder_is_told_who_may(run, monkeypatch):
    home = Path(f"/var/tmp/bothways-{os.getpid()}")
    home.mkdir(mode=0o700)
    shutil.chown(home, "daemon")
    monkeypatch.setenv("BOTHWAYS_HOME", str(home))
    environment.cache_clear()
    try:
        os.seteuid(NOBODY)
        said = run("check")
    finally:
        os.seteuid(0)
        environment.cache_clear()
        home.rmdir()

    assert f"{home} is of the user daemon, and only they may use it" in _refused(said)
    assert "sudo -u daemon bothways check" in said.err


def test_a_setting_of_bytes_that_are_no_text_is_named(tmp_path):
    assert "DATABASE_URL holds bytes that are no text" in _refused(run_in(tmp_path, "check", DATABASE_URL="\udcff"))


def test_what_nobody_can_hear_is_not_the_fault_of_the_data_folder(house):
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*PROGRAM, "--help"],
            env=settings_of(house.home),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert "or said where you listen: No space left on device" in ended.stderr
    assert str(house.home) not in ended.stderr
    assert ended.returncode == 1


def test_a_place_that_is_not_there_is_named_and_not_the_data_folder(house, tmp_path):
    said = _refused(house.run("export", "--member", "ada@example.org", tmp_path / "none" / "x.zip"))

    assert f"{tmp_path}/none" in said
    assert "BOTHWAYS_HOME" not in said


@pytest.mark.parametrize("what", ["folder", "pipe", "zeros"])
def test_what_is_no_file_is_no_backup(house, tmp_path, what):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros").symlink_to("/dev/zero")

    assert "is no file to restore" in _refused(house.run("restore", tmp_path / what))


@pytest.mark.parametrize("typed", ["Eve\x1b[2J", "Eve\u202e", " Eve\n"])
def test_a_name_is_kept_without_signs_that_nobody_sees(run, typed):
    said = run("member", "add", "eve@example.org", "--name", typed)

    assert said.out.startswith("Eve")
    assert "\x1b" not in said.out
    assert Member.objects.get().name in ("Eve", "Eve[2J")


def test_signs_that_steer_a_terminal_are_not_given_back_to_it(run):
    assert "\x1b" not in _refused(run("member", "add", "\x1b[2Jrosa"))


def test_the_example_life_lies_in_no_database_of_others(tmp_path):
    """Whoever comes is let in there; the settings of a house stand around its other commands, too."""
    for name in ("DATABASE_URL", "database_url"):
        told = settings_of(tmp_path / "home", **{name: "postgres://bothways@localhost:1/bothways"})

        said = subprocess.run(
            [sys.executable, "-c", LOOKS_AT_THE_EXAMPLE], env=told, capture_output=True, text=True, check=True
        )

        assert said.stdout.splitlines()[-1] == f"True|{tmp_path / 'home'}-example|its own", name
