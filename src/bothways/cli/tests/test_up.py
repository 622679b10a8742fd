"""`bothways up` as a whole: it starts, answers, brings back what dies, and leaves nothing running."""

import json
import os
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg
import pytest

from bothways.cli.tests.conftest import PROGRAM, free_port, run_in, settings_of

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="sees processes through /proc"),
    pytest.mark.xdist_group("up"),
]
PATIENCE = 60.0  # seconds, on a computer with much else to do


@dataclass
class Server:
    """A running Bothways, as the one who started it sees it."""

    home: Path
    address: str
    code: str
    process: subprocess.Popen[str]

    def get(self, path: str = "/") -> str:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def answers(self) -> bool:
        try:
            return "Bothways" in self.get("/sign-in/")
        except OSError:
            return False

    def parts(self, name: str) -> list[int]:
        return [pid for pid, command in _living(self.home).items() if name in command]


def _living(home: Path) -> dict[int, str]:
    """Every process of this data folder, by what it was called with."""
    mark = b"BOTHWAYS_HOME=" + os.fsencode(home) + b"\0"
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # gone meanwhile
            continue
    return {pid: command for pid, command in found.items() if command}


def _until(holds: Callable[[], object]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


@contextmanager
def _up(home: Path, *words: str, stdin: int = subprocess.DEVNULL, **settings: str) -> Iterator[Server]:
    command = [*PROGRAM, "up", "--port", str(free_port()), "--json", *words]
    said = {"stdin": stdin, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=settings_of(home, **settings), **said) as process:  # type: ignore[call-overload]
        try:
            told = json.loads(process.stdout.readline() or "{}")
            assert told, process.stderr.read()
            yield Server(home, told["address"], told["setup_code"], process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=PATIENCE)
            assert _until(lambda: not _living(home)), _living(home)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with _up(tmp_path_factory.mktemp("up") / "home") as server:
        yield server


def test_it_answers_where_it_says(server):
    assert server.address.startswith("http://localhost:")
    assert "Remember who helped you" in server.get("/welcome/")
    assert server.code == ""


def test_pages_come_with_their_styles(server):
    page = server.get("/welcome/")
    styles = [part.split('"')[0] for part in page.split('href="')[1:] if ".css" in part.split('"')[0]]

    assert styles
    assert all("{" in server.get(path) for path in styles)


def test_what_it_keeps_is_for_its_owner_alone(server):
    kept = [path for path in server.home.rglob("*") if "static" not in path.parts]

    assert {oct(path.stat().st_mode & 0o077) for path in kept} == {"0o0"}


def test_a_first_start_that_came_no_further_than_an_empty_database_begins_again(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret-key").write_text("k" * 64)
    (tmp_path / "home" / "bothways.sqlite3").touch()
    for name in ("secret-key", "bothways.sqlite3"):
        (tmp_path / "home" / name).chmod(0o600)

    with _up(tmp_path / "home") as other:
        assert "Remember who helped you" in other.get("/welcome/")


def test_a_second_one_in_the_same_folder_is_refused(server):
    said = run_in(server.home, "up", "--port", free_port())

    assert said.status == 1
    assert "already runs in" in said.err


def test_a_second_one_at_the_same_port_is_refused(server, tmp_path):
    said = run_in(tmp_path / "other", "up", "--port", server.address.rpartition(":")[2])

    assert said.status == 1
    assert "is in use" in said.err


def test_a_web_worker_that_is_killed_comes_back(server):
    _, *workers = sorted(server.parts("cli.serving"))
    for pid in workers:
        os.kill(pid, signal.SIGKILL)

    assert workers
    assert _until(lambda: not {*workers} & {*server.parts("cli.serving")} and server.answers())


def test_the_web_server_that_is_killed_comes_back(server):
    killed = server.parts("cli.serving")
    os.kill(min(killed), signal.SIGKILL)

    assert _until(lambda: not {*killed} & {*server.parts("cli.serving")} and server.answers())


def test_background_work_that_is_killed_comes_back(server):
    [killed] = server.parts("bothways work")
    os.kill(killed, signal.SIGKILL)

    assert _until(lambda: server.parts("bothways work") not in ([], [killed]))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_politely_it_ends_well_and_leaves_no_process(server, tmp_path, number):
    with _up(_copied(server.home, tmp_path)) as other:
        other.process.send_signal(number)

        assert other.process.wait(timeout=PATIENCE) == 0
        assert _until(lambda: not _living(other.home))


def test_killed_it_leaves_no_process_either(server, tmp_path):
    with _up(_copied(server.home, tmp_path)) as other:
        other.process.kill()

        assert _until(lambda: not _living(other.home)), _living(other.home)


def test_killed_while_its_web_server_starts_anew_it_leaves_no_process_either(server, tmp_path):
    with _up(_copied(server.home, tmp_path)) as other:
        before = {*other.parts("cli.serving")}
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert _until(lambda: len({*other.parts("cli.serving")} - before) == 2)  # its worker has just begun
        other.process.kill()

        assert _until(lambda: not _living(other.home)), _living(other.home)


def test_where_its_terminal_is_closed_it_ends(server, tmp_path):
    """That says SIGHUP, too."""
    here, there = os.openpty()
    with _up(_copied(server.home, tmp_path), stdin=there) as other:
        other.process.send_signal(signal.SIGHUP)

        assert other.process.wait(timeout=PATIENCE) == 0
    os.close(here)
    os.close(there)


def test_what_is_installed_by_then_takes_over_beside_the_styles_of_before(server, tmp_path):
    home = _copied(server.home, tmp_path)
    (home / "static" / "made-of").write_text("another one")
    (home / "static" / "of-before.css").touch()

    assert run_in(home, "make-ready").status == 0
    assert (home / "static" / "made-of").read_text() == (server.home / "static" / "made-of").read_text()
    assert (home / "static" / "of-before.css").exists()


def test_where_the_tables_are_to_be_changed_nothing_takes_over(server, tmp_path):
    with _up(_copied(server.home, tmp_path)) as other:
        before = other.parts("cli.serving")
        with closing(sqlite3.connect(other.home / "bothways.sqlite3", isolation_level=None)) as file:
            file.execute("DELETE FROM django_migrations WHERE app = 'vault'")
        other.process.send_signal(signal.SIGHUP)

        # background work that begins only now says, too, that it can't
        assert any("Restart Bothways" in line for line in iter(other.process.stderr.readline, ""))
        assert other.parts("cli.serving") == before


def test_for_other_computers_the_first_member_needs_the_code_that_it_prints(server, tmp_path):
    """127.0.0.2 stands for an address that others reach."""
    with _up(_copied(server.home, tmp_path), "--host", "127.0.0.2") as other:
        assert len(other.code) == 16
        assert "Set-up code" in other.get("/welcome/")
        assert _join(other) == "/welcome/"
        assert _join(other, code=other.code) == "/first/"


CHOSEN = {"BOTHWAYS_PUBLIC_ADDRESS": "https://bothways.example.org", "BOTHWAYS_SETUP_CODE": "a code of the operator's"}


def test_so_it_does_behind_a_proxy_by_which_others_come(server, tmp_path):
    with _up(_copied(server.home, tmp_path), **CHOSEN) as other:
        assert other.address == "https://bothways.example.org"
        assert other.code == CHOSEN["BOTHWAYS_SETUP_CODE"]


def _copied(home: Path, tmp_path: Path) -> Path:
    """The same tables and styles, without the wait for them."""
    subprocess.run(["cp", "-R", str(home), str(tmp_path / "home")], check=True)
    return tmp_path / "home"


def _join(server: Server, **more: str) -> str:
    """Where the first member is led after having typed name and password."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(server.address + "/welcome/", timeout=PATIENCE).read().decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    typed = {"csrfmiddlewaretoken": token, "name": "Ada", "email": "ada@example.org", **more}
    sent = urllib.parse.urlencode({**typed, "password": "careful hands can be taught"}).encode()
    try:
        return urllib.parse.urlsplit(browser.open(server.address + "/welcome/", sent, timeout=PATIENCE).url).path
    except urllib.error.HTTPError as refusal:
        return urllib.parse.urlsplit(refusal.url).path


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="the tables are on SQLite")
def test_on_postgresql_it_starts_and_takes_its_first_member(tmp_path):
    given = os.environ["DATABASE_URL"]
    with psycopg.connect(given, autocommit=True) as maker:
        maker.execute('CREATE DATABASE "for_up"')
    own = given.rpartition("/")[0] + "/for_up"

    with _up(tmp_path / "home", DATABASE_URL=own) as server:
        assert _join(server) == "/first/"
        assert not (server.home / "bothways.sqlite3").exists()
        said = run_in(server.home, "today", "--member", "ada@example.org", DATABASE_URL=own)

    assert said.out == "Nothing more for this week.\n"
