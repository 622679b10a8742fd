"""R1, R6 and R24: killed, or written in two windows, nothing is lost, and no request is answered by a fault of ours."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.test import Client
from hypothesis.stateful import run_state_machine_as_test

from bothways.accounts.models import Member
from tests.bench.place import Place
from tests.bench.row import Row
from tests.door import signed_in
from tests.hold.house import House
from tests.hold.killed import killed_again_and_again
from tests.journeys.life import a_life
from tests.journeys.made_up import made_up
from tests.journeys.test_forms import undone
from tests.journeys.windows import Windows, interleaved
from tests.program import secret_of
from tests.with_postgres import cluster, programs

CYCLES = 30
INTERLEAVINGS = 1_000
REQUESTS, LIVES = 100_000, 20


def r1(place: Place) -> list[Row]:
    return [_killed(place.home / f"killed-{name}", name, url) for name, url in databases()]


def databases() -> Iterator[tuple[str, str]]:
    yield "SQLite", ""
    if found := programs():
        with cluster(found) as url:
            with psycopg.connect(url, autocommit=True) as server:
                server.execute("CREATE DATABASE house")
            yield "PostgreSQL", f"{url.rpartition('/')[0]}/house"


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
    place.open(place.home / "made-up.sqlite3")
    call_command("migrate", verbosity=0)
    broken = [one for number in range(LIVES) for one in _broken(place, number)]
    beside = "; ".join(map(str, broken[:3]))
    return [Row("R24", f"faults of ours in {REQUESTS:,} requests made up", len(broken), "", 0, beside=beside)]


def _broken(place: Place, number: int) -> Iterator[str]:
    member = Member.objects.create_user(f"made-up-{number}@example.org", None, name="Ada")
    life, cookies = a_life(member, place.today, each=1), signed_in(member).cookies
    for request in islice(made_up(life, 1_000 + number, secret_of(member)), REQUESTS // LIVES):
        client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        client.cookies.update(cookies)
        with undone():
            status = request.ask(client)
        if status >= 500:
            yield f"{status} {request}"
