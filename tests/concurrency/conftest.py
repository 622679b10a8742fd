"""Several at once need a database that several can write: on SQLite a file of its own for each test."""

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _on_disk(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """The tables of the test database as a file, which each thread opens for itself, with the settings of the house."""
    if connection.vendor != "sqlite":
        yield
        return
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "life.sqlite3")])
        memory = connection.connection
    connection.connection, connection.settings_dict["NAME"] = None, str(tmp_path / "life.sqlite3")
    connection.ensure_connection()  # turns the file to WAL, as it is long before several come: of several one only may
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Does all of them at the same moment, each with a connection of its own; gives what they gave, or raised."""
    gate = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def one(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=30)
            answers[place] = act()
        except Exception as problem:  # noqa: BLE001 - handed to the test, which says what it expects
            answers[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=two) for two in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers


def round_by_round(rounds: Sequence[Sequence[Callable[[], Any]]]) -> list[list[Any]]:
    """
    The acts of each round at the same moment, one round behind the other; what each round gave, or raised.

    Whoever acts keeps their connection, as a worker does: two hundred acts cost no more than they are.
    """
    gate = threading.Barrier(len(rounds[0]))

    def by_one(place: int) -> list[Any]:
        gave: list[Any] = []
        for acts in rounds:
            gate.wait(timeout=30)
            try:
                gave.append(acts[place]())
            except Exception as problem:  # noqa: BLE001 - as above
                gave.append(problem)
        return gave

    by_each = at_once(*[partial(by_one, place) for place in range(len(rounds[0]))])
    return [list(gave) for gave in zip(*by_each, strict=True)]
