"""SQLite as Bothways needs it: 3.51.3 or newer, because older ones can corrupt a WAL that several processes write."""

import importlib
import sys
from typing import Any

OLDEST = (3, 51, 3)


class TooOld(Exception):
    pass


def use_a_sound_sqlite() -> None:
    """Puts the bundled SQLite in the place of the system's where that is too old (decision 25)."""
    sqlite3 = importlib.import_module("sqlite3")
    if sqlite3.sqlite_version_info >= OLDEST:
        return
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        bundled = None
    if bundled is None or bundled.sqlite_version_info < OLDEST:
        message = (
            f"This computer's SQLite is {sqlite3.sqlite_version}; Bothways needs 3.51.3 or newer, because older ones "
            "can damage a database that several processes write. Update SQLite, or use PostgreSQL (DATABASE_URL)."
        )
        raise TooOld(message)
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = bundled.dbapi2


OPTIONS: dict[str, Any] = {
    # IMMEDIATE: a transaction that reads and then writes would otherwise fail at once with "database is locked"
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
        "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    ),
}
