"""What paper cannot hold, said calmly: signs without a font, and more words than a card or an envelope has room for."""

from collections.abc import Sequence

from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.gratitude.rules.letter import Finding

NAMED = 12  # signs named one by one

_NO_ROOM = {
    "card": marked(
        "This is more than a folded card holds. Make it a letter: it takes every word, on as many pages as needed."
    ),
    "recipient": marked(
        "Their address is longer than an envelope holds: shorten it on their page, or write it by hand."
    ),
    "sender": marked("Your own address is longer than an envelope holds: shorten it in Settings, or write it by hand."),
}


def no_room(what: str) -> str:
    """For a `card`, or for the `recipient` or `sender` of an envelope."""
    return _(_NO_ROOM[what])


def empty_boxes(signs: Sequence[str]) -> str:
    """The signs that no font at hand has, and what to do; nothing where there are none."""
    if not signs:
        return ""
    more = len(signs) - NAMED
    named = " ".join(signs[:NAMED])
    if more > 0:
        named = _("{signs} and {n} more").format(signs=named, n=more)
    return _(
        "On paper there would be empty boxes for {signs}: write these signs in by hand, "
        "or open the letter in your mail program or copy it, where they stay as you typed them."
    ).format(signs=named)


def findings(signs: Sequence[str], *, too_long: bool) -> list[Finding]:
    """What stands beside a draft, where the other checks stand; `too_long` for the card it is to be."""
    said = [no_room("card") if too_long else "", empty_boxes(signs)]
    return [Finding("PAPER", "", says) for says in said if says]
