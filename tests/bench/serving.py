"""A house as people run it, on a port of its own, with the database of the place in it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def house(home: Path, database: Path | None = None, joined: Path | None = None) -> Iterator[tuple[int, int]]:
    """Its port and the process that began it; ended afterwards. `joined`: of the group that bounds it."""
    if database:
        home.mkdir(mode=0o700, exist_ok=True)
        connection.close()
        shutil.copyfile(database, home / "bothways.sqlite3")
        (home / "bothways.sqlite3").chmod(0o600)
        shutil.copy2(database.parent / "secret-key", home / "secret-key")  # who signed in stays so
    port = free_port()
    command = [str(Path(sys.executable).parent / "bothways"), "up", "--port", str(port)]
    if joined:
        command = ["sh", "-c", 'echo 0 > "$0" && exec "$@"', str(joined), *command]  # 0 is whoever writes it
    with _running(command, of(home)) as up:
        first_answer(f"http://127.0.0.1:{port}/welcome/")
        yield port, up.pid


def of(home: Path) -> dict[str, str]:
    """The environment of a command in that house: the settings of people, not those of the bench."""
    environment = {**os.environ, "BOTHWAYS_HOME": str(home)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return environment


@contextmanager
def floor(database: Path, cookies: str, size: int) -> Iterator[int]:
    """The hand-made page on the same web server with as many workers; its port."""
    told = {"BENCH_DATABASE": str(database), "BENCH_BYTES": str(size)}
    with granian("tests.bench.floor:application", told) as (port, _):
        first_answer(f"http://127.0.0.1:{port}/", {"Cookie": cookies})
        yield port


@contextmanager
def granian(application: str, told: dict[str, str], python: str = sys.executable) -> Iterator[tuple[int, int]]:
    """Another application on the same web server with as many workers; its port and the process that began it."""
    port = free_port()
    command = [
        python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(os.cpu_count()), "--blocking-threads", "1", "--no-ws", "--log-level", "warning", application,
    ]  # fmt: skip
    with _running(command, {**os.environ, **told}) as process:
        yield port, process.pid


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    process = subprocess.Popen(command, env=environment, cwd=Path(__file__).resolve().parents[2], **quiet)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_answer(address: str, headers: dict[str, str] | None = None) -> None:
    """Waits until somebody answers there."""
    until = time.perf_counter() + 60
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(address, headers=headers or {}), timeout=2).close()
        except (urllib.error.URLError, OSError):
            if time.perf_counter() > until:
                raise
            time.sleep(0.02)
        else:
            return


def memory(pid: int) -> float:
    """Megabytes of a process and of all that it started, what they share counted once (PSS)."""
    return sum(_proportional(one) for one in _family(pid)) / 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _proportional(pid: int) -> int:
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
