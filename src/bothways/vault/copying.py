"""A copy of this house in a folder: its database as one SQLite file, its key, its files. Others may write meanwhile."""

import os
import shutil
from pathlib import Path

from django.db import connection

from bothways.ground.environment import Environment
from bothways.ground.key import secret_key, written
from bothways.vault.apart import SOURCE, ask
from bothways.vault.rules import DATABASE, FILES, KEY


def copy_house(here: Environment, into: Path) -> None:
    """
    What the database names is among the files, as those are looked at before and after it: a file is there before its
    row, and goes after it. They are never changed, so that a second name for each is a copy.
    """
    into.mkdir(mode=0o700)
    _write(into / KEY, written(secret_key(here)))
    _name_again(here.home / FILES, into / FILES)
    _copy_database(here, into)
    _name_again(here.home / FILES, into / FILES)


def kept_in(here: Environment) -> int:
    """How many bytes a copy takes, about."""
    paths = [*here.home.glob(f"{FILES}/**/*"), here.database_file, here.database_file.with_name(f"{DATABASE}-wal")]
    files = sum(path.stat().st_size for path in paths if path.is_file())
    if not here.database_url:
        return files
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return files + int(cursor.fetchone()[0])


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _name_again(files: Path, into: Path) -> None:
    for path in files.rglob("*"):
        target = into / path.relative_to(files)
        if path.is_dir() or target.exists() or path.suffix == ".being-made":
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except FileNotFoundError:  # it was let go just now
            continue
        except OSError:  # a disk that knows one name for each file
            shutil.copyfile(path, target)


def _copy_database(here: Environment, into: Path) -> None:
    if here.database_url:
        ask(into, "pour", **{SOURCE: here.database_url})
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(into / DATABASE)])
