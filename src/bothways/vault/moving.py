"""
A house takes the place of the one that is there: wherever that is broken off, either the one stands or the other.

The new one becomes whole beside it, and gets the name `restored` in one step: until then nothing has changed. From then
on it counts. What is left to do can be done again and again, and whatever starts next brings it to its end.
"""

from itertools import count
from pathlib import Path
from shutil import rmtree

from bothways.ground.environment import Environment
from bothways.vault.apart import SOURCE, ask
from bothways.vault.reading import came_to_stand
from bothways.vault.room import lay_down
from bothways.vault.rules import DATABASE, FILES, KEY

RESTORED = "restored"
ASIDE = "aside"  # a file in it that says where the old house is put, below the backups
POURED_IN = "poured-in"  # a file in it that says in which transaction of PostgreSQL, whose end is then the one step
_BESIDE = tuple(f"{DATABASE}{end}" for end in ("-wal", "-shm", "-journal"))


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


def _stands(database_url: str, new: Path) -> bool:
    """
    Whether its rows came to stand in the database: poured again, they would be in the place of what was written since,
    from here or from another computer.
    """
    transaction = new / POURED_IN
    if not transaction.exists():  # it was restored for SQLite, and the database was named later
        pour_into(database_url, new)
        return True
    return came_to_stand(database_url, int(transaction.read_text(encoding="utf-8")))


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
