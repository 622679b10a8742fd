"""Reads a message's header: who, to whom, when, about what, and whether a person wrote it to people."""

from datetime import date

from bothways.formats.mail.message import Message
from bothways.formats.troubles import NotUnderstood


def read_message(header: bytes, at: str, today: date) -> Message | NotUnderstood:
    """`at` names the message in a report, such as `message 12`; a date after `today` is not believed."""
    return NotUnderstood(at, "")
