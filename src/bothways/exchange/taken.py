"""What of bringing in is taken out: by it the same address book later still finds everybody as they are."""

from typing import Any

from bothways.exchange.models import Asked, Bookmark, Carded, Import, Letters, TakenOut
from bothways.formats.language import marked
from bothways.ground.taken import Table


def _nothing(_: dict[str, Any]) -> None:
    return None


def _none(_: dict[str, Any]) -> int:
    return 0


def _no(_: dict[str, Any]) -> bool:
    return False


TABLES = (
    Table("cards", Carded, marked("whose each card of an address book is that was brought in, by the key of the card")),
    Table("asked", Asked, marked("of whom, and of which addresses, you said that they are none of your people")),
    Table(
        "own_said",
        Letters,
        marked("when you said which mail addresses are yours"),
        anew={"round": _none, "up_to": _nothing, "busy": _no, "let_go": _no},
        from_the_start=True,
    ),
    Table(
        "bookmark", Bookmark, marked("where you stopped going through the people of your files"), from_the_start=True
    ),
)
STAYS = {
    Import: "It tells how a bringing-in went, with its files; what it brought in is taken out.",
    TakenOut: "It is the taking-out itself.",
}
