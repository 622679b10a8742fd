"""`python -m bothways.cli.serving HOST PORT WORKERS`: the web server, which `up` starts (decision 25)."""

import socket
import sys
from collections.abc import Iterable
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.net import SocketSpec  # type: ignore[attr-defined]  # that is where granian has it from, too
from granian.server import MPServer

TO_FINISH = 8  # seconds for what a worker has in hand
UNTIL_IT_ANSWERS = 2.0  # seconds from the start of a new worker until the one that it follows is stopped


class OneDoor(MPServer):
    """
    All workers take from one socket, which stays open as long as the server does.

    On Linux granian gives each a socket of its own. What the system had laid before one whose worker is stopped would
    be thrown away, and where no new worker is ready yet nobody would answer; so it waits until one takes it.
    """

    def _init_shared_socket(self) -> None:
        door = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._ssp, self._shd = None, door  # type: ignore[assignment]  # it says what is there at first, and no more
        self._sso = socket.socket(fileno=door.get_fd())  # closed first where all ends: whoever comes then is told so

    def _respawn_workers(self, workers: Iterable[int], spawn: Any, load: Any, delay: float = 0) -> None:
        """One after the other, until somebody says stop: that is heard between two, not only behind the last."""
        for one in workers:
            if not self.interrupt_signal:
                super()._respawn_workers([one], spawn, load, delay)


def serve(host: str, port: int, workers: int) -> None:
    """
    One worker a core and two threads each: while one hashes a password or sets a sheet, the other answers whoever
    looks. More only hand each other the interpreter.

    A worker that is told to stop while it starts does not hear it, so it is killed some seconds later.
    """
    OneDoor(
        "bothways.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backpressure=64,
        respawn_failed_workers=True,
        respawn_interval=UNTIL_IT_ANSWERS,
        workers_kill_timeout=TO_FINISH,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
