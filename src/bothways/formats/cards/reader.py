"""Reads an address book: bytes in, one card or one trouble at a time out."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO

from bothways.formats.cards.card import Card
from bothways.formats.cards.folding import ContentLine, content_lines
from bothways.formats.cards.lines import lines
from bothways.formats.cards.making import READ, Fields, make_card
from bothways.formats.cards.properties import read_property
from bothways.formats.language import gettext as _
from bothways.formats.language import ngettext
from bothways.formats.text import decoded, one_line
from bothways.formats.troubles import NotUnderstood

_BEGIN = re.compile(rb"[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE)
_END = re.compile(rb"[ \t]*END[ \t]*:[ \t]*VCARD\b.{0,9}$", re.IGNORECASE)


class _Open:
    """A card that has begun. A card within it (AGENT of vCard 2.1) is passed over: it is another person."""

    def __init__(self, number: int, line: int, today: date, *, passed: bool) -> None:
        self.number, self.line, self.today, self.passed = number, line, today, passed
        self.fields = Fields()
        self.agent = False
        self.depth = 0

    def close(self, why: str = "") -> Iterator[Card | NotUnderstood]:
        if self.passed:
            return
        yield make_card(self.number, self.line, self.fields, self.today)
        if why:
            self.fields.troubles.append((self.line, why))
        for line, said in self.fields.troubles.named:
            yield NotUnderstood(_("card {n}, line {line}").format(n=self.number, line=line), said)
        if more := self.fields.troubles.more:
            says = ngettext(
                "{n} more of its lines could not be read.", "{n} more of its lines could not be read.", more
            )
            yield NotUnderstood(place(self.number), says.format(n=more))

    def take(self, line: ContentLine) -> None:
        if self.depth:
            return
        if self.passed and not line.text[:5].upper().startswith(b"AGENT"):
            return
        read = read_property(line.text)
        if read is None:
            says = _("This is no field of a card, and was left out: {said}")
            said = one_line(decoded(line.text[:200]), 60)
            self.fields.troubles.append((line.number, says.format(said=said)))
            return
        self.fields.charset = self.fields.charset or read.params.get("CHARSET", "")
        self.agent = read.name == "AGENT" and not read.raw.strip()
        if read.name not in READ:
            return
        if line.whole:
            self.fields.keep(line.number, read)
        else:
            photo = _("The photo is too large. The card was read without it.")
            other = _("The field {name} is too large. The card was read without it.").format(name=read.name)
            self.fields.troubles.append((line.number, photo if read.name == "PHOTO" else other))


def place(number: int) -> str:
    """How a report names the card."""
    return _("card {n}").format(n=number)


class _Book:
    """Where the reader stands in the file: in which card, or outside of any."""

    def __init__(self, today: date, after: int, passed: Callable[[], None]) -> None:
        self.today = today
        self.passed = passed
        self.card: _Open | None = None
        self.cards = 0
        self.after = after
        self.stray = False

    def begin(self, line: int) -> Iterator[Card | NotUnderstood]:
        if self.card is not None and self.card.agent:
            self.card.depth += 1
            return
        if self.card is not None:
            yield from self.card.close(_("It has no END. It was read up to where the next card begins."))
        self.cards += 1
        if self.cards == self.after + 1:
            self.passed()
        self.card, self.stray = _Open(self.cards, line, self.today, passed=self.cards <= self.after), False

    def end(self) -> Iterator[Card | NotUnderstood]:
        if self.card is None:
            return
        if self.card.depth:
            self.card.depth -= 1
            self.card.agent = self.card.depth > 0
            return
        yield from self.card.close()
        self.card = None

    def outside(self, line: int) -> Iterator[NotUnderstood]:
        if not self.stray and (self.cards > self.after or not self.after):
            yield NotUnderstood(
                _("line {n}").format(n=line), _("What stands here belongs to no card, and was left out.")
            )
        self.stray = True


def read_cards(
    stream: BinaryIO, today: date, after: int = 0, passed: Callable[[], None] = lambda: None
) -> Iterator[Card | NotUnderstood]:
    """
    Every card in the order of the file; what a card holds that cannot be read follows that card as a trouble.

    A day after `today` is not believed. The first `after` cards are passed over with their troubles: they were read
    before. `passed` is called when they are, and the next begins.
    """
    book = _Book(today, after, passed)
    for line in content_lines(lines(stream)):
        if _BEGIN.match(line.text):
            yield from book.begin(line.number)
        elif book.card is None:
            yield from book.outside(line.number)
        elif _END.match(line.text):
            yield from book.end()
        else:
            book.card.take(line)
    if book.card is not None:
        yield from book.card.close(_("The file ends within this card. What there was of it was read."))
