"""Bringing in the example life's mail: messages a second with all rows written, and memory that stays flat."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bothways.example.files import write_files
from tests.bench.place import Place
from tests.bench.row import Row

SIZES = (2_000, 10_000, 20_000)


def mail(place: Place) -> list[Row]:
    measured = {many: _imported(place, many) for many in SIZES}
    seconds, _ = measured[10_000]
    peaks = {many: peak for many, (_, peak) in measured.items()}
    memory = ", ".join(f"{many:,}: {peak:.0f} MB" for many, peak in peaks.items())
    rate = 10_000 / seconds
    return [
        Row("mail", "messages brought in a second, 10,000", rate, " a second", 2_000, at_least=True),
        Row("mail", "peak memory at 20,000 ÷ at 2,000", peaks[20_000] / peaks[2_000], " times", 1.3, beside=memory),
    ]


def _imported(place: Place, many: int) -> tuple[float, float]:
    """Seconds and megabytes at the peak, of a process that does nothing else."""
    home = place.home / f"mail-{many}"
    files = home / "files-to-bring-in"
    files.mkdir(parents=True, mode=0o700)
    write_files(files, place.today, many)
    environment = {**os.environ, "BOTHWAYS_HOME": str(home)}
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.bring_in", str(files)],
        env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
    ).stdout  # fmt: skip
    said = json.loads(told.splitlines()[-1])
    return said["seconds"], said["megabytes"]
