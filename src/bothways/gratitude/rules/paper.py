"""What paper cannot hold, said calmly: signs without a font, and more words than a card or an envelope has room for."""

from collections.abc import Sequence

from bothways.gratitude.rules.letter import Finding

NAMED = 12  # signs named one by one

_NO_ROOM = {
    "card": "This is more than a folded card holds. Make it a letter: it takes every word, on as many pages as needed.",
    "recipient": "Their address is longer than an envelope holds: shorten it on their page, or write it by hand.",
    "sender": "Your own address is longer than an envelope holds: shorten it in Settings, or write it by hand.",
}


def no_room(what: str) -> str:
    """For a `card`, or for the `recipient` or `sender` of an envelope."""
    return _NO_ROOM[what]


def empty_boxes(signs: Sequence[str]) -> str:
    """The signs that no font at hand has, and what to do; nothing where there are none."""
    if not signs:
        return ""
    more = f" and {len(signs) - NAMED} more" if len(signs) > NAMED else ""
    return (
        f"On paper there would be empty boxes for {' '.join(signs[:NAMED])}{more}: write these signs in by hand, "
        "or open the letter in your mail program or copy it, where they stay as you typed them."
    )


def findings(signs: Sequence[str], *, too_long: bool) -> list[Finding]:
    """What stands beside a draft, where the other checks stand; `too_long` for the card it is to be."""
    said = [no_room("card") if too_long else "", empty_boxes(signs)]
    return [Finding("PAPER", "", says) for says in said if says]
