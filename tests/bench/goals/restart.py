"""R21: new processes take over under load, and no request fails; told to stop, all is over in ten seconds."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.goals.hold import databases
from tests.bench.place import Place
from tests.bench.row import Row
from tests.hold.house import House
from tests.hold.load import A_SECOND, Load
from tests.hold.restarted import amiss, reloaded_again_and_again, stopped_under_load

TIMES, LONGEST = 20, 10


def r21(place: Place) -> list[Row]:
    with databases() as both:
        return [row for name, url in both.items() for row in _restarted(place.home / f"restarted-{name}", name, url)]


def _restarted(home: Path, name: str, url: str) -> Iterator[Row]:
    house = House(home, url)
    house.start()
    load = reloaded_again_and_again(house, TIMES)
    found = amiss(house, load)
    beside = f"{_load(load)}" + "".join(f"; {what}: {which}" for what, which in found.items())
    what = f"{name}: failed, lost or twice in {TIMES} reloads"
    yield Row("R21", what, sum(map(len, found.values())), "", 0, beside=beside[:400])
    load, took = stopped_under_load(house)
    house.start()
    found = amiss(house, load)
    house.stop()
    yield Row("R21", f"{name}: SIGTERM under load until all is over", took, " s", LONGEST, beside=_load(load))
    yield Row("R21", f"{name}: lost or twice by it", sum(map(len, found.values())), "", 0, beside=str(found or ""))


def _load(load: Load) -> str:
    asked_again = f"{load.asked_again} reads and {len(load.cut_off)} writes"
    return (
        f"{load.answered:,} requests, {load.a_second:.0f} a second where {A_SECOND} is the goal; by a connection kept "
        f"open that was closed before an answer, so asked again: {asked_again}"
    )
