"""A process apart: what it may not do, and that whoever asked goes on whatever becomes of it."""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bothways.ground.apart import Apart, CannotRead
from bothways.ground.inside import Broke

WORK = "bothways.ground.tests.work_apart"
ASKS = f"""
from bothways.ground.apart import Apart
apart = Apart("{WORK}", patience=0.5)
print(*(one.decode() for one in apart.ask("who")), flush=True)
answers = apart.ask("hang", after=1)
next(answers)
print("hangs", flush=True)
next(answers)
"""


@pytest.fixture
def apart() -> Iterator[Apart]:
    with Apart(WORK, patience=1.0, memory=256 * 1024**2) as one:
        yield one


def _pid(apart: Apart) -> int:
    return int(b"".join(apart.ask("who")))


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _until(said: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not said() and time.monotonic() < end:
        time.sleep(0.05)
    return said()


def test_it_answers_in_order_and_is_kept_for_the_next_question(apart: Apart) -> None:
    first = _pid(apart)

    assert list(apart.ask("count", to=20_000)) == [str(number).encode() for number in range(20_000)]
    assert _pid(apart) == first != os.getpid()


@pytest.mark.parametrize(
    ("what", "given", "before", "why"),
    [
        ("hang", {"after": 3}, 3, Broke.TIME),
        ("eat", {}, None, Broke.MEMORY),
        ("nest", {}, 0, Broke.NESTED),
        ("crash", {}, 0, Broke.OTHER),
        ("slip", {}, 1, Broke.OTHER),
    ],
)
def test_what_it_cannot_do_is_told_with_all_that_came_before_and_the_next_is_answered(
    apart: Apart, what: str, given: dict[str, int], before: int | None, why: Broke
) -> None:
    pid, came = _pid(apart), 0

    with pytest.raises(CannotRead) as problem:
        for _answer in apart.ask(what, **given):
            came += 1

    assert problem.value.why is why
    assert came == before or (before is None and came < 256)
    assert not _is_there(pid)
    assert list(apart.ask("count", to=2)) == [b"0", b"1"]


def test_what_is_long_and_goes_on_is_not_taken_for_what_hangs(apart: Apart) -> None:
    assert list(apart.ask("plod", steps=5)) == [b"done"]


def test_a_fault_of_the_disk_is_one_of_the_disk(apart: Apart, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file") as problem:
        list(apart.ask("opened", path=str(tmp_path / "gone")))

    assert problem.value.errno == errno.ENOENT


def test_what_broke_is_in_the_log_by_its_place_and_without_a_word_of_the_file(
    apart: Apart, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(CannotRead):
        list(apart.ask("slip"))

    assert f"ValueError in {WORK}, line" in caplog.text
    assert "private" not in caplog.text


def test_it_knows_no_secret_and_no_database_and_writes_nothing(
    apart: Apart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOTHWAYS_SECRET_KEY", "x" * 50)
    monkeypatch.setenv("DATABASE_URL", "postgres://me:word@localhost/bothways")

    (known,) = [json.loads(one) for one in apart.ask("surroundings", path=str(tmp_path / "kept"))]

    assert not [name for name in known["names"] if name.startswith("BOTHWAYS") or "DATABASE" in name]
    assert (known["django"], known["writes"]) == (False, False)
    assert not (tmp_path / "kept").exists() or not (tmp_path / "kept").read_text()


def test_it_ends_where_nobody_hears_the_rest(apart: Apart) -> None:
    pid = _pid(apart)

    answers = apart.ask("count", to=1_000_000)
    next(answers)
    answers.close()  # type: ignore[attr-defined]

    assert not _is_there(pid)
    assert list(apart.ask("count", to=1)) == [b"0"]


def test_it_ends_where_whoever_asked_was_killed_even_while_it_hangs() -> None:
    with subprocess.Popen([sys.executable, "-c", ASKS], stdout=subprocess.PIPE, text=True) as asker:
        assert asker.stdout is not None
        pid = int(asker.stdout.readline())
        assert asker.stdout.readline() == "hangs\n"
        asker.send_signal(signal.SIGKILL)

    assert _until(lambda: not _is_there(pid), 20)


MAY_LEAVE = """
import ctypes, os
raise SystemExit(ctypes.CDLL(None).unshare(0x40000000 if os.geteuid() == 0 else 0x50000000) != 0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has networks to leave")
def test_there_is_no_network_where_it_is(apart: Apart) -> None:
    if subprocess.run([sys.executable, "-c", MAY_LEAVE], check=False).returncode:
        pytest.skip("this system lets no process leave its network")
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        said = b"".join(apart.ask("reaches", port=somebody.getsockname()[1]))

    assert said == b"ENETUNREACH"
