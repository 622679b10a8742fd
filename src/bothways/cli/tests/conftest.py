"""Runs `bothways` as somebody types it: in this process where tables are asked for, else in one of its own."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bothways.cli import door

PROGRAM = [sys.executable, "-m", "bothways"]


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, db: None) -> Run:
    """A command over the tables of the test."""

    def run(*words: object) -> Said:
        monkeypatch.setattr("sys.argv", ["bothways", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            door.main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


def settings_of(home: Path, **more: str) -> dict[str, str]:
    """The environment of a user: nothing of the tests' own."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("BOTHWAYS_", "DJANGO_"))}
    for name in ("DATABASE_URL", "DISPLAY", "PYTEST_CURRENT_TEST"):
        ours.pop(name, None)
    return {**ours, "BOTHWAYS_HOME": str(home), "BOTHWAYS_WORKERS": "1", **more}


def run_in(home: Path, *words: object, **settings: str) -> Said:
    """A process of its own, in a data folder of its own."""
    command = [*PROGRAM, *map(str, words)]
    ended = subprocess.run(
        command, env=settings_of(home, **settings), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    return Said(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port where somebody else answers already."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One that is lived in, to be looked at; whoever changes it takes `new_house(..., like=house)`."""
    from bothways.cli.tests.keeping import lived_in

    return lived_in(tmp_path_factory.mktemp("house") / "home")


@pytest.fixture(scope="session")
def older(house: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same before the last change of tables."""
    from bothways.cli.tests.keeping import OLDER, new_house

    before = new_house(tmp_path_factory.mktemp("older") / "home", like=house)
    before.within(OLDER)
    return before


@pytest.fixture(scope="session")
def was(house: Any) -> Any:
    """What lies in it, to be looked at."""
    return house.rows()


@pytest.fixture(scope="session")
def made(house: Any, was: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A backup of it, and what was said of that. What lay in it is looked at before: that one was made is kept too."""
    file = tmp_path_factory.mktemp("made") / "a.age"
    said = house.run("backup", file, "--json")
    assert said.status == 0, said.err
    return file, json.loads(said.out)


@pytest.fixture(scope="session")
def backup(made: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, opened without the wait that guessing costs: the real one is opened when it is made."""
    from bothways.cli.tests.keeping import PASSPHRASE
    from bothways.vault.packing import pack, unpack

    folder = tmp_path_factory.mktemp("backup")
    manifest = unpack(made[0], PASSPHRASE, folder / "house")
    with (folder / "a.age").open("wb") as into:
        pack(folder / "house", manifest, into, PASSPHRASE, work=1)
    return folder / "a.age"
