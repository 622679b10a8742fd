"""A disk of its own for a test, so small that it is full when that is wanted."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

BLOCK = 4_096


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=False, stderr=subprocess.DEVNULL
    )
    if mounted.returncode:
        pytest.skip("this computer lets nobody here make a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def taken(disk: Path, *, but: int = 0) -> Iterator[None]:
    """Whatever room there is on it, but as many bytes."""
    with (disk / "taken").open("wb", buffering=0) as file, suppress(OSError):
        while not but or shutil.disk_usage(disk).free > but:
            file.write(b"x" * BLOCK)
    try:
        yield
    finally:
        (disk / "taken").unlink()
