"""The secret key: from the settings, or made once and kept in the data folder."""

import contextlib
import os
import re
import secrets
import tempfile
from pathlib import Path

from bothways.ground.environment import Environment

# What `secrets.token_urlsafe(48)` draws; or a key that was given, as a whole line: one that was cut has lost its end.
_WHOLE = re.compile(rb"([A-Za-z0-9_-]{64})\s*|(\S.{38,1022}\S)\n")
_MADE_HERE = re.compile(r"[A-Za-z0-9_-]{64}")


class KeyMissing(Exception):
    """The data is there and its key is not, or is none: a new one would lock it away, so none is made (decision 31)."""


def secret_key(given: Environment) -> str:
    """The key from the settings, or the one in the data folder: made at the first start, for its owner only."""
    if given.secret_key:
        return given.secret_key
    path = given.home / "secret-key"
    if path.exists():
        return _key_in(path)
    if given.database_file.exists() or given.has_run:
        message = f"The key file {path} is missing, but what it locks is there. Put the key back from your backup."
        raise KeyMissing(message)
    given.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make(path)
    return _key_in(path)


def _make(path: Path) -> None:
    """Written whole beside its place and then put there: a disk that fills up leaves no half of a key behind."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret-key-") as file:  # its owner's alone
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was quicker, and its key is not written over
            os.link(file.name, path)


def written(key: str) -> str:
    """As it stands in a key file, where `secret_key` reads it again."""
    return key if _MADE_HERE.fullmatch(key) else f"{key}\n"


def _key_in(path: Path) -> str:
    with path.open("rb") as file:
        found = _WHOLE.fullmatch(file.read(2048))
    if found is None:
        message = f"The key file {path} is damaged. Put the key back from your backup; with no data yet, delete it."
        raise KeyMissing(message)
    return (found[1] or found[2]).decode(errors="replace")
