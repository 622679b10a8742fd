"""P1 and P5: what Today costs, against an empty page and against a hundred times the history."""

import sqlite3
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench.door import Visitor
from tests.bench.goals.handmade import handmade
from tests.bench.measuring import compared
from tests.bench.place import SCENES, Place
from tests.bench.row import Row

_TWO_HALVES = (
    "of what Today adds, about half is five reads and the choice among what they say, half is the words of three cards "
    "and Jinja; the profile shows nothing dear by itself. Cards kept ready would be a second truth beside the rows"
)
_BY_KEY = "sqlite_autoindex_moments_moment_1"


def p1(place: Place) -> list[Row]:
    """The worse of two scenes counts (decision 34)."""
    path = place.short()
    rows = []
    for scene, words in SCENES.items():
        someone = place.visitors[scene]
        page = someone.get("/")
        ours = compared(lambda who=someone: who.get("/"), lambda who=someone: who.get("/bench/empty/"))
        with sqlite3.connect(path) as own:
            floor = handmade(own, someone, page)
            bare = compared(lambda who=someone: who.get("/"), partial(someone.call, floor, "/"), blocks=6)
        beside = f"{words}: {ours.ms:.2f} ms against {ours.floor_ms:.2f}; {bare.ratio:.0f} times the hand-made page"
        what = "Today ÷ an empty signed-in page"
        rows.append(Row("P1", what, ours.ratio, " times", 2, beside=beside, why=_TWO_HALVES))
    return rows


def p5(place: Place) -> list[Row]:
    """500,000 moments against 5,000, and no statement that reads moments but by primary key."""
    short, long = place.short(), place.long()
    rows = []
    for scene, words in SCENES.items():
        place.open(short)
        someone = place.visitors[scene]
        read = _otherwise_than_by_key(someone)
        measured = compared(
            lambda who=someone: who.get("/"),
            lambda who=someone: who.get("/"),
            before=lambda: place.open(long),
            before_floor=lambda: place.open(short),
            blocks=16,
        )
        beside = f"{words}: {len(read)} statements read moments otherwise than by primary key"
        rows.append(Row("P5", "Today, 500,000 moments ÷ 5,000", measured.ratio, " times", 1.10, beside=beside))
        rows.append(Row("P5", f"statements that scan moments, {words}", len(read), "", 0))
    place.open(short)
    return rows


def _otherwise_than_by_key(someone: Visitor) -> list[str]:
    """Where Today comes upon moments without their ids: as SQLite plans its statements, whatever their words."""
    with CaptureQueriesContext(connection) as taken:
        someone.get("/")
    with connection.cursor() as cursor:
        plans = [cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall() for one in taken.captured_queries]
    steps = [words for plan in plans for *_, words in plan if "moments_moment" in words]
    return [words for words in steps if _BY_KEY not in words]
