"""What must hold before Bothways starts; each refusal says what to do."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bothways.cli import house
from bothways.cli.tests.conftest import free_port, run_in, settings_of
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


@pytest.mark.skipif(os.geteuid() != 0, reason="who is not root cannot give a folder to another")
@pytest.mark.parametrize("mode", [0o777, 0o770])
def test_a_data_folder_of_another_in_which_others_write_is_refused(home, mode):
    """They would put a key of theirs in the place of ours."""
    os.chown(home, 65534, 65534)
    home.chmod(0o755)
    house.prepare(home)
    home.chmod(mode)

    with pytest.raises(house.CannotStart, match="others can write in it"):
        house.prepare(home)


def test_the_data_folder_is_made_where_there_is_none(tmp_path):
    house.prepare(tmp_path / "new" / "home")

    assert stat.S_IMODE((tmp_path / "new" / "home").stat().st_mode) == 0o700


@pytest.mark.parametrize("host", ["no-such-name.invalid", "192.0.2.7", "2001:db8::7", "a..b", "x" * 70])
def test_a_host_that_is_not_this_computer_is_refused(host):
    with pytest.raises(house.CannotStart, match=f"“{host}” is no "):
        house.free_port(host, free_port())


def test_a_host_of_signs_that_nobody_sees_is_refused():
    with pytest.raises(house.CannotStart, match="“” is no name"):
        house.free_port("\u202e", free_port())


@pytest.mark.parametrize("port", [99999, 0, -1])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(house.CannotStart, match="is no port"):
        house.free_port("127.0.0.1", port)


def _up_refused(home, **settings):
    """What the whole command says, in a process of its own."""
    said = run_in(home, "up", "--port", free_port(), **settings)
    assert (said.status, said.out) == (1, "")
    assert "Traceback" not in said.err
    return said.err


def _key(home):
    (home / "secret-key").write_text("k" * 64)
    (home / "secret-key").chmod(0o600)


def test_up_refuses_data_without_its_key_and_makes_no_key(home):
    (home / "bothways.sqlite3").touch(mode=0o600)

    assert "Put the key back from your backup" in _up_refused(home)
    assert [path.name for path in home.iterdir()] == ["bothways.sqlite3"]


def test_up_refuses_a_folder_that_cannot_be_written_and_names_one_that_is_there(tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    shut = Path("/sys") if os.geteuid() == 0 else tmp_path / "locked"  # nothing but this is shut to root

    assert _up_refused(shut / "bothways") == (
        f"{shut} cannot be written. Give it to yourself, or set BOTHWAYS_HOME to another folder.\n"
    )


def test_up_refuses_a_disk_that_fills_up_while_the_tables_are_made(home):
    """A limit on what this process may write to one file stands for a small disk."""
    _key(home)
    words = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); sys.argv = ['bothways', 'up', '--port', '%d'];"
        "from bothways.cli.door import main; main()"
    )
    said = subprocess.run(
        [sys.executable, "-c", words % free_port()], env=settings_of(home), capture_output=True, text=True, check=False
    )

    assert said.returncode == 1
    assert f"{home}" in said.stderr
    assert "Traceback" not in said.stderr
    assert not Environment.model_validate({"home": home}).has_run  # so with more room it can start again


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00key", b"k", b"k" * 20])
def test_up_refuses_a_damaged_key_and_leaves_it_as_it_is(home, damage):
    (home / "secret-key").write_bytes(damage)
    (home / "secret-key").chmod(0o600)

    assert f"The key file {home / 'secret-key'} is damaged." in _up_refused(home)
    assert (home / "secret-key").read_bytes() == damage


def _has_run(home):
    _key(home)
    (home / "began").touch()


@pytest.mark.parametrize("empty", [False, True], ids=["gone", "empty"])
def test_up_refuses_to_begin_an_empty_life_where_there_was_one(home, empty):
    _has_run(home)
    if empty:
        (home / "bothways.sqlite3").touch(mode=0o600)
    before = sorted(path.name for path in home.iterdir())

    said = _up_refused(home)

    assert f"{home / 'bothways.sqlite3'} is gone or empty" in said
    assert "Put back your last backup: bothways restore FILE" in said
    assert "To begin a new life, set BOTHWAYS_HOME to another folder." in said
    assert sorted(path.name for path in home.iterdir()) == before


def test_up_names_the_newest_backup(home):
    _key(home)
    (home / "backups").mkdir()
    for day, name in enumerate(("bothways-20260101-120000.age", "before-update-20260703-120000.age")):
        (home / "backups" / name).touch()
        os.utime(home / "backups" / name, (day, day))

    said = _up_refused(home)

    assert f"bothways restore {home / 'backups' / 'before-update-20260703-120000.age'}\n" in said


def test_up_refuses_a_database_without_tables_where_there_were_some(home):
    _has_run(home)
    with sqlite3.connect(home / "bothways.sqlite3") as other:
        other.execute("VACUUM")
    (home / "bothways.sqlite3").chmod(0o600)

    assert "no empty one takes its place" in _up_refused(home)


def test_up_refuses_a_damaged_database_and_leaves_it_as_it_is(home):
    _key(home)
    (home / "bothways.sqlite3").write_bytes(b"No database, whatever its name. " * 99)
    (home / "bothways.sqlite3").chmod(0o600)

    assert f"{home / 'bothways.sqlite3'} is damaged. Put back a backup: bothways restore FILE" in _up_refused(home)
    assert (home / "bothways.sqlite3").read_bytes() == b"No database, whatever its name. " * 99


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BOTHWAYS_PORT", "abc", "Give it another value, or leave it out."),
        ("BOTHWAYS_PORT", "0", "Give it another value, or leave it out."),
        ("BOTHWAYS_WORKERS", "0", "Give it another value, or leave it out."),
        ("BOTHWAYS_PUBLIC_ADDRESS", "http://[bad", "such as https://bothways.example.org"),
        ("BOTHWAYS_SECRET_KEY", "guessed", "at least 40 letters, digits and signs"),
        ("BOTHWAYS_SECRET_KEY_FILE", "/no/such/file", "Put the value there, or leave it out."),
    ],
)
def test_up_refuses_a_setting_that_cannot_be_and_says_which(home, name, value, says):
    said = _up_refused(home, **{name: value})

    assert said.startswith(name)
    assert says in said


def test_up_refuses_an_empty_host(home):
    said = run_in(home, "up", "--port", free_port(), "--host", "")

    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("--host is empty.")


def test_up_refuses_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("mine")

    assert "needs a folder" in _up_refused(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_up_refuses_a_folder_whose_name_is_too_long(tmp_path):
    assert "longer than this computer takes. Choose a shorter one." in _up_refused(tmp_path / ("a" * 300))


@pytest.mark.skipif(not Path("/proc").exists(), reason="nothing here where no folder can be made")
def test_up_refuses_a_folder_in_a_place_that_takes_none():
    assert _up_refused(Path("/proc/nowhere/bothways")).startswith("/proc/nowhere does not exist and cannot be made.")


def test_up_refuses_an_old_sqlite_before_it_touches_any_data(tmp_path, home):
    (tmp_path / "sitecustomize.py").write_text(
        "import sqlite3, sys\n"
        "sqlite3.sqlite_version, sqlite3.sqlite_version_info = '3.40.1', (3, 40, 1)\n"
        "sys.modules['pysqlite3'] = None\n"
    )
    _key(home)

    said = _up_refused(home, PYTHONPATH=str(tmp_path))

    assert "SQLite is 3.40.1; Bothways needs 3.51.3 or newer" in said
    assert "DATABASE_URL" in said
    assert [path.name for path in home.iterdir()] == ["secret-key"]
