"""A house as people run it, which can be killed and started again, and is asked through its port alone."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

from tests.bench.serving import free_port

_HERE = Path(__file__).resolve().parents[2]
_PYTHON = sys.executable
TOKEN = "x" * 32  # of the forms: that of the cookie and that of the form are one


class House:
    """`database_url`: in PostgreSQL; else SQLite, in the folder. Begun by `start`, and ended by whoever began it."""

    def __init__(self, home: Path, database_url: str = "", **more: str) -> None:
        self.home, self.port = home, free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOTHWAYS", "DJANGO"))}
        self.environment = {**kept, "BOTHWAYS_HOME": str(home), **more}
        self.environment.pop("DATABASE_URL", None)
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        home.mkdir(mode=0o700, exist_ok=True)
        self.up: subprocess.Popen[bytes] | None = None
        settled = {**self.environment, "DJANGO_SETTINGS_MODULE": "bothways.config.settings"}
        self.keys: dict[str, str] = json.loads(_said([_PYTHON, "-m", "tests.hold.settle"], settled))

    def start(self) -> None:
        command = [str(Path(_PYTHON).parent / "bothways"), "up", "--port", str(self.port)]
        with (self.home / "said").open("ab") as said:
            self.up = subprocess.Popen(
                command, env=self.environment, cwd=_HERE, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + 120
        while not self._answers():
            is_late = time.monotonic() > until
            assert not is_late, (self.home / "said").read_text()
            assert self.up.poll() is None, (self.home / "said").read_text()
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/welcome/", timeout=2).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """All of it at once, without a word."""
        assert self.up
        for pid in family(self.up.pid):
            os.kill(pid, signal.SIGKILL)
        self.up.wait()
        self.up = None

    def reload(self, meanwhile: Callable[[], None]) -> None:
        """As `systemctl reload` does, until others have followed all who answered or worked."""
        assert self.up
        before = family(self.up.pid)
        stay = {self.up.pid, next(one for one in before if "bothways.cli.serving" in called(one))}
        self.up.send_signal(signal.SIGHUP)
        until = time.monotonic() + 120
        while ({*before} - stay) & {*(now := family(self.up.pid))} or len(now) != len(before):
            assert time.monotonic() < until, (self.home / "said").read_text()
            meanwhile()

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.up is not None:
            self.up.send_signal(signal.SIGTERM)
            self.up.wait(timeout=60)
            self.up = None

    def check(self) -> dict[str, Any]:
        """What `bothways check` finds, of a house that does not run."""
        found: dict[str, Any] = json.loads(
            _said([str(Path(_PYTHON).parent / "bothways"), "check", "--json"], self.environment)
        )
        return found

    def broken(self) -> list[str]:
        """What SQLite finds amiss in its file, page by page, while the house runs; of PostgreSQL nothing is asked."""
        if "DATABASE_URL" in self.environment:
            return []
        with closing(sqlite3.connect(f"file:{self.home / 'bothways.sqlite3'}?mode=ro", uri=True)) as own:
            return [one for (one,) in own.execute("PRAGMA integrity_check") if one != "ok"]


def _said(command: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(command, env=environment, cwd=_HERE, check=True, stdout=subprocess.PIPE, text=True).stdout


def until(holds: Callable[[], bool]) -> None:
    """Waits for it: it comes sooner or later, however much else there is to do."""
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def family(pid: int) -> list[int]:
    """A process and all that it started, the first first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def called(pid: int) -> str:
    """What a process was called with; nothing once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


class Caller:
    """One connection, kept open as a browser or a program does; who asks shows a token, or the cookie of a sign-in."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.connection = HTTPConnection("127.0.0.1", house.port, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.connection.close()

    def keep_moment(self, moment_id: str, note: str = "") -> int:
        said = {"id": moment_id, "person": self.house.keys["person"], "lane": "together", "kind": "met"}
        body = json.dumps({**said, "on": "2020-01-02", "note": note or moment_id})
        shown = {"Authorization": f"Bearer {self.house.keys['token']}", "Content-Type": "application/json"}
        return self._ask("POST", "/api/v1/moments", body, shown)[0]

    def keep_by_program(self, what: str, row_id: str) -> int:
        promised = {"person": self.house.keys["person"], "lane": "mine", "what": row_id}
        said = {"people": {"name": row_id}, "promises": promised}[what]
        shown = {"Authorization": f"Bearer {self.house.keys['token']}", "Content-Type": "application/json"}
        return self._ask("POST", f"/api/v1/{what}", json.dumps({**said, "id": row_id}), shown)[0]

    def keep_by_form(self, moment_id: str) -> int:
        """As a browser sends it: 302 leads on to where it stands."""
        said = {"person": self.house.keys["person"], "lane": "theirs", "kind": "taught", "on": "2020-01-02"}
        return self.send("/moments/remember/", {**said, "id": moment_id, "deed": moment_id})[0]

    def moments(self) -> list[str]:
        """The ids of all that stands on the street, each as often as it stands there."""
        return [one["id"] for one in self.every(f"people/{self.house.keys['person']}/street")]

    def every(self, what: str) -> list[dict[str, Any]]:
        """All rows of a list for programs."""
        found: list[dict[str, Any]] = []
        while some := self._told(f"{what}?limit=500&offset={len(found)}")["items"]:
            found += some
        return found

    def letter(self) -> str:
        return str(self._told(f"letters/{self.house.keys['letter']}")["body"])

    def keep_in_letter(self, words: str) -> int:
        """Behind those that stand there, as a page saves while somebody types."""
        keys = self.house.keys
        there = self._told(f"letters/{keys['letter']}")
        typed = {name: there[name] for name in ("kind", "version", "greeting", "close", "signature", "subject")}
        typed |= {one["kind"]: one["text"] for one in there["facts"]} | {"shape": there["form"]}
        if words not in typed.get("now", ""):  # else they were saved, and the answer did not come
            typed["now"] = f"{typed.get('now', '')} {words}"
        return self.send(f"/letters/{keys['letter']}/save/", typed, htmx=True)[0]

    def words(self) -> list[str]:
        """Those that were kept in the letter."""
        facts = self._told(f"letters/{self.house.keys['letter']}")["facts"]
        return " ".join(one["text"] for one in facts if one["kind"] == "now").split()

    def _told(self, what: str) -> dict[str, Any]:
        """What a program is told."""
        shown = {"Authorization": f"Bearer {self.house.keys['token']}"}
        said: dict[str, Any] = json.loads(self._ask("GET", f"/api/v1/{what}", "", shown)[1])
        return said

    def page(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, "", {"Cookie": self.cookies})

    def send(self, path: str, typed: dict[str, str], *, htmx: bool = False) -> tuple[int, str]:
        sent = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        sent |= {"HX-Request": "true"} if htmx else {}
        return self._ask("POST", path, urlencode({**typed, "csrfmiddlewaretoken": TOKEN}), sent)

    def bring(self, name: str, content: bytes) -> tuple[int, str]:
        """A file, as a browser sends it."""
        mark, given = "x" * 30, f'form-data; name="files"; filename="{name}"'
        parts = [f'form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}', f"{given}\r\n\r\n{content.decode()}"]
        body = "".join(f"--{mark}\r\nContent-Disposition: {one}\r\n" for one in parts) + f"--{mark}--\r\n"
        sent = {"Cookie": self.cookies, "Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._ask("POST", "/bring-in/files/", body, sent)

    @property
    def cookies(self) -> str:
        return f"sessionid={self.house.keys['session']}; csrftoken={TOKEN}"

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
        self.connection.request(method, path, body.encode(), headers)
        answer: HTTPResponse = self.connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
