"""A goal measured on PostgreSQL: in a process of its own, beside a server of its own that is gone afterwards."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.bench.row import Row

ROOT = Path(__file__).resolve().parents[2]


def on_postgresql(goal: str) -> list[Row]:
    """`goal`: a module of the goals and its function, as `neighbours.here`, which is given a Place and gives rows."""
    with tempfile.TemporaryDirectory(prefix="bothways-bench-") as home:
        told = subprocess.run(
            [sys.executable, "tests/with_postgres.py", sys.executable, "-m", "tests.bench.apart", goal],
            cwd=ROOT, env={**os.environ, "BOTHWAYS_HOME": home}, stdout=subprocess.PIPE, text=True, check=True,
        ).stdout  # fmt: skip
    return [Row(**one) for one in json.loads(told.splitlines()[-1])]


def _here(goal: str) -> list[Row]:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.bench.place import Place

    call_command("collectstatic", verbosity=0, interactive=False)
    module, function = goal.rsplit(".", 1)
    return getattr(import_module(f"tests.bench.goals.{module}"), function)(Place(Path(os.environ["BOTHWAYS_HOME"])))


if __name__ == "__main__":
    print(json.dumps([asdict(row) for row in _here(sys.argv[1])]))
