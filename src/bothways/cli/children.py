"""The processes that `up` starts: kept running, followed by new ones where it is asked for, and gone when it goes."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from types import FrameType

from bothways.ground.dying import die_with_parent

GRACE = 10.0  # seconds to finish what is in hand
AGAIN_AFTER = 1.0  # seconds before a process that ended is started again


@dataclass(frozen=True)
class Kind:
    """
    `says`: what it prints is shown. `followed`: what it hears when new processes are to take its place. `grace`: how
    many seconds it has at the end to finish what is in hand.
    """

    command: list[str]
    says: bool = True
    followed: signal.Signals = signal.SIGTERM  # it ends when it has done what it has in hand, and is started again
    grace: float = GRACE


class Children:
    """`ready`: the command that must go well before new processes follow those that run (SIGHUP)."""

    def __init__(self, environment: dict[str, str], ready: list[str]) -> None:
        self.environment, self.ready = environment, Kind(ready)
        self.kinds: dict[str, Kind] = {}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.getting_ready: subprocess.Popen[bytes] | None = None
        self.stopping = self.asked_anew = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        # A terminal that is closed says the same, and means an end.
        signal.signal(signal.SIGHUP, self._stop if os.isatty(0) else self._ask_anew)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _ask_anew(self, number: int, frame: FrameType | None) -> None:
        self.asked_anew = True

    def start(self, name: str, kind: Kind) -> None:
        self.kinds[name] = kind
        self.running[name] = self._begin(kind)

    def _begin(self, kind: Kind) -> subprocess.Popen[bytes]:
        """Each in a session of its own, so that all it started ends with it."""
        return subprocess.Popen(  # noqa: S603 - our own commands
            kind.command,
            env=self.environment,
            stdout=None if kind.says else subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - nothing runs beside it
        )

    def look(self) -> None:
        """Starts again whatever has ended."""
        for name, child in list(self.running.items()):
            if child.poll() is not None and not self.stopping:
                _end_group(child.pid, signal.SIGKILL)
                time.sleep(AGAIN_AFTER)
                self.running[name] = self._begin(self.kinds[name])

    def watch(self) -> None:
        """Until somebody says stop."""
        while not self.stopping:
            self.look()
            self._go_on_anew()
            time.sleep(0.2)
        self.end()

    def _go_on_anew(self) -> None:
        """As often as it was asked: what was installed while it was made ready is taken up as well."""
        if self.getting_ready is None:
            if self.asked_anew:
                self.asked_anew = False
                self.getting_ready = self._begin(self.ready)
        elif self.getting_ready.poll() is not None:
            if self.getting_ready.returncode == 0:
                for name, child in self.running.items():
                    child.send_signal(self.kinds[name].followed)
            self.getting_ready = None

    def end(self) -> None:
        graces = {child: self.kinds[name].grace for name, child in self.running.items()}
        if self.getting_ready:
            graces[self.getting_ready] = GRACE
        for child in graces:
            child.terminate()
        began = time.monotonic()
        for child, grace in sorted(graces.items(), key=lambda one: one[1]):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, began + grace - time.monotonic()))
            _end_group(child.pid, signal.SIGKILL)


def _end_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)
