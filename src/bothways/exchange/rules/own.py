"""Which mail addresses may be the member's own: by their name, by delivery, and by how many people they write with."""

from collections.abc import Iterable
from dataclasses import dataclass

from bothways.formats.language import grouped, ngettext

MOST = 8  # proposed
FEW = 3  # as many people write with anybody whose letters one has


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What the kept mail says of an address: messages delivered to it, and personal letters it wrote and got.

    `circle` is with how many addresses; in a mailbox only its owner writes with many. `named` is whether the member's
    name stands beside it, `held` whether it is kept for somebody.
    """

    address: str
    delivered: int = 0
    wrote: int = 0
    got: int = 0
    circle: int = 0
    named: bool = False
    held: bool = False

    @property
    def may_be_own(self) -> bool:
        both = self.wrote > 0 and self.got > 0 and self.circle > FEW
        return self.named or (not self.held and (self.delivered > 0 or both))


@dataclass(frozen=True, slots=True)
class Proposal:
    address: str
    why: str  # in words, for the page
    chosen: bool


def proposals(seen: Iterable[Seen], own: Iterable[str], sign_in: str, *, said: bool = False) -> list[Proposal]:
    """
    The member's own and the sign-in address first, chosen; then at most eight that may well be theirs.

    Where the member has `said` already which are theirs, only those that carry their name are left to ask about.
    """
    by_address = {one.address: one for one in seen}
    sure = list(dict.fromkeys([*sorted(own), sign_in]))
    rest = [one for one in by_address.values() if one.address not in sure and one.may_be_own]
    rest = [one for one in rest if one.named or not said]
    likely = sorted(rest, key=lambda one: (not one.named, -one.delivered, -one.circle, one.address))[:MOST]
    return [
        *(Proposal(one, _why(by_address.get(one, Seen(one))), chosen=True) for one in sure),
        *(Proposal(one.address, _why(one), chosen=False) for one in likely),
    ]


def _why(seen: Seen) -> str:
    parts = (
        (seen.wrote, ngettext("{n} letter from it", "{n} letters from it", seen.wrote)),
        (seen.got, ngettext("{n} letter to it", "{n} letters to it", seen.got)),
        (seen.delivered, ngettext("{n} message delivered to it", "{n} messages delivered to it", seen.delivered)),
    )
    return ", ".join(says.format(n=grouped(number)) for number, says in parts if number)
