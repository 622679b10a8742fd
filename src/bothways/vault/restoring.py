"""A backup becomes the house that stands here. Nothing of this house is touched before all of the backup was proved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from bothways.ground.environment import Environment
from bothways.ground.key import written
from bothways.ground.lasting import bring_to_the_disk, lay_down
from bothways.ground.refusals import Refusal
from bothways.vault.apart import COUNTS_AS, DidNotHold, ask
from bothways.vault.moving import ASIDE, RESTORED, finish, let_it_count, pour_into, unused
from bothways.vault.packing import NoBackup, unpack
from bothways.vault.reading import (
    erased_here,
    is_lived_in,
    leave_it_alone,
    members_here,
    members_in,
    rows_in,
)
from bothways.vault.room import make_sure_of_room, workroom
from bothways.vault.rules import FILES, KEY, TOLD, Manifest, Told

Tell = Callable[[float, str], None]


class NotRestored(Refusal):
    """Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """
    `settled`: what was found in it, and what was ended; `aside`: where the old house lies, if there was one.
    `erased_unknown`: nothing here told who was erased since, as on an empty computer, so that they are back.
    """

    manifest: Manifest
    settled: dict[str, Any]
    aside: Path | None
    erased_unknown: bool


@dataclass(frozen=True, slots=True)
class GivesWay:
    """
    The life that is here, as seen from the backup that comes in its place.

    `made_in`: the folder of which it was made, where that is another. `not_in_it`: how many of the `members` here it
    does not know, nobody where that cannot be read. `aside`: where it is put, nothing where it will be gone.
    """

    made_at: datetime
    made_in: str | None
    members: int
    not_in_it: int
    aside: Path | None


def may_be(here: Environment, backup: Path, *, replace: bool) -> None:
    """What can be said before a passphrase is asked for; to be called by whoever holds the data folder."""
    if not backup.is_file():
        what = "is no file to restore" if backup.exists() else "is not there"
        message = f"{backup} {what}. Name one that `bothways backup` made."
        raise NotRestored(message)
    if is_lived_in(here) and not replace:
        message = (
            "Somebody lives here already, so nothing was changed. To put the backup in the place of all that is here, "
            "say --replace; or set BOTHWAYS_HOME to an empty folder, and DATABASE_URL to an empty database."
        )
        raise NotRestored(message)
    leave_it_alone(here)
    make_sure_of_room(here.home, backup.stat().st_size, "the backup")


def restore(
    here: Environment, backup: Path, passphrase: str, *, at: datetime, tell: Tell, foretell: Callable[[GivesWay], None]
) -> Restored:
    """`foretell` hears of a life that gives way before anything of it is replaced."""
    erased = erased_here(here) if (lived_in := is_lived_in(here)) else None
    aside = unused(here.backups / f"replaced-{at:%Y%m%d-%H%M%S}")
    with workroom(here.backups) as room:
        tell(0.0, "Opening the backup")
        house = room / "house"
        manifest = _opened(here, backup, passphrase, house)
        if lived_in:
            foretell(_gives_way(here, house, manifest, aside))
        tell(0.4, "Looking whether it is whole")
        settled = _settled(house, _told(here, backup, manifest, erased))
        tell(0.8, "Moving in")
        _move_in(here, house, aside)
    return Restored(manifest, settled, aside if aside.exists() else None, erased is None)


def _opened(here: Environment, backup: Path, passphrase: str, house: Path) -> Manifest:
    manifest = unpack(backup, passphrase, house)
    if rows_in(house) != manifest.rows:
        message = f"{backup} holds other rows than it says. Nothing of it was used. Take an older backup."
        raise NoBackup(message)
    if here.secret_key and (house / KEY).read_text(encoding="utf-8") != written(here.secret_key):
        message = (
            "BOTHWAYS_SECRET_KEY is another key than that of the backup, and would open nothing sealed. Set it to the "
            "one of before, or leave it out: the backup brings its own. Nothing was changed."
        )
        raise NotRestored(message)
    return manifest


def _gives_way(here: Environment, house: Path, manifest: Manifest, aside: Path) -> GivesWay:
    members = members_here(here) or set()
    return GivesWay(
        made_at=manifest.made_at,
        made_in=manifest.home if manifest.home != str(here.home.resolve()) else None,
        members=len(members),
        not_in_it=len(members - members_in(house)),
        aside=None if here.database_url else aside,
    )


def _told(here: Environment, backup: Path, manifest: Manifest, erased: list[UUID] | None) -> Told:
    file, size, home = str(backup.resolve()), backup.stat().st_size, str(here.home.resolve())
    return Told(home=home, erased=erased or [], file=file, size=size, made_at=manifest.made_at)


def _settled(house: Path, told: Told) -> dict[str, Any]:
    (house / FILES).mkdir(mode=0o700, exist_ok=True)
    (house / TOLD).write_text(told.model_dump_json(), encoding="utf-8")
    try:
        settled = ask(house, "settle")
    except DidNotHold as problem:
        message = f"{problem} Nothing was changed."
        raise NotRestored(message) from problem
    if settled["broken"]:
        message = f"{told.file} holds a damaged database: {'; '.join(settled['broken'])}. Nothing was changed."
        raise NoBackup(message)
    (house / TOLD).unlink()
    return settled


def _move_in(here: Environment, house: Path, aside: Path) -> None:
    (house / ASIDE).write_text(aside.name, encoding="utf-8")
    for path in house.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                bring_to_the_disk(file)
        else:
            lay_down(path)
    leave_it_alone(here)
    if here.database_url:
        pour_into(here.database_url, house, **{COUNTS_AS: str(here.home / RESTORED)})
    else:
        let_it_count(house, here.home)
    finish(here)
