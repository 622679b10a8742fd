"""Takes files from a browser straight into the data folder: never whole in memory, never twice on the disk."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile

from bothways.exchange import files
from bothways.formats.language import gettext as _
from bothways.ground.environment import environment
from bothways.ground.nofiles import Bounded
from bothways.ground.refusals import Refusal

_AROUND = 1 << 20  # what a form is beside its files


class TooLarge(Refusal):
    status = 413


class NotWritten(Refusal):
    """There is no room, or the data folder cannot be written."""

    status = 507


class Received(UploadedFile):  # type: ignore[type-arg]  # generic for the type checker only
    """A file that lies in our folder already. `name` is what the member calls it."""

    def __init__(self, path: Path, name: str, size: int) -> None:
        super().__init__(None, name, "application/octet-stream", size)
        self.path = path

    def close(self) -> None:
        """It is closed already."""


class IntoTheFolder(Bounded):
    chunk_size = 1 << 18

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.paths: list[Path] = []
        self.open_file: BinaryIO | None = None
        self.taken = 0

    def most(self) -> int:
        return environment().longest_upload + _AROUND

    def too_large(self) -> Exception:
        return _too_large()

    def new_file(self, *arguments: Any, **options: Any) -> None:
        super().new_file(*arguments, **options)
        try:
            path, self.open_file = files.new_file()
        except OSError as problem:
            raise _not_written(problem) from problem
        self.paths.append(path)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > environment().longest_upload:
            raise _too_large()
        try:
            self.open_file.write(raw_data)  # type: ignore[union-attr]  # new_file came before
        except OSError as problem:
            raise _not_written(problem) from problem

    def file_complete(self, file_size: int) -> Received:
        try:
            self.open_file.flush()  # type: ignore[union-attr]
            os.fsync(self.open_file.fileno())  # type: ignore[union-attr]
        except OSError as problem:
            raise _not_written(problem) from problem
        self._close()
        return Received(self.paths[-1], self.file_name or "", file_size)

    def upload_interrupted(self) -> None:
        """The browser is gone."""
        self.let_go()

    def let_go(self) -> None:
        """Keeps nothing of what came: the request was refused, or broke off."""
        self._close()
        for path in self.paths:
            files.let_go(path)

    def _close(self) -> None:
        if self.open_file:
            with suppress(OSError):  # its last bytes found no room; the request is refused for that already
                self.open_file.close()
            self.open_file = None


def longest() -> str:
    """How much may be sent at once, in words."""
    most = environment().longest_upload
    return f"{most / 1024**3:.3g} GB" if most >= 1024**3 else f"{most / 1024**2:.3g} MB"


def _too_large() -> TooLarge:
    return TooLarge(
        _(
            "That is more than {most} at once. Bring in fewer files at a time; or ask whoever runs this Bothways "
            "for `bothways import`, which reads files of any size where they lie."
        ).format(most=longest())
    )


def _not_written(problem: OSError) -> NotWritten:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return NotWritten(_("The disk is full, so nothing was brought in. Make room on the disk, then try again."))
    return NotWritten(
        _(
            "The data folder cannot be written, so nothing was brought in. Whoever runs this Bothways can give it back "
            "to the account that Bothways runs as, or mount it for writing; then bring your files in again."
        )
    )
