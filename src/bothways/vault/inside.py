"""What is done within a house that was just made or unpacked, by `python -m bothways.vault`."""

import os
from typing import Any

import dj_database_url
from django.core.management import call_command
from django.db import connection, connections

from bothways.vault.apart import SOURCE
from bothways.vault.pouring import pour_all
from bothways.vault.queries import look_around


def look() -> dict[str, Any]:
    """Brought up to date first, as it would be when it is moved into."""
    call_command("migrate", interactive=False, verbosity=0)
    return look_around().as_values()


def pour() -> dict[str, Any]:
    """Every row of another database into this one, which has no table yet; thrown away where that does not end well."""
    _open(os.environ[SOURCE])
    _set("journal_mode=OFF", "synchronous=OFF")
    rows = pour_all()
    _set("journal_mode=DELETE")
    return rows


def _set(*how: str) -> None:
    with connection.cursor() as cursor:
        for one in how:
            cursor.execute(f"PRAGMA {one}")


def _open(address: str) -> None:
    """Where `pour` reads. No connection is kept open for long: the house it leads to goes on beside."""
    more = {"default": connections.settings["default"], "source": dj_database_url.parse(address)}
    connections.settings["source"] = connections.configure_settings(more)["source"]


WORDS = {"look": look, "pour": pour}
