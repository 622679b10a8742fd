"""What the tests ask of a process apart: to do well, and to do what a file might make a reader do."""

import errno
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bothways.ground.inside import alive


def count(to: int) -> Iterator[bytes]:
    for number in range(to):
        yield str(number).encode()


def who() -> Iterator[bytes]:
    yield str(os.getpid()).encode()


def hang(after: int) -> Iterator[bytes]:
    yield from count(after)
    while True:
        pass


def eat() -> Iterator[bytes]:
    held = []
    while True:
        held.append(bytearray(1 << 20))
        yield b"more"


def nest() -> Iterator[bytes]:
    yield json.dumps(json.loads("[" * 100_000)).encode()


def crash() -> Iterator[bytes]:
    os.kill(os.getpid(), signal.SIGSEGV)
    yield b"never"


def slip() -> Iterator[bytes]:
    yield b"first"
    raise ValueError("a private word")


def plod(steps: int) -> Iterator[bytes]:
    for _ in range(steps):
        time.sleep(0.3)
        alive()
    yield b"done"


def opened(path: str) -> Iterator[bytes]:
    with Path(path).open("rb") as file:
        yield file.read()


def surroundings(path: str) -> Iterator[bytes]:
    sys.stdout.write("a library that talks\n")
    sys.stdout.flush()
    can_write = True
    try:
        Path(path).write_text("kept", encoding="utf-8")
    except OSError:
        can_write = False
    known = {"names": sorted(os.environ), "django": "django" in sys.modules, "writes": can_write}
    yield json.dumps(known).encode()


def reaches(port: int) -> Iterator[bytes]:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError as problem:
        yield errno.errorcode[problem.errno or 0].encode()
    else:
        yield b"reached"
