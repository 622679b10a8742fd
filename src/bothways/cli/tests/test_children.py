"""What `up` starts has as long at the end as it was given, and no longer."""

import os
import signal
import sys
import time

import pytest

from bothways.cli.children import Children, Kind

FINISHES = """
import pathlib, signal, sys, time
def finish(*_):
    time.sleep(float(sys.argv[2])); pathlib.Path(sys.argv[1]).write_text("finished"); sys.exit()
signal.signal(signal.SIGTERM, finish)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def heard():
    """What the tests themselves hear is theirs again afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("needs", "finished"), [(1, "finished"), (60, "")])
def test_what_is_in_hand_is_waited_for_by_as_long_as_it_may_take(tmp_path, needs, finished):
    children, hand = Children({**os.environ}, []), tmp_path / "hand"
    command = [sys.executable, "-c", FINISHES, str(hand), str(needs)]
    children.start("web", Kind([sys.executable, "-c", "import time; time.sleep(60)"], grace=0.1))
    children.start("work", Kind(command, grace=20 if finished else 0.5))
    while not hand.exists():
        time.sleep(0.02)

    children.end()

    assert hand.read_text() == finished
    assert all(child.wait(timeout=20) is not None for child in children.running.values())
