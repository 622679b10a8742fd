"""Makes small address books and mail archives to bring in. Everybody in them is invented."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bothways.accounts.models import Member
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.actions.bringing import bring_in
from bothways.exchange.models import Import

FIRST_LETTER = datetime(2009, 3, 2, 9, 30, tzinfo=UTC)


def card(name: str, *emails: str, uid: str = "", **fields: str) -> str:
    """One card; further fields by their vCard name, `_` for `-`: `ORG="Mercy"`."""
    said = [f"EMAIL:{email}" for email in emails]
    said += [f"{field.replace('_', '-')}:{text}" for field, text in fields.items()]
    said += [f"UID:{uid}"] if uid else []
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", *said, "END:VCARD", ""])


def letter(
    sender: str, *to: str, at: datetime = FIRST_LETTER, message_id: str = "", subject: str = "A letter", **fields: str
) -> str:
    """One message of an mbox; further fields by their name, `_` for `-`."""
    head = [
        f"From {sender.rpartition('<')[2].rstrip('>')} {at:%a %b %d %H:%M:%S %Y}",
        f"From: {sender}",
        f"To: {', '.join(to)}",
        f"Date: {format_datetime(at)}",
        f"Subject: {subject}",
        *([f"Message-ID: <{message_id}>"] if message_id else []),
        *(f"{field.replace('_', '-')}: {text}" for field, text in fields.items()),
    ]
    return "\n".join([*head, "", "The text, which nobody keeps.", "", ""])


def archive(
    me: str, friends: Sequence[str], letters: int, *, every: timedelta = timedelta(hours=13), other_mail: bool = True
) -> str:
    """Letters to and fro with each friend in turn; of ten messages one is of a list, and one of a machine."""
    messages = []
    for number in range(letters):
        at = FIRST_LETTER + every * number
        friend = friends[number % len(friends)]
        kind, key = number % 10 if other_mail else 0, f"n{number}@x.example"
        if kind == 8:
            message = letter("shop@news.example", me, at=at, message_id=key, List_Unsubscribe="<mailto:x@y.z>")
        elif kind == 9:
            message = letter(friend, "club@lists.example", at=at, message_id=key, List_Id="club.lists.example")
        elif number % 2:
            message = letter(me, friend, at=at, message_id=key)
        else:
            message = letter(friend, me, at=at, message_id=key, Delivered_To=me)
        messages.append(message)
    return "".join(messages)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


def brought(member: Member, *paths: Path, at: datetime) -> Import:
    """Brings files in from beginning to end, as the command line does."""
    import_ = begin(member, [Source(path, path.name) for path in paths], at=at)
    while bring_in(import_.pk, at=at):
        pass
    import_.refresh_from_db()
    return import_


def send(client: Client, *texts: str, name: str = "my people.vcf") -> Any:
    """Brings these in by the page."""
    sent = [SimpleUploadedFile(name, text.encode()) for text in texts]
    return client.post("/bring-in/files/", {"files": sent})
