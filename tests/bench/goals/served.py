"""P3, P4, P16 and P18: Today through the web server, as browsers come, beside the hand-made page on the same one."""

import os
import re
import urllib.request
from pathlib import Path
from statistics import median
from urllib.parse import quote

from tests.bench import serving
from tests.bench.bounded import at_most
from tests.bench.goals.floors import BY_ITSELF
from tests.bench.load import Answered, Load, get, loaded, post
from tests.bench.place import Place
from tests.bench.row import Row

SECONDS, PAIRS, SMALL = 3.0, 5, 512
STORM = 10.0  # seconds
GUESSES = 10_000  # more than are answered, so that none is for a member who was tried before


def served(place: Place) -> list[Row]:
    """One house and one floor, asked in turns."""
    database = place.short()
    someone = place.visitors["open"]
    place.open(database)
    size = len(someone.get("/"))
    today = get("/", someone.cookies)
    with serving.house(place.home / "served", database) as (port, pid):
        with serving.floor(database, someone.cookies, size) as floor:
            rows = [*_throughput(port, floor, today), *_alone(port, floor, today)]
        memory = serving.memory(pid)
        rows.append(Row("P16", "memory of a house with its workers (PSS)", memory, " MB", 300))
        rows += _storm(port, today)
    return [*rows, *_in_small(place, database, today)]


def _in_small(place: Place, database: Path, today: bytes) -> list[Row]:
    """As on the smallest machine that is let."""
    with at_most(SMALL) as joined:
        if not joined:
            return [Row("P16", f"a house in {SMALL} MB: this computer lets nobody bound it", 0)]
        with serving.house(place.home / "small", database, joined) as (port, _):
            told = loaded(port, today, connections=16, seconds=SECONDS)
    failed = sum(many for status, many in told.statuses.items() if status != "200")
    return [Row("P16", f"in {SMALL} MB: failed", failed, "", 0, beside=f"{told.rate:,.0f} a second")]


def _well(one: Answered) -> Answered:
    if not one.all_well:
        message = f"The server answered {one.statuses}"
        raise RuntimeError(message)
    return one


def _throughput(port: int, floor: int, today: bytes) -> list[Row]:
    pairs = [
        [_well(loaded(one, today, connections=16, seconds=SECONDS)) for one in (floor, port)] for _ in range(PAIRS)
    ]
    share = median(ours.rate / theirs.rate * 100 for theirs, ours in pairs)
    rates = [median(one.rate for one in side) for side in zip(*pairs, strict=True)]
    p99 = median(ours.p99 for _, ours in pairs)
    beside, what = f"{rates[1]:,.0f} a second against {rates[0]:,.0f}", "Today, of the hand-made page, 16 connections"
    waits = f"sixteen wait for {os.cpu_count()} cores, which whoever asks shares"
    return [
        Row("P3", what, share, " %", 25, at_least=True, beside=beside, why=BY_ITSELF),
        Row("P3", "Today at 16 connections, p99", p99, " ms", 20, why=waits),
    ]


SHARED = "one hash at a time holds a core; pages, all who guess and the program that sends them share what is left"


def _alone(port: int, floor: int, today: bytes) -> list[Row]:
    pairs = [[_well(loaded(one, today, connections=1, seconds=SECONDS)) for one in (floor, port)] for _ in range(PAIRS)]
    p50, p99, times = (
        median(ours.p50 for _, ours in pairs), median(ours.p99 for _, ours in pairs),
        median(ours.p50 / theirs.p50 for theirs, ours in pairs),
    )  # fmt: skip
    return [
        Row("P4", "Today at one connection, p50", p50, " ms", 2, why=BY_ITSELF),
        Row("P4", "the same ÷ the hand-made page", times, " times", 6, why=BY_ITSELF),
        Row("P4", "Today at one connection, p99", p99, " ms", 6, why="what holds of the p50 holds of it"),
    ]


def _storm(port: int, today: bytes) -> list[Row]:
    """
    Fifty who guess passwords, each time for another member, while one after the other reads.

    They come from one network, which is turned away, and then each try from another. Each reader comes by a connection
    of their own, so that they meet every process of the web server.
    """
    quiet = _well(loaded(port, today, connections=1, seconds=STORM, from_everywhere=True))
    return [_beside(port, today, quiet.p99, from_everywhere=everywhere) for everywhere in (False, True)]


def _beside(port: int, today: bytes, quiet: float, *, from_everywhere: bool) -> Row:
    guesses = Load(port, _guesses(port), connections=50, seconds=STORM + 2, from_everywhere=from_everywhere)
    stormy = _well(loaded(port, today, connections=1, seconds=STORM, from_everywhere=True))
    told = guesses.end()
    if "500" in told.statuses:
        message = f"Guesses were answered {told.statuses}"
        raise RuntimeError(message)
    statuses = ", ".join(f"{status}: {many}" for status, many in sorted(told.statuses.items()))
    beside = f"p99 {stormy.p99:.0f} ms against {quiet:.0f}; guesses by status {statuses}; {os.cpu_count()} cores"
    whence = "fifty networks" if from_everywhere else "one network"
    what = f"Today beside 50 who guess passwords from {whence} ÷ quiet, p99"
    return Row("P18", what, stormy.p99 / quiet, " times", 3, beside=beside, why=SHARED)


def _guesses(port: int) -> list[bytes]:
    address = f"http://127.0.0.1:{port}/sign-in/"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "localhost"})) as answer:
        cookie = re.search("csrftoken=[^;]+", answer.headers["Set-Cookie"])[0]
        token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())[1]
    form = f"csrfmiddlewaretoken={token}&password=not+the+password+at+all&email="
    return [post("/sign-in/", (form + quote(f"m{n}@example.org")).encode(), cookie) for n in range(GUESSES)]
