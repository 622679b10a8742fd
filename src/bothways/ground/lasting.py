"""What was written stands there also after the power went."""

import os
from pathlib import Path
from typing import BinaryIO


def bring_to_the_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def lay_down(folder: Path) -> None:
    """What was made or renamed in this folder."""
    door = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(door)
    finally:
        os.close(door)
