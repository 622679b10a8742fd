"""A disk of its own for a test, so small that it is full when that is wanted."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
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
def disk_that_fails(folder: Path, size: int) -> Iterator[tuple[Path, Path]]:
    """One of ext4, which the system lets nobody write any more once something is written into the file beside it."""
    image, failing = folder.with_name("image"), Path("/sys/fs/ext4")
    with image.open("wb") as file:
        file.truncate(size)
    folder.mkdir()
    try:
        subprocess.run(["mkfs.ext4", "-q", "-O", "^has_journal", image], check=True)
        subprocess.run(["mount", "-o", "loop,errors=remount-ro", image, folder], check=True, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this computer lets nobody here make a disk that fails")
    try:
        source = subprocess.run(["findmnt", "-no", "SOURCE", folder], check=True, stdout=subprocess.PIPE, text=True)
        yield folder, failing / Path(source.stdout.strip()).name / "trigger_fs_error"
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def unwritable(*paths: Path) -> Iterator[None]:
    """Nobody can write these, nor make a file in a folder among them, whoever they are."""
    try:
        if subprocess.run(["chattr", "+i", *paths], check=False, stderr=subprocess.DEVNULL).returncode:
            pytest.skip("this computer lets nobody here lock a file")
        yield
    finally:
        subprocess.run(["chattr", "-i", *paths], check=False, stderr=subprocess.DEVNULL)


@contextmanager
def syncing(pids: list[int], how: str) -> Iterator[None]:
    """
    Where these processes ask for what they wrote to be on the disk, it happens so (`inject` of strace).

    `error=EIO`: it is answered that it is not; `delay_enter=100000`: so many millionths of a second later.
    """
    calls, on = "fsync,fdatasync", [f"--attach={one}" for one in pids]
    command = ["strace", "-f", "-o", os.devnull, f"--trace={calls}", f"--inject={calls}:{how}", *on]
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        said = strace.stderr or ()
        try:
            if not all(" attached" in line for line in islice(said, len(pids))):
                pytest.skip("this computer lets nobody here look into another process")
            yield
        finally:
            strace.terminate()


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
