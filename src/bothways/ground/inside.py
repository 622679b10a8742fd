"""
What runs in a process apart (`apart.py`): it reads one file after another as it is asked, and has nothing to lose.

It knows no database, no secret and no network, writes no file, and may hold only so much. Whoever asks ends it where it
hangs.
"""

import ctypes
import importlib
import io
import json
import os
import resource
import struct
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from typing import Any

HEAD = struct.Struct("<cI")  # before all that is said: what it is, and of how many bytes
ANSWER, ALIVE, END, BROKE, FAULT = b"a", b"l", b"e", b"b", b"f"
MOST_OPEN = 32  # files at once
STEP = 8 * 1024**2  # bytes of a file that are read between two signs of life


class Broke(StrEnum):
    """Why one thing in a file could not be read."""

    TIME = "time"
    MEMORY = "memory"
    NESTED = "nested"
    OTHER = "other"


class Watched(io.FileIO):
    """A file. Whoever waits hears how it is read on, so that what is long is not taken for what hangs."""

    _unsaid = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size) or b""
        self._unsaid += len(found)
        if self._unsaid >= STEP:
            self._unsaid = 0
            alive()
        return found


class _Asker:
    """Who hears what is said: not on the way that `print` goes, which a library may use."""

    out = 1
    patience = 0.0


def serve(work: str, memory: str, patience: str) -> None:
    """Until nobody asks any more."""
    _Asker.out, _Asker.patience = os.dup(1), float(patience)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    module = importlib.import_module(work)
    _leave_the_network()
    _limit(int(memory))
    alive()
    while line := sys.stdin.buffer.readline():
        question = json.loads(line)
        _answer(getattr(module, question["what"]), question["given"])


_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET: unshare(2)


def _leave_the_network() -> None:
    """
    Into one of its own in which there is nothing, where the system lets a process without rights do that (Linux).

    Root keeps being root: as nobody's root it could not read the files of others that it is asked for.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_NEW_NET if os.geteuid() == 0 else _NEW_USER | _NEW_NET)


def _limit(memory: int) -> None:
    """No file of what it read remains, neither of its own making nor of its end."""
    limits = {
        resource.RLIMIT_AS: memory, resource.RLIMIT_NOFILE: MOST_OPEN, resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0,
    }  # fmt: skip
    for which, most in limits.items():
        with suppress(ValueError, OSError):  # not every system knows each
            resource.setrlimit(which, (most, most))


def _answer(work: Callable[..., Iterable[bytes]], given: dict[str, Any]) -> None:
    try:
        for answer in work(**given):
            tell(answer)
        _say(END)
    except MemoryError:
        _say(BROKE, Broke.MEMORY.encode())
    except RecursionError:
        _say(BROKE, Broke.NESTED.encode())
    except BrokenPipeError:
        sys.exit()
    except OSError as problem:
        _say(FAULT, str(problem.errno or 0).encode())
    except Exception as problem:  # noqa: BLE001  # whatever it is, it is told, and without a word of the file
        _say(BROKE, f"{Broke.OTHER} {_place_of(problem)}".encode())


def _place_of(problem: Exception) -> str:
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}" if trace else "nowhere"
    return f"{type(problem).__name__} in {where}"


def tell(answer: bytes) -> None:
    """An answer that is known before the next is looked for."""
    _say(ANSWER, answer)


def alive() -> None:
    """To be said where much is read before there is an answer."""
    _say(ALIVE)


def _say(what: bytes, content: bytes = b"") -> None:
    left = memoryview(HEAD.pack(what, len(content)) + content)
    while left:
        left = left[os.write(_Asker.out, left) :]
    most = int(time.process_time() + 2 * _Asker.patience) + 1  # so it ends even where whoever asked was killed
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
