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
SWIFT = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c listen_addresses="
LONGEST_FOLDER = 60  # the path of a socket must fit into about a hundred letters


def programs() -> Path | None:
    """Where the newest PostgreSQL of this computer keeps its programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def _as_admin() -> dict[str, object]:
    return {"user": ADMIN, "group": ADMIN, "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """The address of a server on a socket in a folder of its own; no port, nothing listens to the network."""
    long = len(tempfile.gettempdir()) > LONGEST_FOLDER
    folder = Path(tempfile.mkdtemp(prefix="bothways-pg-", dir="/tmp" if long else None))
    as_admin = _as_admin()

    def run(program: str, *arguments: str) -> None:
        told = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "cwd": "/", **as_admin}
        subprocess.run([bin_folder / program, *arguments], check=True, **told)

    try:
        if as_admin:
            shutil.chown(folder, ADMIN, ADMIN)
        data, log = str(folder / "data"), str(folder / "log")
        run("initdb", "-D", data, "-A", "trust", "-U", ADMIN, "-E", "UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-D", data, "-l", log, "-o", f"{SWIFT} -k {folder}", "-w", "start")
        try:
            yield f"postgres://{ADMIN}@{quote(str(folder), safe='')}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
