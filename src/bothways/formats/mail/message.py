"""A message as values: who wrote to whom, when, about what. Never its body."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Automatic(StrEnum):
    """Why a message is no direct contact (decision 11); `NO` is false, so that `if message.automatic` reads well."""

    NO = ""
    LIST = "list"
    BULK = "bulk"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address, normalised, and the name written beside it, which may be empty."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is kept of one message. `troubles` are sentences on what was missing or odd in it."""

    message_id: str  # without < and >; where the message has none, a key made of its header, the same every time
    sent_at: datetime | None  # aware, in UTC; None where there is no date or none that can be true
    authors: tuple[Mailbox, ...]  # From: nearly always one
    recipients: tuple[Mailbox, ...]  # To and Cc, the first 500
    delivered_to: tuple[str, ...]  # addresses it was delivered to: how a member's own addresses are found
    subject: str
    automatic: Automatic = Automatic.NO
    troubles: tuple[str, ...] = ()

    @property
    def sender(self) -> Mailbox | None:
        return self.authors[0] if self.authors else None
