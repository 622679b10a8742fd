"""Runs a command beside a PostgreSQL of its own, gone afterwards: `python tests/with_postgres.py pytest -q`."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ADMIN = "postgres"  # who the server runs as where we are root: it refuses root
# Safety of the data on disk is not what these tests are about, and it costs most of the time.
# Two tests at once may each be seventy people at a door.
SWIFT = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
ALWAYS = "-c max_connections=300 -c listen_addresses="
LONGEST_FOLDER = 60  # the path of a socket must fit into about a hundred letters


def programs() -> Path | None:
    """Where the newest PostgreSQL of this computer keeps its programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def _as_admin() -> dict[str, object]:
    return {"user": ADMIN, "group": ADMIN, "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def cluster(bin_folder: Path, *, swift: bool = True) -> Iterator[str]:
    """
    The address of a server on a socket in a folder of its own; no port, nothing listens to the network.

    Not `swift`, where it is measured: as PostgreSQL comes, with each transaction on the disk before it counts.
    """
    long = len(tempfile.gettempdir()) > LONGEST_FOLDER
    folder = Path(tempfile.mkdtemp(prefix="bothways-pg-", dir="/tmp" if long else None))
    try:
        if user := _as_admin().get("user"):
            shutil.chown(folder, user, user)
        _run(
            bin_folder / "initdb",
            "-D",
            _data(folder),
            "-A",
            "trust",
            "-U",
            ADMIN,
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        start(bin_folder, folder, swift=swift)
        try:
            yield f"postgres://{ADMIN}@{quote(str(folder), safe='')}/postgres"
        finally:
            stop(bin_folder, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(bin_folder: Path, folder: Path, *, swift: bool = True, **settings: object) -> None:
    """The server whose socket and data lie in this folder."""
    how = f"{SWIFT} {ALWAYS}" if swift else ALWAYS
    more = "".join(f" -c {name}={value}" for name, value in settings.items())
    log = str(folder / "log")
    _run(bin_folder / "pg_ctl", "-D", _data(folder), "-l", log, "-o", f"{how}{more} -k {folder}", "-w", "start")


def stop(bin_folder: Path, folder: Path) -> None:
    """Whoever is connected is cut off; one that is stopped already stays so."""
    if Path(_data(folder), "postmaster.pid").exists():
        _run(bin_folder / "pg_ctl", "-D", _data(folder), "-m", "immediate", "-w", "stop")


def _data(folder: Path) -> str:
    return str(folder / "data")


def _run(program: Path, *arguments: str) -> None:
    told = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "cwd": "/", **_as_admin()}
    subprocess.run([program, *arguments], check=True, **told)


def main(command: list[str]) -> int:
    bin_folder = programs()
    if bin_folder is None:
        print("PostgreSQL is not here. On Debian and Ubuntu: apt install postgresql", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster(bin_folder) as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
