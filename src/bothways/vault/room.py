"""Folders and files to work in, for their owner alone; gone afterwards, and where a run was killed, with the next."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bothways.formats.language import sized
from bothways.ground.lasting import lay_down
from bothways.ground.refusals import Refusal

BEING_MADE = ".being-made"


class NoRoom(Refusal):
    """Known before anything was written."""


def make_sure_of_room(folder: Path, needed: int, what: str) -> None:
    """Of as many bytes, for what is to be done there."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        message = (
            f"There is no room in {folder}: {what} needs {sized(needed)} there, and {sized(free)} are free. Make room "
            "on that disk; nothing was changed."
        )
        raise NoRoom(message)


@contextmanager
def workroom(within: Path) -> Iterator[Path]:
    within.mkdir(mode=0o700, parents=True, exist_ok=True)
    room = _new_name(within)
    room.mkdir(mode=0o700)
    try:
        with _held(room):
            yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def new_file(within: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A file that has no name of its own yet: `give_its_name`, or move it over another."""
    path = _new_name(within)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file, _held(path):
            yield path, file
    finally:
        path.unlink(missing_ok=True)


def give_its_name(being_made: Path, file: Path) -> None:
    """In one step, so that what has the name is whole; one that another has raises FileExistsError."""
    try:
        os.link(being_made, file)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows one name for each file: the name is taken first, and killed then, it is empty
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        being_made.replace(file)
    else:
        being_made.unlink()
    lay_down(file.parent)


def _new_name(within: Path) -> Path:
    """Whoever works in one holds it locked: one that nobody holds was left behind, and is swept."""
    for left in within.glob(f".*{BEING_MADE}"):
        with suppress(OSError), _held(left):  # somebody works there, or it is gone by now
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    return within / f".{secrets.token_hex(8)}{BEING_MADE}"


@contextmanager
def _held(path: Path) -> Iterator[None]:
    door = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(door)
