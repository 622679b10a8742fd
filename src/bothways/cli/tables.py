"""The tables brought up to date: what was there before is copied first, and the copy is checked (decision 31)."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from importlib.metadata import version

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from bothways.cli import house
from bothways.cli.saying import meanwhile
from bothways.ground.environment import Environment

_BEING_MADE = ".being-made"
UPDATING = 0x626F746877617973  # the number of the lock in PostgreSQL: "bothways"


def ready(here: Environment) -> None:
    """For the commands beside `up`, which may come before it: what they read and write is there."""
    house.enter(here)
    if _what_is_to_change(MigrationExecutor(connection)):
        with closing(house.claim(here.home)):
            bring_up_to_date(here)


def bring_up_to_date(here: Environment) -> None:
    with _one_at_a_time():
        executor = MigrationExecutor(connection)
        if not _what_is_to_change(executor):
            return
        if connection.vendor == "sqlite":
            if executor.loader.applied_migrations:
                _copy_first(here)
            else:
                house.never_ran(here)
        meanwhile("Setting up the tables ...")
        call_command("migrate", interactive=False, verbosity=0)
        if connection.vendor == "sqlite":
            here.began.touch()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Many machines may share one PostgreSQL; in a data folder there is only ever one that holds it."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
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


def _copy_first(here: Environment) -> None:
    """What carries the name of a copy is whole: it is made under another, and takes that one when it was checked."""
    here.backups.mkdir(mode=0o700, exist_ok=True)
    target = here.backups / f"before-update-{datetime.now().astimezone():%Y%m%d-%H%M%S}.sqlite3"
    _clear_away(here)
    being_made = target.with_suffix(_BEING_MADE)
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(being_made)])
        being_made.chmod(0o600)
        if not house.is_sound(being_made):
            message = f"A copy of your data at {target} came out damaged, so nothing was updated. Is the disk healthy?"
            raise house.CannotStart(message)
        being_made.rename(target)
    finally:
        _clear_away(here)


def _clear_away(here: Environment) -> None:
    """Halves of copies, and what SQLite kept beside them."""
    for left in here.backups.glob(f"*{_BEING_MADE}*"):
        left.unlink()
