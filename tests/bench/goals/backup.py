"""R10 and R11: a gigabyte is backed up while others write, and the drill puts it back, on both databases."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.bench import serving
from tests.bench.goals.audit import sum_up
from tests.bench.place import Place
from tests.bench.row import Row
from tests.with_postgres import cluster, programs

WRITERS, FILES, MEGABYTE = 4, 400, 1_000_000
WAITS = (
    "one writes at a time, and what is saved is on the disk before the next has its turn; the same disk writes the "
    "copy meanwhile. Nobody is refused: whoever waits is let in"
)
BY_STATEMENTS = (
    "every row goes through the server of the database, which makes its indexes and holds its constraints; on SQLite "
    "the file itself is the copy"
)
SECRET = {"BOTHWAYS_PASSPHRASE": "only to measure with"}
# What each of several people does who save a moment, again and again, and how long they waited at most.
WRITES = """
import datetime as dt, os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "bothways.config.settings"
import django; django.setup()
from bothways.formats.days import exactly
from bothways.moments import actions as moments
from bothways.people.models import Person
people = list(Person.objects.order_by("pk").select_related("member")[int(sys.argv[1])::50][:20])
longest, saved, stop = 0.0, 0, sys.argv[2]
print("ready", flush=True)
while not os.path.exists(stop):
    began = time.perf_counter()
    moments.record(people[saved % len(people)], lane="together", kind="met", on=exactly(dt.date(2020, 1, 1)),
                   today=dt.date(2026, 11, 22), deed="While a backup is made")
    longest, saved = max(longest, time.perf_counter() - began), saved + 1
    time.sleep(0.02)
print(longest, saved)
"""


def backups(place: Place) -> list[Row]:
    """On SQLite; then the drill puts it back on empty machines of both databases, and PostgreSQL has its turn."""
    rows, backup = [_made(House(_lived_in(place)), place.home / "a.age", "SQLite")], place.home / "a.age"
    rows += _put_back(House(place.home / "empty"), backup, "SQLite")
    if found := programs():
        with cluster(found, swift=False) as url:
            house = House(place.home / "elsewhere", url)
            rows += _put_back(house, backup, "PostgreSQL")
            rows.append(_made(house, place.home / "b.age", "PostgreSQL"))
    return rows


@dataclass(frozen=True)
class House:
    home: Path
    url: str = ""

    @property
    def around(self) -> dict[str, str]:
        return {**serving.of(self.home), **SECRET, **({"DATABASE_URL": self.url} if self.url else {})}

    def told(self, *words: object) -> str:
        command = [sys.executable, "-m", "bothways", *map(str, words)]
        return subprocess.run(command, env=self.around, check=True, stdout=subprocess.PIPE, text=True).stdout


def _made(house: House, backup: Path, name: str) -> Row:
    quiet, _ = _while_others_write(house, lambda: time.sleep(5))
    began = time.perf_counter()
    longest, saved = _while_others_write(house, lambda: house.told("backup", backup))
    took, size = time.perf_counter() - began, _megabytes(backup)
    beside = f"{size:,.0f} MB in {took:.0f} s, {saved:,} saved meanwhile; {quiet * 1000:.0f} ms without a backup"
    what = f"{name}, {WRITERS} writers while a backup is made: the longest wait"
    return Row("R10", what, longest * 1000, " ms", 500, beside=beside, why=WAITS)


def _put_back(house: House, backup: Path, name: str) -> list[Row]:
    """On an empty machine: one command, then the house is looked at."""
    house.home.mkdir(mode=0o700)
    began = time.perf_counter()
    house.told("restore", backup)
    took = time.perf_counter() - began
    found = json.loads(house.told("check", "--json"))
    amiss = len(found["drifted"]) + len(found["missing"]) + found["locked"] + (not found["whole"])
    return [
        Row("R11", f"{name}, restore of {_megabytes(backup):,.0f} MB", took, " s", 60, why=BY_STATEMENTS),
        Row("R11", f"{name}, amiss in what came back", amiss, "", 0, beside=f"{found['people']:,} people"),
    ]


def _lived_in(place: Place) -> Path:
    """Of a million moments, and of as many bytes in files as make it a gigabyte."""
    home, database = place.home / "lived-in", place.long()
    place.open(database)
    sum_up()
    home.mkdir(mode=0o700)
    connection.close()
    shutil.copyfile(database, home / "bothways.sqlite3")
    (home / "bothways.sqlite3").chmod(0o600)
    shutil.copy2(place.home / "secret-key", home / "secret-key")
    (home / "files" / "imports").mkdir(parents=True, mode=0o700)
    for number in range(FILES):
        (home / "files" / "imports" / f"{number}").write_bytes(os.urandom(MEGABYTE))
    return home


def _while_others_write(house: House, act: Callable[[], object]) -> tuple[float, int]:
    stop = house.home / "stop"
    asked = [[sys.executable, "-c", WRITES, str(n), str(stop)] for n in range(WRITERS)]
    writers = [subprocess.Popen(one, env=house.around, stdout=subprocess.PIPE, text=True) for one in asked]
    for writer in writers:
        assert writer.stdout
        writer.stdout.readline()
    act()
    stop.touch()
    told = [writer.communicate()[0].split() for writer in writers]
    stop.unlink()
    return max(float(longest) for longest, _ in told), sum(int(saved) for _, saved in told)


def _megabytes(path: Path) -> float:
    return path.stat().st_size / MEGABYTE
