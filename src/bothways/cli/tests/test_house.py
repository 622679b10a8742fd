"""What must hold before Bothways starts; each refusal says what to do."""

import os
import stat

import pytest

from bothways.cli import house
from bothways.cli.tests.conftest import free_port, run_in
from bothways.ground.environment import Environment


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_a_port_in_use_is_refused_and_another_proposed(taken_port):
    with pytest.raises(house.CannotStart, match=f"Port {taken_port} is in use.*--port {taken_port + 1}"):
        house.free_port("127.0.0.1", taken_port)

    house.free_port("127.0.0.1", free_port())


def test_a_data_folder_is_one_servers_at_a_time(home):
    lock = house.claim(home)
    with pytest.raises(house.CannotStart, match="already runs in"):
        house.claim(home)

    lock.close()
    house.claim(home).close()


@pytest.mark.parametrize("name", ["bothways.sqlite3", "secret-key"])
@pytest.mark.parametrize("mode", [0o644, 0o604, 0o660])
def test_data_that_others_can_read_is_refused_with_the_cure(home, name, mode):
    here = Environment.model_validate({"home": home})
    (home / name).touch(mode=0o600)
    house.only_for_me(here)

    (home / name).chmod(mode)

    with pytest.raises(house.CannotStart, match=f"chmod 600 {home / name}"):
        house.only_for_me(here)


def test_the_data_folder_becomes_the_owners_alone(home):
    home.chmod(0o777)

    house.prepare(home)

    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_data_folder_is_made_where_there_is_none(tmp_path):
    house.prepare(tmp_path / "new" / "home")

    assert stat.S_IMODE((tmp_path / "new" / "home").stat().st_mode) == 0o700


@pytest.mark.parametrize("host", ["no-such-name.invalid", "192.0.2.7", "2001:db8::7"])
def test_a_host_that_is_not_this_computer_is_refused(host):
    with pytest.raises(house.CannotStart, match=f"“{host}” is no "):
        house.free_port(host, free_port())


@pytest.mark.parametrize("port", [99999, -1])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(house.CannotStart, match="is no port"):
        house.free_port("127.0.0.1", port)


def _up_refused(home, **settings):
    """What the whole command says, in a process of its own."""
    said = run_in(home, "up", "--port", free_port(), **settings)
    assert (said.status, said.out) == (1, "")
    assert "Traceback" not in said.err
    return said.err


def test_up_refuses_data_without_its_key_and_makes_no_key(home):
    (home / "bothways.sqlite3").touch(mode=0o600)

    assert "Put the key back from your backup" in _up_refused(home)
    assert [path.name for path in home.iterdir()] == ["bothways.sqlite3"]


def test_up_refuses_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    nowhere = "/sys/bothways" if os.geteuid() == 0 else tmp_path / "locked" / "home"  # nothing but this is shut to root

    assert "set BOTHWAYS_HOME to another folder" in _up_refused(nowhere)


def test_up_refuses_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("mine")

    assert "needs a folder" in _up_refused(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_up_refuses_an_old_sqlite_before_it_touches_any_data(tmp_path, home):
    (tmp_path / "sitecustomize.py").write_text(
        "import sqlite3, sys\n"
        "sqlite3.sqlite_version, sqlite3.sqlite_version_info = '3.40.1', (3, 40, 1)\n"
        "sys.modules['pysqlite3'] = None\n"
    )
    (home / "secret-key").touch(mode=0o600)

    said = _up_refused(home, PYTHONPATH=str(tmp_path))

    assert "SQLite is 3.40.1; Bothways needs 3.51.3 or newer" in said
    assert "DATABASE_URL" in said
    assert [path.name for path in home.iterdir()] == ["secret-key"]
