"""A house into one locked file, and out of it: a tar in an age file, in one stream. Knows no database."""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, cast

from pydantic import ValidationError

from bothways.formats.age import WORK, CannotOpen, Damaged, Locking, NotLocked, Opened, TooMuchWork, WrongPassphrase
from bothways.ground.lasting import bring_to_the_disk
from bothways.ground.refusals import Refusal
from bothways.vault.rules import FORMAT, MANIFEST, Manifest, Part, may_lie_in_one

_BLOCK = 1 << 18
_AT_ONCE = 1 << 23


class NoBackup(Refusal):
    """It cannot be opened, or not be believed; nothing of it was used."""


class AnotherPassphrase(NoBackup):
    pass


def parts_of(house: Path) -> dict[str, Part]:
    """Every file of a house that may lie in a backup, by its name in there."""
    found = sorted(path for path in house.rglob("*") if path.is_file())
    named = {path.relative_to(house).as_posix(): path for path in found}
    return {name: _part(path) for name, path in named.items() if may_lie_in_one(name)}


def _part(path: Path) -> Part:
    told = hashlib.sha256()
    with path.open("rb") as file:
        for block in _blocks(file):
            told.update(block)
        return Part(size=file.tell(), sha256=told.hexdigest())


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def pack(house: Path, manifest: Manifest, into: BinaryIO, passphrase: str, *, work: int = WORK) -> None:
    locking = Locking(cast("BinaryIO", _Steadily(into)), passphrase, work=work)
    with tarfile.open(fileobj=cast("BinaryIO", locking), mode="w|", format=tarfile.PAX_FORMAT) as tar:
        said = manifest.model_dump_json(indent=1).encode()
        _add(tar, MANIFEST, len(said), io.BytesIO(said))
        for name, part in manifest.parts.items():
            with (house / name).open("rb") as file:
                _add(tar, name, part.size, file)
    locking.close()


class _Steadily:
    """Brings to the disk little by little what else would go all at once, and keep waiting whoever saves then (R10)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._waits = file, 0

    def write(self, block: bytes) -> int:
        self._waits += len(block)
        if self._waits > _AT_ONCE:
            self._waits = 0
            bring_to_the_disk(self._file)
        return self._file.write(block)


def _add(tar: tarfile.TarFile, name: str, size: int, file: BinaryIO) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, file)


def unpack(backup: Path, passphrase: str, into: Path) -> Manifest:
    """Everything in it lies in the folder `into` then; raises NoBackup where one byte is another."""
    try:
        with backup.open("rb") as file:
            opened = Opened(file, passphrase)
            manifest = _take_out(opened, into)
            while opened.read(_BLOCK):  # only its end says that it is whole
                pass
            return manifest
    except NotLocked as problem:
        message = f"{backup} is no backup of Bothways."
        raise NoBackup(message) from problem
    except TooMuchWork as problem:
        message = (
            f"{backup} asks for far more memory than a backup of Bothways needs, so it was not opened. If you made it "
            "with another program, open it by that: age -d FILE | tar -x"
        )
        raise NoBackup(message) from problem
    except WrongPassphrase as problem:
        message = f"This passphrase does not open {backup}. Is it the one it was made with?"
        raise AnotherPassphrase(message) from problem
    except (CannotOpen, tarfile.TarError, _Another) as problem:
        raise NoBackup(_damaged(backup, problem)) from problem


class _Another(Exception):
    """Something in it is not what it should be."""


def _damaged(backup: Path, problem: Exception) -> str:
    cut = isinstance(problem, Damaged) and problem.ends
    what = "ends too early: it was not copied whole" if cut else "was changed since it was made, or is damaged"
    return f"{backup} {what}. Nothing of it was used. Take another copy of it, or an older backup."


def _take_out(opened: Opened, into: Path) -> Manifest:
    with tarfile.open(fileobj=cast("BinaryIO", opened), mode="r|") as tar:
        manifest = _manifest(tar)
        missing = dict(manifest.parts)
        while entry := tar.next():
            part = missing.pop(entry.name, None)
            content = tar.extractfile(entry) if entry.isreg() else None
            if part is None or content is None or not may_lie_in_one(entry.name):
                raise _Another(entry.name)
            _write(content, _place(into, entry.name), part)
        if missing:
            raise _Another(*missing)
    return manifest


def _manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == MANIFEST and first.isreg() else None
    if content is None:
        raise _Another(MANIFEST)
    try:
        told = Manifest.model_validate_json(content.read())
    except ValidationError as problem:
        raise _Another(MANIFEST) from problem
    if told.format > FORMAT:
        message = f"This backup was made by a newer Bothways ({told.version}). Update this one first, then restore it."
        raise NoBackup(message)
    return told


def _place(into: Path, name: str) -> Path:
    """Where this part will lie, each folder above it there and its owner's alone."""
    path = into / name
    for folder in reversed([folder for folder in path.parents if folder.is_relative_to(into)]):
        folder.mkdir(mode=0o700, exist_ok=True)
    return path


def _write(content: IO[bytes], path: Path, part: Part) -> None:
    told = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for block in _blocks(content):
            told.update(block)
            file.write(block)
    if told.hexdigest() != part.sha256:
        raise _Another(path.name)
