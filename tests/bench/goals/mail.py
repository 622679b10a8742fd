"""Bringing in the example life's mail: messages a second with all rows written, and memory that stays flat."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bothways.example.files import write_files
from tests.bench.place import Place
from tests.bench.row import Row

IN_PIECES = (
    "eighty messages at a time are kept with the place where the file goes on, and brought to the disk, so that a kill "
    "loses and doubles nothing and others write in between; a stranger's file is read by a process apart"
)
SIZES = (2_000, 10_000, 20_000)


@dataclass(frozen=True)
class Brought:
    """How long it took, and the memory at the peak: of whoever writes, and of the process apart that reads."""

    seconds: float
    megabytes: float
    apart: float


def mail(place: Place) -> list[Row]:
    measured = {
        many: brought_in(place.home / f"mail-{many}", partial(write_files, today=place.today, messages=many))
        for many in SIZES
    }
    peaks = {many: one.megabytes for many, one in measured.items()}
    memory = ", ".join(f"{many:,}: {peak:.0f} MB" for many, peak in peaks.items())
    rate = 10_000 / measured[10_000].seconds
    return [
        Row("mail", "messages brought in a second, 10,000", rate, " a second", 2_000, at_least=True, why=IN_PIECES),
        Row("mail", "peak memory at 20,000 ÷ at 2,000", peaks[20_000] / peaks[2_000], " times", 1.3, beside=memory),
    ]


def brought_in(home: Path, write: Callable[[Path], object]) -> Brought:
    """
    By a process that does nothing else, in a house of its own.

    `write` makes `people.vcf`, `mail.mbox` or both in the folder it is given; the seconds are those of the last.
    """
    files = home / "files-to-bring-in"
    files.mkdir(parents=True, mode=0o700)
    write(files)
    environment = {**os.environ, "BOTHWAYS_HOME": str(home)}
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.bring_in", str(files)],
        env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
    ).stdout  # fmt: skip
    said = json.loads(told.splitlines()[-1])
    return Brought(**said)
