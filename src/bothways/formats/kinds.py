"""Says what a file is by its content, never by its name."""

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    CARDS = "vcard"
    MAILBOX = "mbox"


@dataclass(frozen=True, slots=True)
class Unknown:
    """`why` is a sentence for a person: what the file seems to be, and what to do."""

    why: str


def kind_of(head: bytes) -> FileKind | Unknown:
    """The kind of the file that begins with `head`; the first `HEAD` bytes are enough."""
    return Unknown("")


HEAD = 65_536
