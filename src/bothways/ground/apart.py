"""
A process beside this one that reads what anybody may have made.

Whatever a file does to it, this one goes on: it is ended where it hangs or takes too much, and another begins.
"""

import json
import logging
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from bothways.ground.inside import ALIVE, ANSWER, BROKE, END, FAULT, HEAD, Broke

logger = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds of one thing in a file: a card, a message, a record
MEMORY = 512 * 1024**2  # bytes of the whole process
LONGEST = 128 * 1024**2  # bytes of one answer
_BEGINNING = 60.0  # seconds until it is there, on a computer that has much to do
_BLOCK = 1 << 16
_PROGRAM = "import sys; from bothways.ground.inside import serve; serve(*sys.argv[1:])"


class CannotRead(Exception):
    """One thing in a file could not be read apart."""

    def __init__(self, why: Broke) -> None:
        super().__init__(str(why))
        self.why = why


class NotBegun(RuntimeError):
    """The process is not there, which no file is to blame for."""


class Apart:
    """
    `work` is the module with the functions that it can be asked for. It begins when it is asked first, and is kept for
    what is asked next: to begin takes a tenth of a second. To be closed by whoever made it.
    """

    def __init__(self, work: str, *, patience: float = PATIENCE, memory: int = MEMORY) -> None:
        self._work, self._patience, self._memory = work, patience, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._held = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, what: str, **given: Any) -> Iterator[bytes]:
        """
        What this function says, one answer behind the other.

        Raises CannotRead, and OSError where the disk is at fault. Whoever does not hear all of it ends the process.
        """
        told = False
        try:
            process = self.begin()
            self._tell(process, json.dumps({"what": what, "given": given}).encode() + b"\n")
            while (said := self._hear(process, self._patience))[0] != END:
                if said[0] == ANSWER:
                    yield said[1]
                elif said[0] != ALIVE:
                    self._raise(*said)
            told = True
        finally:
            if not told:
                self.close()

    def close(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # what it was told last, it had not read
                    pipe.close()
        self._process = None
        self._held.clear()

    def begin(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-B", "-c", _PROGRAM, self._work, str(self._memory), str(self._patience)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},  # and no secret
            )  # fmt: skip
            try:
                self._hear(self._process, _BEGINNING)
            except CannotRead:
                raise NotBegun from None
        return self._process

    def _tell(self, process: "subprocess.Popen[bytes]", question: bytes) -> None:
        assert process.stdin
        try:
            process.stdin.write(question)
        except BrokenPipeError:
            raise CannotRead(Broke.OTHER) from None

    def _hear(self, process: "subprocess.Popen[bytes]", patience: float) -> tuple[bytes, bytes]:
        """What it says next, and of what kind that is."""
        until = time.monotonic() + patience
        self._fill(process, HEAD.size, until)
        what, size = HEAD.unpack_from(self._held)
        if size > LONGEST:
            raise CannotRead(Broke.MEMORY)
        self._fill(process, HEAD.size + size, until)
        content = bytes(self._held[HEAD.size : HEAD.size + size])
        del self._held[: HEAD.size + size]
        return what, content

    def _fill(self, process: "subprocess.Popen[bytes]", size: int, until: float) -> None:
        assert process.stdout
        waiting = select.poll()
        waiting.register(process.stdout, select.POLLIN)
        while len(self._held) < size:
            if not waiting.poll(1_000 * max(0.0, until - time.monotonic())):
                raise CannotRead(Broke.TIME)
            if not (more := os.read(process.stdout.fileno(), _BLOCK)):
                raise CannotRead(Broke.OTHER)
            self._held += more

    def _raise(self, what: bytes, content: bytes) -> None:
        if what == FAULT and content.isdigit():
            raise OSError(int(content), os.strerror(int(content)))
        why, _, place = content.decode("ascii", "replace").partition(" ")
        if place and place.isprintable():
            logger.warning("Something could not be read apart: %s", place[:200])
        raise CannotRead(Broke(why) if what == BROKE and why in set(Broke) else Broke.OTHER)
