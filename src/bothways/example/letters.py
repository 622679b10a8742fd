"""Writes one message as an mbox holds it: a postmark, a header as mail programs write it, and a short text."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.header import Header
from email.utils import format_datetime
from random import Random

_ZONES = [timezone(timedelta(hours=hours)) for hours in (-8, -5, -5, -5, -4, 0, 1, 2, 7)]
_ATTACHED = "\n".join(["QmVpZGUgUmljaHR1bmdlbiBnZWhlbiBtaXQuIEJvdGggd2F5cy4gSWRhIHkgdnVlbHRhLiBG"] * 280)


@dataclass(frozen=True, slots=True)
class Envelope:
    """`sender` and `to` are names with addresses; `sent_at` is None where the header shall have no date."""

    number: int
    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    subject: str
    sent_at: datetime | None
    more: str = ""


def written(envelope: Envelope, arrived: datetime, text: str, lot: Random) -> bytes:
    """Lines end in LF; a line of the text that begins with From is quoted (mboxrd)."""
    sender = envelope.sender[1]
    zone = lot.choice(_ZONES)
    header = [
        f"From {sender} {arrived.ctime()}",
        f"Received: from mx.example.net ([192.0.2.{envelope.number % 254 + 1}]); {format_datetime(arrived)}",
        *([envelope.more] if envelope.more else []),
        f"From: {_named(envelope.sender, lot) if not envelope.more else _plainly(envelope.sender)}",
        f"To: {_named(envelope.to[0], lot)}",
    ]
    if len(envelope.to) > 1:
        header.append("Cc: " + ",\n ".join(_named(one, lot) for one in envelope.to[1:]))
    header.append(f"Subject: {_encoded(envelope.subject)}")
    if envelope.sent_at is not None:
        header.append(f"Date: {format_datetime(envelope.sent_at.astimezone(zone))}")
    if lot.random() > 0.015:  # some old programs wrote none
        header.append(f"Message-ID: <{envelope.number:08}.{lot.getrandbits(48):012x}@{sender.partition('@')[2]}>")
    header.append("MIME-Version: 1.0")
    return ("\n".join([*header, *_body(text, lot)]) + "\n\n").encode()


def _body(text: str, lot: Random) -> list[str]:
    quoted = "\n".join(f">{line}" if line.startswith("From ") else line for line in text.split("\n"))
    plain = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", quoted]
    if lot.random() > 0.03:
        return plain
    return [
        'Content-Type: multipart/mixed; boundary="leaf"',
        "",
        "--leaf",
        *plain,
        "--leaf",
        'Content-Type: image/jpeg; name="apples.jpg"',
        "Content-Transfer-Encoding: base64",
        "",
        _ATTACHED,
        "--leaf--",
    ]


def _named(one: tuple[str, str], lot: Random) -> str:
    """One after another way in which programs write a name and an address."""
    name, address = one
    form = lot.randrange(4)
    given, _, family = name.rpartition(" ")
    if form == 0:
        return address
    return f'"{family}, {given}" <{address}>' if form == 1 and given and name.isascii() else _plainly(one)


def _plainly(one: tuple[str, str]) -> str:
    return f"{_encoded(one[0])} <{one[1]}>"


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=200).encode()
