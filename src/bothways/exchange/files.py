"""Where brought files lie until they are read: in the data folder, under names of ours, for the owner's eyes only."""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from bothways.formats.kinds import HEAD, FileKind, Unknown, kind_of
from bothways.ground.environment import environment
from bothways.ground.records import new_id

BEING_MADE = ".being-made"
_NAME = re.compile(rf"[0-9a-f-]{{36}}(\.[0-9a-f-]{{36}})?({re.escape(BEING_MADE)})?")
_OURS = Path("files", "imports")
ABANDONED = timedelta(days=1)  # after which a file that no import knows was left by an upload that broke off


def _place() -> Path:
    return environment().home / _OURS


def folder() -> Path:
    """Made when it is needed first."""
    path = _place()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def half_of(path: Path) -> Path:
    """A name under which one run writes what is to lie at this path: each has its own, should there be several."""
    return path.with_suffix(f".{new_id()}{BEING_MADE}")


def halves_of(path: Path) -> list[Path]:
    """What runs are writing for this path, or left there when they were killed."""
    return list(path.parent.glob(f"{path.name}*{BEING_MADE}"))


def written_anew(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def new_file() -> tuple[Path, BinaryIO]:
    """An empty file of ours to write into; the member's name for it is never part of its path."""
    path = folder() / str(new_id())
    return path, os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def forget(path: str) -> None:
    """Deletes a file that was sent to us; one that the command line reads where it lies stays."""
    if path and _is_ours(Path(path)):
        let_go(Path(path))


def _is_ours(path: Path) -> bool:
    """By whichever way: the data folder may stand under another name, too."""
    return path.parent.resolve() == _place().resolve()


def let_go(path: Path) -> None:
    """Deletes a file of ours; where the folder cannot be written just now, it is swept on another day."""
    with suppress(OSError):
        path.unlink()


def left_behind(known: set[str], at: datetime) -> list[Path]:
    """Files of ours that no import needs and nobody wrote to for a day: theirs ended, or the upload broke off."""
    if not _place().is_dir():
        return []
    names = {Path(one).name for one in known}  # each has its own, by whichever way the folder was reached
    ours = [path for path in _place().iterdir() if _NAME.fullmatch(path.name) and path.name not in names]
    return [path for path in ours if _is_abandoned(path, at)]


def _is_abandoned(path: Path, at: datetime) -> bool:
    """Not one that somebody else has just put in its place, or deleted."""
    with suppress(FileNotFoundError):
        return (
            abs(at - datetime.fromtimestamp(path.stat().st_mtime, UTC)) > ABANDONED
        )  # also by a clock that stood ahead
    return False


def lies_in(home: Path, path: str) -> Path | None:
    """Where a file of ours lies in this data folder, by the path it had in any; nothing for one that is not of ours."""
    where = Path(path)
    return home / _OURS / where.name if where.parent.match(str(_OURS)) else None


def known_by(path: Path) -> str:
    """Which one it is, of those that the command line reads where they lie: there others lay down files, too."""
    if _is_ours(path):
        return ""
    there = path.stat()
    return f"{there.st_dev}:{there.st_ino}:{there.st_size}:{there.st_mtime_ns}"


def must_be_still(path: Path, known: str) -> None:
    """FileNotFoundError where another one lies there by now, or it was written to: it may be somebody else's."""
    if known_by(path) != known:
        raise FileNotFoundError(path)


def kind_at(path: Path) -> FileKind | Unknown:
    """What the file is, by how it begins."""
    with path.open("rb") as file:
        return kind_of(file.read(HEAD))
