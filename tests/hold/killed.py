"""A house that is killed while programs write, again and again; and what they were told of what they wrote."""

from http.client import HTTPException
from threading import Condition, Thread

from bothways.ground.records import new_id
from tests.hold.house import Caller, House

WRITERS, ENOUGH = 4, 20  # so many moments are kept before it is killed


class Writers:
    """Each keeps one moment after the other, and the same again where nobody answered, until they are told to end."""

    def __init__(self, house: House) -> None:
        self.house, self.kept, self.asked = house, [], set[str]()
        self.statuses = set[int]()
        self.news, self.ended = Condition(), False
        self.threads = [Thread(target=self._write) for _ in range(WRITERS)]
        for one in self.threads:
            one.start()

    def wait_for(self, more: int) -> None:
        with self.news:
            enough = len(self.kept) + more
            assert self.news.wait_for(lambda: len(self.kept) >= enough, timeout=120), self.statuses

    def end(self) -> None:
        self.ended = True
        for one in self.threads:
            one.join()

    def _write(self) -> None:
        while not self.ended:
            moment_id = str(new_id())
            with self.news:
                self.asked.add(moment_id)
            while not self._is_kept(moment_id) and not self.ended:
                pass

    def _is_kept(self, moment_id: str) -> bool:
        try:
            with Caller(self.house) as caller:
                status = caller.keep_moment(moment_id)
        except (OSError, HTTPException):
            with self.news:
                self.news.wait(0.05)  # nobody is there until it is started again
            return False
        with self.news:
            self.statuses.add(status)
            if status == 201:
                self.kept.append(moment_id)
            self.news.notify_all()
        return status == 201


def killed_again_and_again(house: House, cycles: int) -> dict[str, object]:
    """What is amiss after so many times; nothing where all that was told to be kept is there, once."""
    writers = Writers(house)
    try:
        for _ in range(cycles):
            writers.wait_for(ENOUGH)
            house.kill()
            house.start()
        writers.wait_for(ENOUGH)
    finally:
        writers.end()
    with Caller(house) as caller:
        there = caller.moments()
    house.stop()
    checked = house.check()
    amiss = {
        "lost": set(writers.kept) - set(there),
        "twice": sorted({one for one in there if there.count(one) > 1}),
        "of nobody": set(there) - writers.asked,
        "answers": writers.statuses - {201},
        "not whole": None if checked["whole"] else checked,
    }
    return {what: found for what, found in amiss.items() if found}
