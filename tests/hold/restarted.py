"""A house under load that new processes take over, again and again, and that is stopped in the end."""

import time

from tests.hold.house import Caller, House, family
from tests.hold.load import Load


def reloaded_again_and_again(house: House, times: int) -> Load:
    """The load that it went through."""
    with Load(house) as load:
        load.wait_for(20)
        for _ in range(times):
            house.reload(meanwhile=lambda: load.wait_for(1))
        load.wait_for(20)
    return load


def stopped_under_load(house: House) -> tuple[Load, float]:
    """The load, and how many seconds it took."""
    assert house.up
    with Load(house) as load:
        load.wait_for(50)
        load.may_fail = True
        all_of_it, begun = family(house.up.pid), time.monotonic()
        house.stop()
        took = time.monotonic() - begun
    load.amiss += [f"{one} is still there" for one in all_of_it if family(one)]
    return load, took


def amiss(house: House, load: Load) -> dict[str, list[str]]:
    """Nothing where each request was answered, and all that was told to be kept is there, once."""
    with Caller(house) as caller:
        there = caller.moments()
    found = {
        "failed": load.amiss,
        "lost": sorted({*load.kept} - {*there}),
        "twice": sorted({one for one in there if there.count(one) > 1}),
    }
    return {what: which for what, which in found.items() if which}
