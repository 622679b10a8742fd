"""R4: thousands of acts that meet, and no update lost or made twice, nor anybody told that somebody else writes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.goals.hold import databases
from tests.bench.place import Place
from tests.bench.row import Row


def r4(place: Place) -> list[Row]:
    with databases() as both:
        return [row for name, url in both.items() for row in _met(place.home / f"windows-{name}", name, url)]


def _met(home: Path, name: str, url: str) -> Iterator[Row]:
    around = {**os.environ, "BOTHWAYS_HOME": str(home), **({"DATABASE_URL": url} if url else {})}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.windows"], env=around, check=True, stdout=subprocess.PIPE, text=True
    )
    for what, (acts, amiss) in json.loads(ended.stdout).items():
        beside = "; ".join(amiss)[:300]
        yield Row("R4", f"{name}, {what}: amiss in {acts:,} acts", len(amiss), "", 0, beside=beside)
