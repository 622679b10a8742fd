"""A house that is killed again and again while programs and browsers write; and what they were told of it."""

from collections import Counter
from collections.abc import Callable
from http.client import HTTPException
from threading import Condition, Thread
from typing import NamedTuple, TypeVar

from bothways.ground.records import new_id
from tests.hold.house import Caller, House, until

Told = TypeVar("Told")
ENOUGH = 20  # so many rows are kept before it is killed
CARDS = 20  # in each file


class Way(NamedTuple):
    """
    Of writing: how something is kept under an id, what is answered then, and the ids of all that is there.

    `later`: it is there some time after it was answered, and nothing more is kept before.
    """

    keep: Callable[[Caller, str], int]
    well: int
    there: Callable[[Caller], list[str]]
    later: bool = False


def _bring(caller: Caller, row_id: str) -> int:
    cards = (f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{row_id} {n}\r\nEND:VCARD\r\n" for n in range(CARDS))
    return caller.bring("cards.vcf", "".join(cards).encode())[0]


def _brought(caller: Caller) -> list[str]:
    """The files of which each card is there, as often as the card that is there most often."""
    names = Counter(one["name"] for one in caller.every("people"))
    files = {file for file, _, number in (name.partition(" ") for name in names) if number == "0"}
    each = {file: [names[f"{file} {n}"] for n in range(CARDS)] for file in files}
    return [file for file, cards in each.items() if all(cards) for _ in range(max(cards))]


WAYS = {
    "moments": Way(Caller.keep_moment, 201, Caller.moments),
    "moments by a form": Way(Caller.keep_by_form, 302, Caller.moments),
    "people": Way(
        lambda caller, row_id: caller.keep_by_program("people", row_id),
        201,
        lambda caller: [one["id"] for one in caller.every("people") if " " not in one["name"]],
    ),
    "promises": Way(
        lambda caller, row_id: caller.keep_by_program("promises", row_id),
        201,
        lambda caller: [one["id"] for one in caller.every("promises")],
    ),
    "words of a letter": Way(Caller.keep_in_letter, 200, Caller.words),
    "files of cards": Way(_bring, 302, _brought, later=True),
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
            while WAYS[way].later and not self._is_there(way, row_id) and not self.ended:
                pass

    def _is_kept(self, way: str, row_id: str) -> bool:
        status = self._told(WAYS[way].keep, row_id)
        if status is None:
            return False
        with self.news:
            if status == WAYS[way].well:
                self.kept[way].append(row_id)
            else:
                self.statuses.add((way, status))
            self.news.notify_all()
        return status == WAYS[way].well

    def _is_there(self, way: str, row_id: str) -> bool:
        return row_id in (self._told(WAYS[way].there) or [])

    def _told(self, ask: Callable[..., Told], *more: str) -> Told | None:
        """Nothing where nobody is there, until it is started again."""
        try:
            with Caller(self.house) as caller:
                return ask(caller, *more)
        except (OSError, HTTPException):
            with self.news:
                self.news.wait(0.05)
            return None


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
        for name, way in WAYS.items():
            until(lambda kept=writers.kept[name], way=way: not way.later or {*kept} <= {*way.there(caller)})
        there = {name: Counter(way.there(caller)) for name, way in WAYS.items()}
    house.stop()
    checked, asked = house.check(), set.union(*writers.asked.values())
    amiss = {
        "lost": {way: gone for way, kept in writers.kept.items() if (gone := set(kept) - set(there[way]))},
        "twice": {way: many for way, rows in there.items() if (many := sorted(rows - Counter([*rows])))},
        "of nobody": set().union(*there.values()) - asked,
        "answers": writers.statuses,
        "broken": broken,
        "not whole": None if checked["whole"] else checked,
    }
    return {what: found for what, found in amiss.items() if found}
