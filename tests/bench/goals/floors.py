"""P2: what the emptiest page costs somebody who is signed in, against the hand-made one."""

import sqlite3
from functools import partial

from tests.bench.goals.handmade import handmade
from tests.bench.measuring import compared
from tests.bench.place import Place
from tests.bench.row import Row

BY_ITSELF = (
    "Django's own sessions and middleware cost about 45 times the hand-made page by themselves (decision 34); ours, by "
    "which a sign-in is kept as its mark and what is cut off is refused, add the rest"
)


def p2(place: Place) -> list[Row]:
    path = place.short()
    place.open(path)
    someone = place.visitors["open"]
    with sqlite3.connect(path) as own:
        floor = handmade(own, someone, someone.get("/bench/empty/"))
        measured = compared(partial(someone.get, "/bench/empty/"), partial(someone.call, floor, "/"))
    beside, what = (
        f"{measured.ms:.2f} ms against {measured.floor_ms:.3f}",
        "an empty signed-in page ÷ the hand-made one",
    )
    return [Row("P2", what, measured.ratio, " times", 4, beside=beside, why=BY_ITSELF)]
