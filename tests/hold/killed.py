"""A house that is killed again and again while programs and browsers write; and what they were told of it."""

from collections.abc import Callable
from http.client import HTTPException
from threading import Condition, Thread

from bothways.ground.records import new_id
from tests.hold.house import Caller, House

ENOUGH = 20  # so many rows are kept before it is killed
# By way of writing: how it is done, what is answered where it was kept, and the list that it then stands in.
WAYS: dict[str, tuple[Callable[[Caller, str], int], int, str]] = {
    "moments": (Caller.keep_moment, 201, "people/{person}/street"),
    "moments by a form": (Caller.keep_by_form, 302, "people/{person}/street"),
    "people": (lambda caller, row_id: caller.keep_by_program("people", row_id), 201, "people"),
    "promises": (lambda caller, row_id: caller.keep_by_program("promises", row_id), 201, "promises"),
}


class Writers:
    """Each keeps one row after the other, and the same again where nobody answered, until they are told to end."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.kept: dict[str, list[str]] = {way: [] for way in WAYS}
        self.asked: dict[str, set[str]] = {way: set() for way in WAYS}
        self.statuses = set[tuple[str, int]]()
        self.news, self.ended = Condition(), False
        self.threads = [Thread(target=self._write, args=[way]) for way in WAYS]
        for one in self.threads:
            one.start()

    def wait_for(self, more: int) -> None:
        with self.news:
            enough = self._so_many() + more
            assert self.news.wait_for(lambda: self._so_many() >= enough, timeout=120), self.statuses

    def _so_many(self) -> int:
        return sum(map(len, self.kept.values()))

    def end(self) -> None:
        self.ended = True
        for one in self.threads:
            one.join()

    def _write(self, way: str) -> None:
        while not self.ended:
            row_id = str(new_id())
            with self.news:
                self.asked[way].add(row_id)
            while not self._is_kept(way, row_id) and not self.ended:
                pass

    def _is_kept(self, way: str, row_id: str) -> bool:
        keep, well, _ = WAYS[way]
        try:
            with Caller(self.house) as caller:
                status = keep(caller, row_id)
        except (OSError, HTTPException):
            with self.news:
                self.news.wait(0.05)  # nobody is there until it is started again
            return False
        with self.news:
            if status == well:
                self.kept[way].append(row_id)
            else:
                self.statuses.add((way, status))
            self.news.notify_all()
        return status == well


def killed_again_and_again(house: House, cycles: int) -> dict[str, object]:
    """What is amiss after so many times; nothing where all that was told to be kept is there, once."""
    writers, broken = Writers(house), []
    try:
        for _ in range(cycles):
            writers.wait_for(ENOUGH)
            house.kill()
            house.start()
            broken += house.broken()
        writers.wait_for(ENOUGH)
    finally:
        writers.end()
    with Caller(house) as caller:
        lists = {path.format(**house.keys) for _, _, path in WAYS.values()}
        there = [one for path in lists for one in caller.every(path)]
    house.stop()
    checked, asked = house.check(), set.union(*writers.asked.values())
    amiss = {
        "lost": {way: gone for way, kept in writers.kept.items() if (gone := set(kept) - set(there))},
        "twice": sorted({one for one in there if there.count(one) > 1}),
        "of nobody": set(there) - asked - {house.keys["person"]},
        "answers": writers.statuses,
        "broken": broken,
        "not whole": None if checked["whole"] else checked,
    }
    return {what: found for what, found in amiss.items() if found}
