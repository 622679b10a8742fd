"""The processes that `up` starts: kept running, and gone when it goes."""

import contextlib
import os
import signal
import subprocess
import time
from types import FrameType

from bothways.ground.dying import die_with_parent

GRACE = 10.0  # seconds to finish what is in hand
AGAIN_AFTER = 1.0  # seconds before a process that ended is started again


class Children:
    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.commands: dict[str, tuple[list[str], bool]] = {}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def start(self, name: str, command: list[str], *, says: bool = True) -> None:
        """Each in a session of its own, so that all it started ends with it; `says`: what it prints is shown."""
        self.commands[name] = command, says
        self.running[name] = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            env=self.environment,
            stdout=None if says else subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - nothing runs beside it yet
        )

    def look(self) -> None:
        """Starts again whatever has ended."""
        for name, child in list(self.running.items()):
            if child.poll() is not None and not self.stopping:
                _end_group(child.pid, signal.SIGKILL)
                time.sleep(AGAIN_AFTER)
                command, says = self.commands[name]
                self.start(name, command, says=says)

    def watch(self) -> None:
        """Until somebody says stop."""
        while not self.stopping:
            self.look()
            time.sleep(0.2)
        self.end()

    def end(self) -> None:
        for child in self.running.values():
            child.terminate()
        until = time.monotonic() + GRACE
        for child in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, until - time.monotonic()))
            _end_group(child.pid, signal.SIGKILL)


def _end_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)
