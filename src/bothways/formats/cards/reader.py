"""Reads an address book: bytes in, one card or one trouble at a time out."""

from collections.abc import Iterator
from typing import BinaryIO

from bothways.formats.cards.card import Card
from bothways.formats.troubles import NotUnderstood


def read_cards(stream: BinaryIO) -> Iterator[Card | NotUnderstood]:
    """Every card in the order of the file; what a card holds that cannot be read follows that card as a trouble."""
    yield from ()
