"""The house as it is: whether what it keeps is whole, and agrees with itself."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from bothways.accounts.sealed import sealed_secrets
from bothways.exchange.queries.imports import kept_files
from bothways.moments.queries import drifted
from bothways.people.models import Person
from bothways.vault.models import LastBackup

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Found:
    """
    `broken`: what the database says of itself. `waiting`, `unknown`: changes of tables still to come, and of a newer
    Bothways. `drifted`: people whose state row differs from their moments. `opened`, `locked`: secrets, by this key.
    """

    database: str
    broken: list[str]
    waiting: list[str]
    unknown: list[str]
    people: int
    drifted: list[str]
    files: int
    missing: list[str]
    opened: int
    locked: int

    @property
    def is_whole(self) -> bool:
        return not (self.broken or self.waiting or self.unknown or self.drifted or self.missing or self.locked)

    def as_values(self) -> dict[str, Any]:
        return {"whole": self.is_whole, **asdict(self)}


def look_around() -> Found:
    loader = MigrationLoader(connection)
    applied, known = set(loader.applied_migrations), set(loader.disk_migrations)
    kept = kept_files()
    opened, locked = sealed_secrets()
    return Found(
        database=connection.vendor,
        broken=_broken(),
        waiting=named(known - applied),
        unknown=named(applied - known),
        people=Person.objects.count(),
        drifted=[str(one) for one in drifted()],
        files=len(kept),
        missing=[str(path) for path in kept if not path.exists()],
        opened=opened,
        locked=locked,
    )


def logs_words_that_fail() -> bool:
    """Whether PostgreSQL writes down statements that fail, or values they named: its log has readers of its own."""
    if connection.vendor == "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('log_min_error_statement'), current_setting('log_error_verbosity')")
        least, verbosity = cursor.fetchone()
    return least not in ("fatal", "panic") or verbosity != "terse"


def named(changes: set[tuple[str, str]]) -> list[str]:
    return sorted(".".join(one) for one in changes)


def _broken() -> list[str]:
    """PostgreSQL has no such question: there, what is read for the rest is all that is looked at."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA quick_check({MOST_NAMED})")
        return [said for (said,) in cursor.fetchall() if said != "ok"]


def last_backup() -> LastBackup | None:
    return LastBackup.objects.first()


def is_there(backup: LastBackup) -> bool:
    """Whether it lies still where it was put; one that was carried elsewhere is none the worse."""
    return Path(backup.file).exists()
