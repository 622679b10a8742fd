"""P19: half an hour of fifty people at once, nine of ten questions a page and one a moment saved."""

import json
import time
from pathlib import Path

from django.core.management import call_command

from bothways.people.models import Person
from tests.bench import serving
from tests.bench.door import visitor
from tests.bench.lives import lived
from tests.bench.load import Load, get
from tests.bench.place import Place
from tests.bench.row import Row
from tests.program import secret_of

MINUTES = 30
LOOKS = 60
MEMBERS, RELATIONS = 50, 50
PAGES = ("/", "/people/", "/letters/")


def p19(place: Place) -> list[Row]:
    database, home = place.home / "fifty.sqlite3", place.home / "soaked"
    place.open(database)
    call_command("migrate", verbosity=0)
    asked = [_questions(number, place) for number in range(MEMBERS)]
    in_turn = [one for turn in zip(*asked, strict=True) for one in turn]  # so that each has a connection of their own
    with serving.house(home, database) as (port, pid):
        load = Load(port, in_turn, connections=MEMBERS, seconds=MINUTES * 60)
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
        Row("P19", f"{MINUTES} minutes of {MEMBERS} members: failed", failed, "", 0, beside=beside),
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


def _questions(number: int, place: Place) -> list[bytes]:
    """
    Of one member with a life of their own, nine pages to one moment; each begins elsewhere among them.

    Pages by a browser's cookie; what is saved comes as from a program, which needs no token of a form.
    """
    member = lived(f"m{number}@example.org", is_open=number % 2 == 0, today=place.today, relations=RELATIONS)
    someone, secret, asked = visitor(member), secret_of(member), []
    living = [one.pk for one in Person.objects.filter(member=member, life="living").order_by("pk")[:40]]
    for person in living:
        asked += [get(page, someone.cookies) for page in PAGES]
        asked += [get(f"/people/{one}/", someone.cookies) for one in living[: 9 - len(PAGES)]]
        asked.append(_kept(str(person), secret, place))
    return asked[number:] + asked[:number]


def _kept(person: str, secret: str, place: Place) -> bytes:
    said = {"person": person, "lane": "together", "kind": "met", "on": place.today.isoformat()}
    body = json.dumps(said).encode()
    head = (
        f"POST /api/v1/moments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {secret}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _watched(pid: int, log: Path) -> tuple[list[float], float]:
    """Megabytes of the house at so many moments, and of SQLite's log at its longest."""
    megabytes, longest = [], 0.0
    for _ in range(LOOKS):
        time.sleep(MINUTES * 60 / LOOKS - 0.5)
        megabytes.append(serving.memory(pid))
        longest = max(longest, log.stat().st_size / 1_000_000 if log.exists() else 0)
    return megabytes, longest
