"""Which mail addresses may be the member's own: those to which mail was delivered, and those that write and get."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 6  # proposed


@dataclass(frozen=True, slots=True)
class Seen:
    """What the kept mail says of an address: messages delivered to it, and personal letters it wrote and got."""

    address: str
    delivered: int = 0
    wrote: int = 0
    got: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    address: str
    why: str  # in words, for the page
    chosen: bool


def proposals(seen: Iterable[Seen], own: Iterable[str], sign_in: str) -> list[Proposal]:
    """The member's own and the sign-in address first, chosen; then at most six that may well be theirs."""
    by_address = {one.address: one for one in seen}
    sure = list(dict.fromkeys([*sorted(own), sign_in]))
    rest = [one for one in by_address.values() if one.address not in sure]
    delivered = sorted((one for one in rest if one.delivered), key=lambda one: (-one.delivered, one.address))
    both = sorted((one for one in rest if one.wrote and one.got), key=lambda one: (-one.wrote - one.got, one.address))
    likely = list(dict.fromkeys([*delivered[: MOST // 2], *both]))[:MOST]
    return [
        *(Proposal(one, _why(by_address.get(one, Seen(one))), chosen=True) for one in sure),
        *(Proposal(one.address, _why(one), chosen=False) for one in likely),
    ]


def _why(seen: Seen) -> str:
    parts = [
        f"{_count(seen.wrote, 'letter')} from it" if seen.wrote else "",
        f"{_count(seen.got, 'letter')} to it" if seen.got else "",
        f"{_count(seen.delivered, 'message')} delivered to it" if seen.delivered else "",
    ]
    return ", ".join(filter(None, parts))


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
