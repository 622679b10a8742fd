"""Work in another house than this one, by a process that knows neither the key nor the database of this one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bothways.ground.dying import die_with_parent
from bothways.ground.environment import PREFIX
from bothways.ground.refusals import Refusal

SOURCE = "BOTHWAYS_POURED_FROM"  # where `pour` reads: the address of a database
COUNTS_AS = "BOTHWAYS_COUNTS_AS"  # the name that a house gets in the moment in which `move_in` has poured all
NOT_TAKEN = os.EX_IOERR  # how that process ends where a disk did not take what it wrote
_DATABASE = ("DATABASE_URL", "DATABASE_URL_FILE")


class DidNotHold(Refusal):
    """What was tried in the copy of a house did not work there."""


class NotTaken(DidNotHold):
    """The disk did not take it, which says nothing about the copy."""


def ask(house: Path, word: str, **more: str) -> dict[str, Any]:
    """What `python -m bothways.vault WORD` says in the data folder `house`."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    for name in _DATABASE:
        around.pop(name, None)
    told = {**around, "DJANGO_SETTINGS_MODULE": "bothways.config.settings", "BOTHWAYS_HOME": str(house), **more}
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bothways.vault", word],
        env=told, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, preexec_fn=die_with_parent,
    )  # fmt: skip
    if ended.returncode:
        how = NotTaken if ended.returncode == NOT_TAKEN else DidNotHold
        raise how(ended.stderr.strip().rpartition("\n")[2] or f"It ended with {ended.returncode}.")
    said: dict[str, Any] = json.loads(ended.stdout)
    return said
