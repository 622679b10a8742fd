"""What a backup says of itself, and what may lie in one."""

from datetime import datetime, timedelta
from pathlib import PurePath, PurePosixPath
from uuid import UUID

from pydantic import BaseModel

FORMAT = 1
MANIFEST = "bothways.json"
DATABASE = "bothways.sqlite3"
KEY = "secret-key"
FILES = "files"
TOLD = "told.json"
SHORTEST = 12  # letters of a passphrase: whoever finds the file may try as long as they like


class Part(BaseModel):
    """One file of the house."""

    size: int
    sha256: str


class Manifest(BaseModel):
    """The first file in a backup. `rows`: how many each table has; `home`: the data folder it was made of."""

    format: int = FORMAT
    version: str
    made_at: datetime
    home: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    parts: dict[str, Part]


class Told(BaseModel):
    """What the house that is restored knows, for the one that comes in its place: `erased` are marks of people."""

    home: str
    erased: list[UUID]
    file: str
    size: int
    made_at: datetime


def may_lie_in_one(name: str) -> bool:
    """The database, the key, and files below their folder; nothing that leads elsewhere."""
    path = PurePosixPath(name)
    if name in (DATABASE, KEY):
        return True
    return str(path) == name and path.parts[:1] == (FILES,) and len(path.parts) > 1 and ".." not in path.parts


BEFORE_UPDATE = "before-update-"
KEPT_OF_THOSE = 3
YOUNG = timedelta(days=7)


def room_to_update(kept: int) -> int:
    """
    Bytes, for as many that are kept: the backup and the copy on which the update is tried; beside them, a database
    that writes its largest table anew, and what of it is not yet in its place (R13).
    """
    return 4 * kept


def is_old(made_at: datetime, at: datetime) -> bool:
    """Whether a week was written down since."""
    return at - made_at > YOUNG


def is_by_key(file: PurePath, backups: PurePath) -> bool:
    """Whether it was made before an update: locked with the key of the house, as nobody was there to ask."""
    return file.parent == backups and file.name.startswith(BEFORE_UPDATE)


def name_of(made_at: datetime, begins: str = "bothways-") -> str:
    """What a backup is called where nobody says how."""
    return f"{begins}{made_at:%Y%m%d-%H%M%S}.age"
