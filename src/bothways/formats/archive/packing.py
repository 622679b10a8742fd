"""Writes a ZIP whose bytes depend on nothing but what is put in: no clock, no owner, no order but that of the calls."""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can say
_FOR_ITS_OWNER = 0o100600 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Packed:
    """One file that was put in."""

    name: str
    size: int
    sha256: str


class Packer:
    """Puts files into a ZIP, one behind the other, each of them piece by piece."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.packed: list[Packed] = []

    def put(self, name: str, pieces: Iterable[bytes], *, pressed: bool = True) -> None:
        """`pressed`: pictures are pressed already, and gain nothing."""
        entry = zipfile.ZipInfo(name, _NO_DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED if pressed else zipfile.ZIP_STORED
        entry.create_system, entry.external_attr = _UNIX, _FOR_ITS_OWNER
        size, digest = 0, sha256()
        with self._zip.open(entry, "w") as into:
            for piece in pieces:
                into.write(piece)
                digest.update(piece)
                size += len(piece)
        self.packed.append(Packed(name, size, digest.hexdigest()))

    def close(self) -> None:
        self._zip.close()
