"""`bothways backup`: the whole house into one locked file, while it goes on."""

import importlib
import os
from pathlib import Path
from typing import Annotated

import typer

from bothways.cli.passphrase import passphrase
from bothways.cli.saying import AsJson, many, refuse, say, what_is_in
from bothways.cli.tables import ready
from bothways.formats.language import sized
from bothways.ground.clock import now
from bothways.ground.environment import Environment, environment
from bothways.vault.actions import Made, make_backup
from bothways.vault.rules import name_of

File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="A new file, or a folder. Left out: among the backups here.")
]
POLITE = 10  # behind whoever waits for a page


def backup(file: File = None, as_json: AsJson = False) -> None:
    """Packs everything into one file, locked with a passphrase, and opens it again to see that it is whole."""
    here = environment()
    ready(here)
    target = _target(here, file)
    secret = passphrase(here, new=True)
    os.nice(POLITE)
    with importlib.import_module("bothways.cli.bar").bar("Making a backup") as tell:
        made = make_backup(here, target, secret, at=now(), tell=tell)
    say(_spoken(made), _values(made), as_json=as_json)


def _target(here: Environment, file: Path | None) -> Path:
    folder = here.backups if file is None else file
    target = folder / name_of(now()) if file is None or file.is_dir() else file
    if file is not None and not target.parent.is_dir():
        refuse(f"There is no folder {target.parent}. Make it, or name another.")
    return target


def _spoken(made: Made) -> str:
    what = what_is_in(made.manifest)
    said = f"{made.file}: {what}; {sized(made.size)}. It was opened again, and all of it is there."
    drifted = len(made.found["drifted"])
    amiss = f"Summed up wrongly: {many(drifted, 'person', 'people')}; `bothways check` names them."
    return f"{said}\n{amiss}" if drifted else said


def _values(made: Made) -> dict[str, object]:
    told = made.manifest
    return {
        "file": str(made.file),
        "bytes": made.size,
        "made_at": told.made_at.isoformat(),
        "version": told.version,
        "rows": told.rows,
        "files": len(told.parts),
        "checked": made.found,
    }
