"""
A house takes the place of the one that is there: wherever that is broken off, either the one stands or the other.

The new one becomes whole beside it, and gets the name `restored` in one step: until then nothing has changed. From then
on it counts. What is left to do can be done again and again, and whatever starts next brings it to its end.
"""

from itertools import count
from pathlib import Path
from shutil import rmtree

from bothways.ground.environment import Environment
from bothways.ground.lasting import lay_down
from bothways.ground.refusals import Refusal
from bothways.vault.apart import SOURCE, ask
from bothways.vault.reading import came_to_stand
from bothways.vault.rules import DATABASE, FILES, KEY

RESTORED = "restored"
ASIDE = "aside"  # a file in it that says where the old house is put, below the backups
POURED_IN = "poured-in"  # a file in it that says in which transaction of PostgreSQL, whose end is then the one step
_BESIDE = tuple(f"{DATABASE}{end}" for end in ("-wal", "-shm", "-journal"))


class OfAnother(Refusal):
    """What was broken off is for another database than the one that is named now."""


def is_under_way(home: Path) -> bool:
    return (home / RESTORED).exists()


def unused(aside: Path) -> Path:
    """A clock that is set back tells the same second twice: what was put aside in it the first time stays whole."""
    names = (aside.with_name(f"{aside.name}-{number}" if number > 1 else aside.name) for number in count(1))
    return next(one for one in names if not one.exists())


def let_it_count(house: Path, home: Path) -> None:
    lay_down(house)
    house.rename(home / RESTORED)
    lay_down(home)


def finish(here: Environment) -> None:
    new, old = here.home / RESTORED, _aside(here)
    _must_be_of_this_database(here, new)
    if here.database_url and (new / DATABASE).exists():
        if not _stands(here.database_url, new):
            rmtree(new)
            return
        (new / DATABASE).unlink()
    if (new / DATABASE).exists():
        for name in _BESIDE:
            _put_aside(here.home / name, old)
        here.began.touch()
    if here.secret_key:  # it is kept elsewhere, and is the same
        (new / KEY).unlink(missing_ok=True)
    for name in (DATABASE, KEY, FILES):
        if (new / name).exists():
            _put_aside(here.home / name, old)
            (new / name).rename(here.home / name)
            lay_down(here.home)
    rmtree(new)
    lay_down(here.home)


def _must_be_of_this_database(here: Environment, new: Path) -> None:
    """What was restored for SQLite is not poured over what is lived in on PostgreSQL, nor the other way round."""
    was_of_postgresql = (new / POURED_IN).exists()
    if was_of_postgresql == bool(here.database_url) or not any(
        (new / name).exists() for name in (DATABASE, KEY, FILES)
    ):
        return
    its, how = ("PostgreSQL", "with") if was_of_postgresql else ("the SQLite file of this folder", "without")
    message = (
        f"A restore for {its} was broken off, and is not at its end. Run `bothways check` once {how} DATABASE_URL, as "
        f"it was begun: that ends it. If it was begun by mistake, move {new} elsewhere. Nothing was changed now."
    )
    raise OfAnother(message)


def _stands(database_url: str, new: Path) -> bool:
    """
    Whether its rows came to stand in the database: poured again, they would be in the place of what was written since,
    from here or from another computer.
    """
    return came_to_stand(database_url, int((new / POURED_IN).read_text(encoding="utf-8")))


def _aside(here: Environment) -> Path:
    told = here.home / RESTORED / ASIDE
    return here.backups / (told.read_text(encoding="utf-8") if told.exists() else ASIDE)


def _put_aside(path: Path, old: Path) -> None:
    """Where something lies there already, that is the old one, and what lies here is the new."""
    if path.exists() and not (old / path.name).exists():
        old.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.rename(old / path.name)
        lay_down(old)


def pour_into(database_url: str, house: Path, **more: str) -> None:
    source = {SOURCE: f"sqlite:///{house / DATABASE}"}
    ask(house, "move_in", DATABASE_URL=database_url, **source, **more)
