"""R1, R6 and R24: killed, or written in two windows, nothing is lost, and no request is answered by a fault of ours."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from hypothesis.stateful import run_state_machine_as_test

from bothways.accounts.models import Member
from tests.bench.place import Place
from tests.bench.row import Row
from tests.door import signed_in
from tests.hold.house import House
from tests.hold.killed import killed_again_and_again
from tests.journeys.windows import Windows, interleaved
from tests.with_postgres import cluster, programs

CYCLES = 30
INTERLEAVINGS = 1_000
REQUESTS = 100_000


def r1(place: Place) -> list[Row]:
    with databases() as both:
        return [_killed(place.home / f"killed-{name}", name, url) for name, url in both.items()]


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The address of an empty one by the name of each."""
    if not (found := programs()):
        yield {"SQLite": ""}
        return
    with cluster(found) as url:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("CREATE DATABASE house")
        yield {"SQLite": "", "PostgreSQL": f"{url.rpartition('/')[0]}/house"}


def _killed(home: Path, name: str, url: str) -> Row:
    house = House(home, url)
    house.start()
    amiss = killed_again_and_again(house, CYCLES)
    beside = "; ".join(f"{what}: {found}" for what, found in amiss.items())[:300]
    return Row("R1", f"{name}: amiss after {CYCLES} kills of all processes", len(amiss), "", 0, beside=beside)


def r6(place: Place) -> list[Row]:
    place.open(place.home / "windows.sqlite3")
    call_command("migrate", verbosity=0)
    ada = Member.objects.create_user("two-windows@example.org", None, name="Ada")
    browser = signed_in(ada)
    browser.defaults["SERVER_NAME"] = "localhost"
    in_two = type("OfAda", (Windows,), {"member": ada, "client": browser, "met": Counter()})
    said = ""
    try:
        run_state_machine_as_test(in_two, settings=interleaved(INTERLEAVINGS))
    except AssertionError as problem:
        said = str(problem)[:300] or "a word was lost"
    beside = said or ", ".join(f"{answer} {many:,}" for answer, many in sorted(in_two.met.items()))
    what = f"amiss in {INTERLEAVINGS:,} interleavings of two windows over one letter"
    return [Row("R6", what, bool(said), "", 0, beside=beside)]


def r24(place: Place) -> list[Row]:
    """Half of them on each database, side by side."""
    with databases() as both:
        begun = {name: _making_up(place.home / f"made-up-{name}", url) for name, url in both.items()}
        return [_no_fault(name, process) for name, process in begun.items()]


def _making_up(home: Path, url: str) -> subprocess.Popen[str]:
    around = {**os.environ, "BOTHWAYS_HOME": str(home), **({"DATABASE_URL": url} if url else {})}
    command = [sys.executable, "-m", "tests.bench.made_up", str(REQUESTS // 2)]
    return subprocess.Popen(command, env=around, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _no_fault(name: str, process: subprocess.Popen[str]) -> Row:
    broken = json.loads(process.communicate()[0])
    what = f"{name}: faults of ours in {REQUESTS // 2:,} requests made up"
    return Row("R24", what, len(broken), "", 0, beside="; ".join(broken[:3])[:300])
