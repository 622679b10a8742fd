"""The tables brought up to date: what was there before is backed up first, and the backup opened (decision 31)."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from bothways.cli import house
from bothways.cli.saying import meanwhile
from bothways.ground.clock import now
from bothways.ground.database import change_tables
from bothways.ground.environment import Environment
from bothways.vault.actions import copy_before_update

UPDATING = 0x626F746877617973  # the number of the lock in PostgreSQL: "bothways"


def ready(here: Environment) -> None:
    """For the commands beside `up`, which may come before it: what they read and write is there."""
    house.enter(here)
    if are_to_change():
        with closing(house.claim(here.home)):
            bring_up_to_date(here)


def are_to_change() -> bool:
    return _what_is_to_change(MigrationExecutor(connection))


def bring_up_to_date(here: Environment) -> None:
    with _one_at_a_time():
        executor = MigrationExecutor(connection)
        if not _what_is_to_change(executor):
            return
        copy = None
        if executor.loader.applied_migrations:
            meanwhile("Making a backup before the update ...")
            copy = copy_before_update(here, at=now())
        elif connection.vendor == "sqlite":
            house.never_ran(here)
        meanwhile("Setting up the tables ...")
        try:
            change_tables()
        except Exception as problem:
            if copy:
                raise _went_wrong(copy, problem) from problem
            raise
        if connection.vendor == "sqlite":
            here.began.touch()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Many machines may share one PostgreSQL; in a data folder there is only ever one that holds it."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [UPDATING])
        if not cursor.fetchone()[0]:
            meanwhile("Another Bothways is just setting up the tables. Waiting for it ...")
            cursor.execute("SELECT pg_advisory_lock(%s)", [UPDATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [UPDATING])


def _what_is_to_change(executor: MigrationExecutor) -> bool:
    _made_by_no_newer_one(executor.loader)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _made_by_no_newer_one(loader: MigrationLoader) -> None:
    """What a newer Bothways changed may not hold what this one would write (quality, row 75)."""
    unknown = sorted(".".join(change) for change in set(loader.applied_migrations) - set(loader.disk_migrations))
    if unknown:
        message = (
            f"A newer Bothways than this one ({version('bothways')}) has kept its data here: this one does not know "
            f"{unknown[-1]}. Nothing was touched. Start the newer one again."
        )
        raise house.CannotStart(message)


def _went_wrong(copy: Path, problem: Exception) -> house.CannotStart:
    says = str(problem).strip().rstrip(".") or type(problem).__name__
    return house.CannotStart(
        f"The update went wrong: {says}. Nothing was changed: install the version before, and it goes on. All that is "
        f"here lies in {copy}, too."
    )
