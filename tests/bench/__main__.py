"""`bin/bench`: a table of goals and figures. `--json` for machines, `--only NAME` for one of them."""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.place import Place
    from tests.bench.row import Row


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("--json", action="store_true", help="for machines")
    parser.add_argument(
        "--only", default="", metavar="NAME", help="one goal; `served` is P3, P4, P16, P18, and R10 also R11"
    )
    return parser.parse_args()


def _goals() -> "dict[str, Callable[[Place], list[Row]]]":
    from tests.bench.goals import (
        audit,
        backup,
        files,
        find,
        first_load,
        floors,
        hidden,
        hold,
        mail,
        neighbours,
        peers,
        queries,
        restart,
        saving,
        served,
        soak,
        start,
        street,
        today,
        windows,
    )

    return {
        "P1": today.p1, "P2": floors.p2, "P5": today.p5, "P6": neighbours.p6, "P7": queries.p7, "P8": saving.p8,
        "P11": first_load.first_load, "S3": hidden.hidden, "P14": find.p14, "P17": start.p17, "served": served.served,
        "P19": soak.p19, "P20": audit.p20, "R1": hold.r1, "R4": windows.r4, "R6": hold.r6, "R10": backup.backups,
        "R21": restart.r21, "R24": hold.r24, "files": files.files, "mail": mail.mail,
        "street": street.street, "peer": peers.peers,
    }  # fmt: skip


def _machine() -> dict[str, str]:
    return {
        "cores": str(os.cpu_count()), "python": platform.python_version(),
        "sqlite": sys.modules["sqlite3"].sqlite_version if "sqlite3" in sys.modules else sqlite3.sqlite_version,
        "system": platform.platform(terse=True),
    }  # fmt: skip


def _table(rows: "list[Row]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=", ".join(f"{name} {value}" for name, value in _machine().items()))
    for heading in ("", "what", "figure", "goal", "", "beside"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(row.name, row.what, f"{row.figure:,.2f}{row.unit}", row.goal, row.said, row.explained)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def main() -> int:
    asked = _asked()
    home = Path(tempfile.mkdtemp(prefix="bothways-bench-"))
    os.environ |= {"BOTHWAYS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    os.environ.pop("DATABASE_URL", None)
    try:
        return _run(asked, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(asked: argparse.Namespace, home: Path) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.bench.place import Place

    call_command("collectstatic", verbosity=0, interactive=False)
    goals = _goals()
    chosen = {name: goal for name, goal in goals.items() if asked.only in ("", name)}
    if not chosen:
        print(f"There is no goal {asked.only}. There are: {', '.join(goals)}.", file=sys.stderr)
        return 2
    place, rows = Place(home), []
    for name, goal in chosen.items():
        print(f"{name} ...", file=sys.stderr)
        measured = _measured(name, goal, place)
        for row in measured:  # a whole table takes hours, and who waits may read meanwhile
            print(f"  {row.what}: {row.figure:,.2f}{row.unit} {row.said}", file=sys.stderr)
        rows += measured
    if asked.json:
        print(json.dumps({"machine": _machine(), "rows": [{**asdict(row), "passed": row.passed} for row in rows]}))
    else:
        _table(rows)
    return 0


def _measured(name: str, goal: "Callable[[Place], list[Row]]", place: "Place") -> "list[Row]":
    """One that breaks off is short, and takes no other with it."""
    from tests.bench.row import Row

    try:
        return goal(place)
    except Exception as problem:  # noqa: BLE001 - whatever it is
        traceback.print_exc()
        return [Row(name, "broke off", 1, "", 0, beside=f"{type(problem).__name__}: {problem}"[:300])]


if __name__ == "__main__":
    sys.exit(main())
