"""All processes are killed while programs write: what was told to be kept is there, once, and all is whole (R1)."""

from tests.hold.killed import killed_again_and_again

CYCLES = 5


def test_killed_again_and_again_it_has_all_that_it_said_it_kept(house):
    assert killed_again_and_again(house, CYCLES) == {}
