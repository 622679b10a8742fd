"""Lays the database's own index of words, which Django has no name for."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import connection, transaction
from django.db.models.signals import post_migrate


class Moments(AppConfig):
    name = "bothways.moments"

    def ready(self) -> None:
        post_migrate.connect(lay_index, sender=self)


def lay_index(**_: Any) -> None:
    """
    After every change of tables, where the index is not whole.

    SQLite keeps it by triggers, and whatever lays a table anew, as Django does to change a column, drops its triggers.
    """
    if connection.vendor == "sqlite" and _has_triggers():
        return
    statements = Path(__file__).with_name(f"sought.{connection.vendor}.sql").read_text(encoding="utf-8")
    with transaction.atomic(), connection.cursor() as cursor:
        for one in statements.split("\n\n"):
            cursor.execute(one)


def _has_triggers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'moments_moment'")
        found: tuple[int] = cursor.fetchone()
    return found[0] == 3
