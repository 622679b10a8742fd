"""Every row of one database into another, whichever of the two each of them is."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from bothways.ground.database import one_view
from bothways.ground.pouring import pour_values
from bothways.ground.refusals import Refusal

SOURCE = "source"  # the alias of the database that is read
AT_ONCE = 2000  # rows
Change = tuple[str, str]


class RowsDiffer(Refusal):
    pass


def pour_all() -> dict[str, int]:
    """
    All that was there at one moment, whoever writes meanwhile; says how many rows each table has.

    Tables are made as they are there, by the models as they were after the changes made there: so what an older
    Bothways kept can be poured by a newer one.
    """
    loader = MigrationLoader(connections[SOURCE])
    changes = set(loader.applied_migrations) & set(loader.disk_migrations)
    models = _models(loader, changes)
    _make_tables(models, changes)
    with one_view(SOURCE), transaction.atomic():
        return {model._meta.db_table: _pour(model) for model in models}  # noqa: SLF001 - public by Django's docs


def pour_over(at_last: Callable[[], None]) -> dict[str, int]:
    """
    The same into tables that are up to date, in the place of all that is in them: all of it, or none.

    `at_last` is called when nothing can go wrong any more but the end of the transaction itself.
    """
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]  # noqa: SLF001
    with one_view(SOURCE), transaction.atomic():
        _empty(models)
        rows = {model._meta.db_table: _pour(model) for model in models}  # noqa: SLF001
        _count_on(models)
        connection.check_constraints()
        at_last()
        return rows


def _empty(models: list[type[Model]]) -> None:
    tables = [one._meta.db_table for one in models]  # noqa: SLF001
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=False):
            cursor.execute(statement)


def _count_on(models: list[type[Model]]) -> None:
    """What the database counts by itself goes on behind what was poured."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _models(loader: MigrationLoader, changes: set[Change]) -> list[type[Model]]:
    """As they were after the last of these changes in each room."""
    behind = {one: {child.key for child in loader.graph.node_map[one].children} & changes for one in changes}
    last = [one for one in changes if all(child[0] != one[0] for child in behind[one])]
    found = loader.project_state(last).apps.get_models(include_auto_created=True)
    return [one for one in found if one._meta.managed]  # noqa: SLF001


def _make_tables(models: list[type[Model]], changes: set[Change]) -> None:
    with connection.schema_editor() as editor:
        for model in models:
            if not model._meta.auto_created:  # noqa: SLF001 - those are made with the one that they belong to
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.migration_qs.bulk_create([recorder.Migration(app=app, name=name) for app, name in sorted(changes)])


def _pour(model: type[Model]) -> int:
    names = [one.attname for one in model._meta.concrete_fields]  # noqa: SLF001
    rows = model._base_manager.using(SOURCE).order_by("pk").values_list(*names)  # noqa: SLF001
    some: list[tuple[Any, ...]] = []
    poured = 0
    for row in rows.iterator(chunk_size=AT_ONCE):
        some.append(row)
        if len(some) == AT_ONCE:
            pour_values(model, names, some)
            poured, some = poured + len(some), []
    pour_values(model, names, some)
    poured += len(some)
    if poured != rows.count() or poured != model._base_manager.count():  # noqa: SLF001
        message = f"Not every row of {model._meta.db_table} was poured."  # noqa: SLF001
        raise RowsDiffer(message)
    return poured
