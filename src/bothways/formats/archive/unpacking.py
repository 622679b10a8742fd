"""Reads a ZIP that anybody may have made: nothing is unpacked onto the disk, and nothing is believed that it says."""

import os
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from bothways.formats.archive.records import LONGEST
from bothways.formats.language import gettext as _
from bothways.formats.language import grouped, marked
from bothways.formats.text import one_line

MOST_FILES = 60_000
_LONGEST_LIST = 8 * 1024**2  # bytes of the list of files at the end of the ZIP
_TIMES_LARGER = 200  # as text can be pressed; what grows more, and much, is a trap
_MUCH = 64 * 1024**2
_PIECE = 1 << 18
_END = struct.Struct("<4s4H2LH")
# By a computer, about the files
_ADDED = re.compile(r"^__MACOSX/|(?:^|/)(?:\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$")
_ENCRYPTED = 0x1
_LINK = 0o120000


class Damaged(Exception):
    """`at`: the file within, nothing where it is the whole ZIP; `why`: a sentence."""

    def __init__(self, why: str, at: str = "") -> None:
        super().__init__(f"{one_line(at, 100)}: {why}" if at else why)
        self.at, self.why = at, why


_NOT_WHOLE = marked("This ZIP is not whole: its end is missing or damaged. Copy or download it again.")
_CHANGED = marked("is damaged, or was changed after it was taken out. Use another copy of the ZIP.")
_TOO_MANY = marked("This ZIP lists more files than a life has ({most} at most).")


class Archive:
    """
    The files of a ZIP by their names. Whatever is wrong with it raises Damaged.

    `top`: the file that stands at the top. Where it lies in a folder, and all others with it, their names begin behind
    that: so packs a computer what it had unpacked.
    """

    def __init__(self, path: Path, *, top: str = "") -> None:
        look_at_the_end(path)
        with _as_damage():
            self._zip = zipfile.ZipFile(path)
        try:
            entries = self._zip.infolist()
            _check(entries, path.stat().st_size)
        except Damaged:
            self._zip.close()
            raise
        held = {one.filename: one for one in entries if not one.is_dir() and not _ADDED.search(one.filename)}
        folder = _folder_of_all(held, top)
        self._entries = {name.removeprefix(folder): one for name, one in held.items()}
        self.names = list(self._entries)

    def close(self) -> None:
        self._zip.close()

    def size(self, name: str) -> int:
        """As it says itself, and no more is read of it."""
        return self._entry(name).file_size

    def pieces(self, name: str) -> Iterator[bytes]:
        with _as_damage(name), self._zip.open(self._entry(name)) as file:
            while piece := file.read(_PIECE):
                yield piece

    def digest(self, name: str) -> str:
        digest = sha256()
        for piece in self.pieces(name):
            digest.update(piece)
        return digest.hexdigest()

    def read(self, name: str, most: int) -> bytes:
        if self.size(name) > most:
            raise Damaged(_("is longer than it can be ({most} bytes).").format(most=grouped(most)), name)
        return b"".join(self.pieces(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """Without their ends; none is longer than a record may be."""
        with _as_damage(name), self._zip.open(self._entry(name)) as file:
            number = 0
            while line := _line(file):
                number += 1
                if len(line) > LONGEST:
                    raise Damaged(_("line {number} is longer than a record can be.").format(number=number), name)
                yield line.rstrip(b"\n")

    def _entry(self, name: str) -> zipfile.ZipInfo:
        try:
            return self._entries[name]
        except KeyError:
            raise Damaged(_("is missing in this ZIP. Use another copy of it."), name) from None


def _folder_of_all(names: Collection[str], top: str) -> str:
    folder = next(iter(names), "").partition("/")[0] + "/"
    return folder if f"{folder}{top}" in names and all(name.startswith(folder) for name in names) else ""


def _line(file: IO[bytes]) -> bytes:
    return file.readline(LONGEST + 1)


@contextmanager
def _as_damage(name: str = "") -> Iterator[None]:
    """All that `zipfile` may say of bytes that are not what they should be."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, struct.error):
        raise Damaged(_(_CHANGED) if name else _(_NOT_WHOLE), name) from None


def look_at_the_end(path: Path) -> None:
    """Before its list of files is read: that list must be of a length that a life can have. 64 KB are read for it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_536 - _END.size))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Damaged(_(_NOT_WHOLE))
    *_before, listed, length, _at, _comment = _END.unpack_from(tail, at)
    if listed > MOST_FILES or length > _LONGEST_LIST:
        raise Damaged(_(_TOO_MANY).format(most=grouped(MOST_FILES)))


def _check(entries: list[zipfile.ZipInfo], size: int) -> None:
    """What its list of files says, before any of them is read."""
    if len(entries) > MOST_FILES:
        raise Damaged(_(_TOO_MANY).format(most=grouped(MOST_FILES)))
    if not entries or min(one.header_offset for one in entries) != 0:
        raise Damaged(_("Something stands before this ZIP, or it is two ZIPs in one file. Bring in the ZIP itself."))
    name, times = Counter(one.filename for one in entries).most_common(1)[0]
    if times > 1:
        raise Damaged(_("stands in this ZIP twice, so nobody can say which is meant."), name)
    for one in entries:
        _check_entry(one)
    if sum(one.compress_size for one in entries) > size:
        raise Damaged(_("Files of this ZIP lie over one another: it was made to do harm."))


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if _leads_elsewhere(entry.orig_filename) or entry.external_attr >> 16 & 0o170000 == _LINK:
        raise Damaged(_("leads out of the ZIP, as nothing does that Bothways takes out."), name)
    if entry.flag_bits & _ENCRYPTED:
        raise Damaged(_("is locked with a password. Unlock the ZIP first: pack it anew without one."), name)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Damaged(_("is packed in a way that Bothways does not use. Pack the ZIP anew as an ordinary one."), name)
    if entry.file_size > _MUCH and entry.file_size > _TIMES_LARGER * max(1, entry.compress_size):
        raise Damaged(
            _("would grow to {size} bytes, far more than it can hold.").format(size=grouped(entry.file_size)), name
        )


def _leads_elsewhere(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in name or os.sep == name
