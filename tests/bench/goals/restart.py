"""R21: new processes take over under load, and no request fails; told to stop, all is over in ten seconds."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.goals.hold import databases
from tests.bench.place import Place
from tests.bench.row import Row
from tests.hold.house import House
from tests.hold.restarted import amiss, reloaded_again_and_again, stopped_under_load

TIMES, LONGEST = 20, 10


def r21(place: Place) -> list[Row]:
    with databases() as both:
        return [row for name, url in both.items() for row in _restarted(place.home / f"restarted-{name}", name, url)]


def _restarted(home: Path, name: str, url: str) -> Iterator[Row]:
    house = House(home, url)
    house.start()
    for kept_open, how in ((False, "a connection each"), (True, "connections kept open")):
        load = reloaded_again_and_again(house, TIMES, kept_open=kept_open)
        found = amiss(house, load)
        beside = f"{load.answered:,} requests, {load.a_second:.0f} a second"
        if kept_open:
            beside += f"; closed before an answer, so asked again: {load.asked_again} reads, {len(load.cut_off)} writes"
        beside += "".join(f"; {what}: {which}" for what, which in found.items())
        what = f"{name}, {how}: failed, lost or twice in {TIMES} reloads"
        yield Row("R21", what, sum(map(len, found.values())), "", 0, beside=beside[:400])
    load, took = stopped_under_load(house)
    house.start()
    found = amiss(house, load)
    house.stop()
    yield Row("R21", f"{name}: SIGTERM under load until all is over", took, " s", LONGEST)
    yield Row("R21", f"{name}: lost or twice by it", sum(map(len, found.values())), "", 0, beside=str(found or ""))
