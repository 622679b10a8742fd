"""Reads a file from its checkpoint on, and commits what it reads in small pieces, each together with the checkpoint."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from bothways.accounts.models import Member
from bothways.exchange.actions.cards import keep_cards
from bothways.exchange.actions.mail import keep_mail
from bothways.exchange.apart import Place, read_apart
from bothways.exchange.files import must_be_still
from bothways.exchange.models import File, Trouble
from bothways.formats.cards.card import Card
from bothways.formats.kinds import FileKind
from bothways.formats.language import gettext as _
from bothways.formats.language import grouped, marked, ngettext
from bothways.formats.mail.message import Message
from bothways.formats.troubles import NAMED, NotUnderstood
from bothways.ground.apart import Apart

# About a hundred rows a commit. Others write while the next piece is read (quality, pitfall 6).
CARDS = 25
MESSAGES = 80
HOPELESS = 10_000  # things not understood, after which a file that holds nothing else is left

_LEFT = marked(
    "Reading stopped here: of so much in this file nothing was understood. What stands behind it was not looked at. "
    "Save the file anew where it comes from, and bring that in."
)


@dataclass(slots=True)
class Piece:
    """Some cards or messages, and where the file goes on behind them."""

    read_to: int
    items: int
    cards: list[Card] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    troubles: list[NotUnderstood] = field(default_factory=list)
    last: bool = False


def read_on(file: File, apart: Apart, *, at: datetime, until: float) -> bool:
    """
    Reads until the clock (monotonic seconds) says so; whether the file was read to its end.

    It also stops where another worker was quicker, or where the member stopped the import. FileNotFoundError where it
    is no more the file that was chosen.
    """
    apart.begin()
    begun, passing = time.monotonic(), True
    for piece in _pieces(apart, file, at):
        if passing:  # what it takes to come to the checkpoint is worth as long a stretch of reading
            until, passing = max(until, 2 * time.monotonic() - begun), False
        must_be_still(Path(file.path), file.known_by)
        if not _commit(file, piece):
            return False
        if file.done:
            return True
        if time.monotonic() > until:
            return False
    return True


def hold(member_id: UUID) -> None:
    """Others who bring in for the same member wait until this transaction ends (on SQLite every writer does)."""
    list(Member.objects.select_for_update(no_key=True).filter(pk=member_id).values_list("pk"))


@transaction.atomic
def _commit(file: File, piece: Piece) -> bool:
    """All of the piece with its checkpoint, or, where somebody else has been here, nothing."""
    hold(file.brought.member_id)
    here = File.objects.filter(pk=file.pk, read_to=file.read_to, items=file.items, done=False, brought__state="reading")
    if not here.update(read_to=piece.read_to, items=piece.items, done=piece.last):
        return False
    troubles = piece.troubles
    if piece.cards:
        understood, unclear = keep_cards(file.brought, piece.cards)
        file.understood, troubles = file.understood + understood, troubles + unclear
    if piece.messages:
        keep_mail(file.brought, piece.messages)
        file.understood += len(piece.messages)
    file.read_to, file.items, file.done = piece.read_to, piece.items, piece.last
    _name(file, troubles)
    File.objects.filter(pk=file.pk).update(understood=file.understood, unnamed=file.unnamed, done=file.done)
    return True


def _name(file: File, troubles: list[NotUnderstood]) -> None:
    """The first ones; how many more there are is said at the end, which is here where nothing else is in the file."""
    room = max(0, NAMED - Trouble.objects.filter(file=file).count()) if troubles else 0
    file.unnamed += len(troubles[room:])
    hopeless = not file.understood and file.unnamed >= HOPELESS - NAMED
    said = troubles[:room]
    if file.unnamed and (file.done or hopeless):
        says = ngettext(
            "One more thing of this file was not understood, and is not named.",
            "{n} more things of this file were not understood, and are not named.",
            file.unnamed,
        )
        said.append(NotUnderstood("", says.format(n=grouped(file.unnamed))))
    if hopeless and not file.done:
        file.done = True
        said.append(NotUnderstood("", _(_LEFT)))
    Trouble.objects.bulk_create(
        [Trouble(brought_id=file.brought_id, file=file, at=one.at[:60], why=one.why[:300]) for one in said],
        ignore_conflicts=True,
    )


def _pieces(apart: Apart, file: File, now: datetime) -> Iterator[Piece]:
    kind, most = FileKind(file.kind), CARDS if file.kind == FileKind.CARDS else MESSAGES
    place = Place(file.items, file.read_to)
    timezone = file.brought.member.timezone
    piece = Piece(file.read_to, file.items)
    for read in read_apart(apart, Path(file.path), kind, at=now, timezone=timezone, behind=place):
        if read.number > piece.items >= file.items + most:  # what is said of the last belongs to it
            yield piece
            piece = Piece(file.read_to, file.items)
        piece.cards += [read.card] if read.card else []
        piece.messages += [read.message] if read.message else []
        piece.troubles += read.troubles
        piece.read_to, piece.items = max(read.read_to, piece.read_to), read.number
    piece.last = True
    yield piece
