"""A house under load: so many requests a second, read and written in turn, and what each was answered."""

import time
from http.client import HTTPException
from itertools import count
from threading import Condition, Thread
from typing import Self

from bothways.ground.records import new_id
from tests.hold.house import Caller, House

PAGES = ("/", "/letters/", "/people/")
A_SECOND = 50
HANDS = 10  # who ask at the same time: one that waits for an answer holds up no other


class Load:
    """
    So many requests a second, every other one a moment that is kept, from `__enter__` until `end`.

    Every other hand comes by a new connection each time, as a proxy does. The rest keep one open, and ask once more by
    a new one where it was closed before an answer came, which a client may do by itself for what only reads (RFC 9112,
    9.3.1). What writes is sent once more under the same id: the answer that did not come is counted.
    """

    def __init__(self, house: House) -> None:
        self.house = house
        self.kept: list[str] = []
        self.answered, self.asked_again = 0, 0
        self.amiss: list[str] = []  # what failed
        self.cut_off: list[str] = []  # writes whose answer did not come, by a connection that had been open before
        self.turns, self.begun = count(), time.monotonic()
        self.over = self.begun
        self.news, self.ended = Condition(), False
        self.may_fail = False  # nobody need be there any more
        self.threads = [Thread(target=self._ask_on, args=[one % 2 == 0]) for one in range(HANDS)]

    def __enter__(self) -> Self:
        for one in self.threads:
            one.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.end()

    def wait_for(self, more: int) -> None:
        """Until so many more were answered."""
        with self.news:
            enough = self.answered + more
            assert self.news.wait_for(lambda: self.answered >= enough or self.ended, timeout=120), self.amiss

    def end(self) -> None:
        with self.news:
            self.ended = True
            self.news.notify_all()
        for one in self.threads:
            one.join()
        self.over = time.monotonic()

    @property
    def a_second(self) -> float:
        """So many were answered, in truth: a slow computer comes to fewer than it was asked for."""
        return self.answered / (self.over - self.begun)

    def _ask_on(self, keeps_open: bool) -> None:
        caller = Caller(self.house)
        while not self.ended:
            turn = next(self.turns)
            with self.news:
                self.news.wait_for(lambda: self.ended, timeout=self._until(turn))
            if self.ended:
                break
            if not keeps_open:
                caller.connection.close()
            try:
                self._write(caller) if turn % 2 else self._read(caller, PAGES[turn // 2 % len(PAGES)])
            except (OSError, HTTPException) as problem:
                self._hear(0, f"{'write' if turn % 2 else 'read'}: {problem!r}")
        caller.connection.close()

    def _until(self, turn: int) -> float:
        return max(0, self.begun + turn / A_SECOND - time.monotonic())

    def _hear(self, status: int, what: str) -> None:
        with self.news:
            self.answered += 1
            if status not in (200, 201) and not (self.may_fail and not status):
                self.amiss.append(f"{status} {what}")
            self.news.notify_all()

    def _read(self, caller: Caller, page: str) -> None:
        was_open = caller.connection.sock is not None
        try:
            status = caller.page(page)[0]
        except (OSError, HTTPException):
            caller.connection.close()
            if not was_open:
                raise
            self.asked_again += 1
            status = caller.page(page)[0]
        self._hear(status, page)

    def _write(self, caller: Caller) -> None:
        moment_id, was_open = str(new_id()), caller.connection.sock is not None
        try:
            status = caller.keep_moment(moment_id)
        except (OSError, HTTPException) as problem:
            caller.connection.close()
            if not was_open:
                raise
            self.cut_off.append(repr(problem))
            status = caller.keep_moment(moment_id)
        if status in (200, 201):
            self.kept.append(moment_id)
        self._hear(status, "a moment")
