"""Passwords are hashed on all cores but one: whoever tries many of them holds up no page (quality, P18 and row 52)."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.hashers import Argon2PasswordHasher

from bothways.formats.language import gettext as _
from bothways.ground.environment import environment
from bothways.ground.refusals import Refusal

_has_room: ContextVar[bool] = ContextVar("has_room", default=False)


class Busy(Refusal):
    status = 429

    def __init__(self) -> None:
        super().__init__(_("Many passwords are being looked at here just now. Try again in a moment."))


@contextmanager
def room(*, waits: bool = False) -> Iterator[None]:
    """
    For one hash, or for those of one sign-in; Busy where there is none, unless it `waits`.

    A place is a locked file of the data folder, so that it counts for all processes, and is free again when one dies.
    """
    if _has_room.get():
        yield
        return
    with _place(waits=waits):
        before = _has_room.set(True)
        try:
            yield
        finally:
            _has_room.reset(before)


def places() -> int:
    """As many as leave a core, and a process of the web server, for pages; one at least."""
    return max(1, min(os.cpu_count() or 1, environment().workers) - 1)


@contextmanager
def _place(*, waits: bool) -> Iterator[None]:
    for number in reversed(range(places())):
        with (environment().home / f"hashing-{number}").open("a") as place:
            try:
                fcntl.flock(place, fcntl.LOCK_EX | (0 if waits and number == 0 else fcntl.LOCK_NB))
            except BlockingIOError:
                continue
            yield
            return
    raise Busy


class ByOneThread(Argon2PasswordHasher):
    """As costly as Django has it, and by one thread, as the other cores are for pages."""

    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with room(waits=True):  # a new one: there are few, and what was typed with it would be lost
            encoded: str = super().encode(password, salt)
            return encoded

    def verify(self, password: str, encoded: str) -> bool:
        with room():
            return bool(super().verify(password, encoded))
