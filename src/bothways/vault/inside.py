"""What is done within a house that was just made or unpacked, by `python -m bothways.vault`."""

import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from bothways.ground.clock import now
from bothways.ground.database import change_tables
from bothways.ground.environment import environment
from bothways.vault.actions import settle_down
from bothways.vault.apart import COUNTS_AS, SOURCE
from bothways.vault.moving import POURED_IN, let_it_count
from bothways.vault.packing import NoBackup
from bothways.vault.pouring import pour_all, pour_over
from bothways.vault.queries import look_around, named
from bothways.vault.rules import TOLD, Told


def look() -> dict[str, Any]:
    """Brought up to date first, as it would be when it is moved into."""
    _made_by_no_newer_one()
    change_tables()
    return look_around().as_values()


def settle() -> dict[str, Any]:
    """An unpacked house becomes one to move into. What was under way when it was packed is not done again."""
    found = look()
    if not found["broken"]:
        told = Told.model_validate_json((environment().home / TOLD).read_bytes())
        found |= settle_down(told, found["drifted"], at=now())
    _set("journal_mode=DELETE")
    return found


def pour() -> dict[str, Any]:
    """Every row of another database into this one, which has no table yet; thrown away where that does not end well."""
    _open(os.environ[SOURCE])
    _set("journal_mode=OFF", "synchronous=OFF")
    rows = pour_all()
    _set("journal_mode=DELETE")
    return rows


def move_in() -> dict[str, Any]:
    """Every row of the SQLite file in this house into PostgreSQL, in the place of all that is there: all, or none."""
    _open(os.environ[SOURCE])
    change_tables()
    house = environment().home
    counts_as = Path(os.environ.get(COUNTS_AS, house))

    def at_last() -> None:
        if counts_as != house:
            with connection.cursor() as cursor, (house / POURED_IN).open("w") as told:
                told.write(cursor.execute("SELECT pg_current_xact_id()::text").fetchone()[0])
                told.flush()
                os.fsync(told.fileno())
            let_it_count(house, counts_as.parent)

    return pour_over(at_last)


def _made_by_no_newer_one() -> None:
    loader = MigrationLoader(connection)
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    if unknown:
        message = (
            f"This backup was made by a newer Bothways than this one ({version('bothways')}), which does not know "
            f"{named(unknown)[-1]}. Install the newer one, and restore it with that."
        )
        raise NoBackup(message)


def _set(*how: str) -> None:
    with connection.cursor() as cursor:
        for one in how:
            cursor.execute(f"PRAGMA {one}")


def _open(address: str) -> None:
    """Where `pour` reads. No connection is kept open for long: the house it leads to goes on beside."""
    more = {"default": connections.settings["default"], "source": dj_database_url.parse(address)}
    connections.settings["source"] = connections.configure_settings(more)["source"]


WORDS = {"look": look, "settle": settle, "pour": pour, "move_in": move_in}
