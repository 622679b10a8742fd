"""R10, R11 and P20: a backup while others write, the drill that puts it back, and the audit of what is summed up."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

from bothways.moments.actions import rebuild
from bothways.moments.models import Moment, State
from bothways.moments.queries import drifted
from bothways.people.models import Person
from tests.bench import serving
from tests.bench.place import Place
from tests.bench.row import Row

WRITERS = 4
FIVE_MILLION = 5_000_000
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


def r10(place: Place) -> list[Row]:
    home = _lived_in(place)
    quiet, _ = _while_others_write(home, lambda: time.sleep(5))
    began = time.perf_counter()
    longest, saved = _while_others_write(home, lambda: _command(home, "backup", place.home / "a.age"))
    took, size = time.perf_counter() - began, _megabytes(place.home / "a.age")
    beside = f"{size:,.0f} MB in {took:.0f} s, {saved:,} saved meanwhile; {quiet * 1000:.0f} ms without a backup"
    what = f"{WRITERS} writers while a backup is made: the longest wait"
    return [Row("R10", what, longest * 1000, " ms", 500, beside=beside)]


def r11(place: Place) -> list[Row]:
    """On an empty machine: one command, then the house is looked at."""
    backup = place.home / "a.age"
    if not backup.exists():
        _command(_lived_in(place), "backup", backup)
    empty = place.home / "empty"
    began = time.perf_counter()
    _command(empty, "restore", backup)
    took = time.perf_counter() - began
    told = _command(empty, "check", "--json")
    shutil.rmtree(empty)
    return [Row("R11", f"restore of {_megabytes(backup):,.0f} MB", took, " s", 60, beside=_seen(told))]


def p20(place: Place) -> list[Row]:
    place.open(_summed_up(place))
    runs = [_audited() for _ in range(3)]
    took, processor, wrong = min(runs)
    moments, people = Moment.objects.count(), State.objects.count()
    beside = f"{took:.2f} s, {processor:.2f} s of the processor, for {moments:,} moments of {people:,} people"
    return [
        Row(
            "P20",
            "audit of all that is summed up, of 5 M moments",
            took * FIVE_MILLION / moments,
            " s",
            5,
            beside=beside,
        ),
        Row("P20", "people summed up wrongly", wrong, "", 0),
    ]


def _audited() -> tuple[float, float, int]:
    began, processor = time.perf_counter(), time.process_time()
    wrong = len(drifted())
    return time.perf_counter() - began, time.process_time() - processor, wrong


def _summed_up(place: Place) -> Path:
    """Its moments came past the rows that sum them up."""
    database = place.long()
    place.open(database)
    ids = list(Person.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), 500):
        rebuild(ids[start : start + 500])
    return database


def _lived_in(place: Place) -> Path:
    home, database = place.home / "lived-in", _summed_up(place)
    if not home.exists():
        home.mkdir(mode=0o700)
        connection.close()
        shutil.copyfile(database, home / "bothways.sqlite3")
        (home / "bothways.sqlite3").chmod(0o600)
        shutil.copy2(place.home / "secret-key", home / "secret-key")
    return home


def _command(home: Path, *words: object) -> str:
    command = [sys.executable, "-m", "bothways", *map(str, words)]
    told = {**serving.of(home), **SECRET}
    return subprocess.run(command, env=told, check=True, stdout=subprocess.PIPE, text=True).stdout


def _while_others_write(home: Path, act) -> tuple[float, int]:
    stop = home / "stop"
    asked = [[sys.executable, "-c", WRITES, str(n), str(stop)] for n in range(WRITERS)]
    writers = [subprocess.Popen(one, env=serving.of(home), stdout=subprocess.PIPE, text=True) for one in asked]
    for writer in writers:
        writer.stdout.readline()
    act()
    stop.touch()
    told = [writer.communicate()[0].split() for writer in writers]
    stop.unlink()
    return max(float(longest) for longest, _ in told), sum(int(saved) for _, saved in told)


def _seen(told: str) -> str:
    found = json.loads(told)
    return f"whole: {found['whole']}; {found['people']:,} people, {len(found['drifted'])} summed up wrongly"


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1_000_000
