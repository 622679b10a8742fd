"""P19: half an hour of fifty people at once, nine of ten questions a page and one a moment saved."""

import json
import subprocess
import sys
import time
from pathlib import Path

from bothways.people.models import Person
from tests.bench import serving
from tests.bench.door import Visitor
from tests.bench.load import Load, get
from tests.bench.place import Place
from tests.bench.row import Row

MINUTES = 30
LOOKS = 60


def p19(place: Place) -> list[Row]:
    database = place.short()
    place.open(database)
    someone = place.visitors["open"]
    people = [
        str(one)
        for one in Person.objects.filter(member=someone.member_id, life="living")
        .order_by("pk")
        .values_list("pk", flat=True)[:40]
    ]
    home = place.home / "soaked"
    with serving.house(home, database) as (port, pid):
        load = Load(port, _questions(home, someone, people, place), connections=50, seconds=MINUTES * 60)
        megabytes, wal = _watched(pid, home / "bothways.sqlite3-wal")
        told = load.end()
    part = len(told.ms) // 5
    first, last = (sorted(some)[int(len(some) * 0.99)] for some in (told.ms[:part], told.ms[-part:]))
    failed = sum(many for status, many in told.statuses.items() if status[0] not in "23")
    half = megabytes[LOOKS // 3 :]  # what every worker loads once is there by then
    slope = (half[-1] - half[0]) / (MINUTES * (len(half) - 1) / LOOKS) * 10
    statuses = ", ".join(f"{status}: {many:,}" for status, many in sorted(told.statuses.items()))
    beside = f"{told.rate:,.0f} a second, p50 {told.p50:.0f} ms; by status {statuses}"
    return [
        Row("P19", f"{MINUTES} minutes of 50 people: failed", failed, "", 0, beside=beside),
        Row(
            "P19",
            "memory grows in ten minutes by",
            slope,
            " MB",
            1,
            beside=f"{megabytes[0]:.0f} to {megabytes[-1]:.0f} MB",
        ),
        Row("P19", "the log of SQLite at its longest", wal, " MB", 64),
        Row(
            "P19",
            "p99 of the last fifth ÷ the first",
            last / first,
            " times",
            1.2,
            beside=f"{last:.0f} ms against {first:.0f}",
        ),
    ]


def _questions(home: Path, someone: Visitor, people: list[str], place: Place) -> list[bytes]:
    """Pages by a browser's cookie; what is saved comes as from a program, which needs no token of a form."""
    pages = ["/", "/people/", "/letters/", *(f"/people/{one}/" for one in people[:6])]
    secret = _token(home)
    asked = []
    for person in people:
        asked += [get(page, someone.cookies) for page in pages]
        said = {"person": person, "lane": "together", "kind": "met", "on": place.today.isoformat()}
        body = json.dumps(said).encode()
        head = (
            f"POST /api/v1/moments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {secret}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        asked.append(head.encode() + body)
    return asked


def _token(home: Path) -> str:
    command = [Path(sys.executable).parent / "bothways", "token", "--member", "open@example.org", "--json"]
    told = subprocess.run(command, env=serving.of(home), check=True, stdout=subprocess.PIPE, text=True).stdout
    return str(json.loads(told)["token"])


def _watched(pid: int, log: Path) -> tuple[list[float], float]:
    """Megabytes of the house at so many moments, and of SQLite's log at its longest."""
    megabytes, longest = [], 0.0
    for _ in range(LOOKS):
        time.sleep(MINUTES * 60 / LOOKS - 0.5)
        megabytes.append(serving.memory(pid))
        longest = max(longest, log.stat().st_size / 1_000_000 if log.exists() else 0)
    return megabytes, longest
