"""Makes a backup, and believes in it only when it was opened again."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from typing import Any, BinaryIO
from uuid import UUID

from django.db import connection, transaction

from bothways.accounts import alarms, programs, sessions, trying
from bothways.accounts.actions import end_links
from bothways.exchange.actions.moved import move_into
from bothways.gratitude.actions.outbox import ask_about_all
from bothways.ground.environment import Environment
from bothways.ground.key import secret_key
from bothways.ground.lasting import bring_to_the_disk
from bothways.ground.refusals import Refusal
from bothways.moments.actions import rebuild
from bothways.street.actions import erase_again
from bothways.vault.apart import DidNotHold, NotTaken, ask
from bothways.vault.copying import copy_house, kept_in
from bothways.vault.models import LastBackup
from bothways.vault.packing import NoBackup, pack, parts_of, unpack
from bothways.vault.queries import Found, look_around
from bothways.vault.reading import changes_in, rows_in
from bothways.vault.room import give_its_name, make_sure_of_room, new_file, workroom
from bothways.vault.rules import BEFORE_UPDATE, KEPT_OF_THOSE, SHORTEST, Manifest, Told, name_of, room_to_update

Tell = Callable[[float, str], None]  # the share that is done, and what is going on


class NotMade(Refusal):
    """No backup was made; what was there before is as it was."""


@dataclass(frozen=True, slots=True)
class Made:
    file: Path
    size: int
    manifest: Manifest
    found: dict[str, Any]  # what the copy says of itself, opened again


def make_backup(here: Environment, file: Path, passphrase: str, *, at: datetime, tell: Tell) -> Made:
    """Everything of this house into one new file, which is opened and checked before it has its name."""
    if len(passphrase) < SHORTEST:
        message = f"A passphrase has at least {SHORTEST} letters: whoever finds the file may try as long as they like."
        raise NotMade(message)
    if file.exists():
        raise _there_already(file)
    try:
        made = _make(here, file, passphrase, here_is=look_around(), at=at, tell=tell)
    except NotTaken:
        raise
    except DidNotHold as problem:
        raise NotMade(_NOT_WHOLE) from problem
    _remember(file, made.size, at, whole=made.found["whole"])
    return made


def copy_before_update(here: Environment, *, at: datetime) -> Path:
    """
    A backup among the others, locked with the key of this house, with which it lies in one folder.

    It is opened as every backup is: brought up to date. So the update is tried on a copy first.
    """
    make_sure_of_room(here.home, room_to_update(kept_in(here)), "the update")
    here.backups.mkdir(mode=0o700, exist_ok=True)
    file = here.backups / name_of(at, BEFORE_UPDATE)
    try:
        _make(here, file, secret_key(here), here_is=None, at=at, tell=lambda *_: None)
    except DidNotHold as problem:
        message = f"The update was tried on a copy first, and went wrong there: {problem} Nothing was changed."
        raise NotMade(message) from problem
    others = sorted(one for one in here.backups.glob(f"{BEFORE_UPDATE}*") if one != file)
    for old in others[: 1 - KEPT_OF_THOSE]:  # a clock that was set back does not make the new one the oldest
        old.unlink()
    return file


def _make(here: Environment, file: Path, passphrase: str, *, here_is: Found | None, at: datetime, tell: Tell) -> Made:
    """`here_is`: what the house says of itself, than which the backup may be no worse; None of one of older tables."""
    with workroom(here.backups) as room, new_file(file.parent) as (being_made, into):
        _make_sure_of_room(room, file.parent, kept_in(here))
        try:
            manifest = _pack(here, room / "house", into, passphrase, at=at, tell=tell)
        except sqlite3.DatabaseError as problem:  # of the copy, which cannot be read
            raise NotMade(_NOT_WHOLE) from problem
        rmtree(room / "house")
        tell(0.5, "Opening it again")
        found = _opened_again(being_made, passphrase, room / "again", manifest)
        if here_is and _is_worse(found, here_is):
            raise NotMade(_NOT_WHOLE)
        try:
            give_its_name(being_made, file)
        except FileExistsError:
            raise _there_already(file) from None
    return Made(file, file.stat().st_size, manifest, found)


def _make_sure_of_room(room: Path, folder: Path, kept: int) -> None:
    """A copy in the room, from which the backup is made or into which it is opened again, and the backup itself."""
    is_one_disk = room.stat().st_dev == folder.stat().st_dev
    make_sure_of_room(room.parent, kept * (1 + is_one_disk), "a backup")
    make_sure_of_room(folder, kept, "a backup")


def _pack(here: Environment, house: Path, into: BinaryIO, passphrase: str, *, at: datetime, tell: Tell) -> Manifest:
    tell(0.0, "Copying the database")
    copy_house(here, house)
    tell(0.2, "Packing")
    manifest = Manifest(
        version=version("bothways"),
        made_at=at,
        home=str(here.home.resolve()),
        database=connection.vendor,
        migrations=changes_in(house),
        rows=rows_in(house),
        parts=parts_of(house),
    )
    pack(house, manifest, into, passphrase)
    bring_to_the_disk(into)
    return manifest


def _opened_again(backup: Path, passphrase: str, house: Path, manifest: Manifest) -> dict[str, Any]:
    """As somebody would who has nothing else: with the passphrase, by the key that is in it."""
    try:
        same = unpack(backup, passphrase, house) == manifest and rows_in(house) == manifest.rows
    except NoBackup as problem:
        raise NotMade(_NOT_WHOLE) from problem
    found = ask(house, "look")
    if not same or found["broken"]:
        raise NotMade(_NOT_WHOLE)
    return found


def _is_worse(found: dict[str, Any], here_is: Found) -> bool:
    """What is amiss in the house itself is so in every copy, which is the better for being there."""
    more_amiss = (set(found["drifted"]) - {*here_is.drifted}, len(found["missing"]) > len(here_is.missing))
    return any(more_amiss) or found["opened"] < here_is.opened


_NOT_WHOLE = (
    "The backup came out otherwise than the house is, so it was not kept. Is the disk healthy? "
    "`bothways check` looks at the house itself."
)


def _there_already(file: Path) -> NotMade:
    return NotMade(f"{file} is there already, and is not written over. Name another file, or a folder.")


@transaction.atomic
def settle_down(told: Told, drifted: list[str], *, at: datetime) -> dict[str, int]:
    """
    What may not come along from a backup, however old it is.

    Sign-ins, tokens and links that were ended since would open the house again; letters and messages on their way may
    have gone out; who was erased stays erased. Says how many there were of each.
    """
    ended = {
        "signed_out": sessions.end_all(),
        "programs_ended": programs.end_all(),
        "letters_to_ask_about": ask_about_all(at=at),
        "erased": erase_again(told.erased),
    }
    end_links(at=at)
    alarms.call_off_all()
    trying.give_up_all()
    move_into(Path(told.home))
    rebuild([UUID(one) for one in drifted])
    _remember(Path(told.file), told.size, told.made_at, whole=not drifted)
    return ended


@transaction.atomic
def _remember(file: Path, size: int, at: datetime, *, whole: bool) -> None:
    LastBackup.objects.all().delete()
    LastBackup.objects.create(made_at=at, file=str(file.resolve()), size=size, whole=whole)
