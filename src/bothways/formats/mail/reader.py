"""Reads a message's header: who, to whom, when, about what, and whether a person wrote it to people."""

import hashlib
from datetime import datetime

from fast_mail_parser import ParseError, PyAddress, PyMailMetadata, parse_email

from bothways.formats.addresses import normalised
from bothways.formats.language import gettext as _
from bothways.formats.mail.automatic import automatic
from bothways.formats.mail.dates import arrived, believed
from bothways.formats.mail.fields import Fields, fields
from bothways.formats.mail.mailboxes import LONGEST_NAME, MOST, mailboxes
from bothways.formats.mail.message import Mailbox, Message
from bothways.formats.mail.words import decoded_words
from bothways.formats.text import decoded, one_line
from bothways.formats.troubles import NotUnderstood

LONGEST_SUBJECT = 500
LONGEST_ID = 250

_SAYS_SOMETHING = (b"from", b"to", b"cc", b"date", b"subject", b"message-id")
_DELIVERED = (b"delivered-to", b"x-delivered-to", b"x-original-to", b"envelope-to")


def read_message(header: bytes, at: str, now: datetime) -> Message | NotUnderstood:
    """`at` names the message in a report, such as `message 12`; a date after `now` is not believed."""
    found = fields(header)
    if not any(name in found for name in _SAYS_SOMETHING):
        return NotUnderstood(at, _("It says neither who wrote it nor when, so it was left out."))
    parsed = _parsed(found)
    authors = _mailboxes(parsed.bcc if parsed else [], found.get(b"from", b""))
    to = _mailboxes(parsed.to if parsed else [], found.get(b"to", b""))
    recipients = to + _mailboxes(parsed.cc if parsed else [], found.get(b"cc", b""))
    sent_at, trouble = _sent(parsed, found, now)
    return Message(
        message_id=_message_id(found),
        sent_at=sent_at,
        authors=authors,
        recipients=recipients[:MOST],
        delivered_to=_delivered(found),
        subject=_subject(found),
        automatic=automatic(found, authors[0].address if authors else ""),
        troubles=tuple(
            filter(
                None,
                (
                    trouble,
                    "" if authors else _("It does not say who wrote it."),
                    _too_many() if len(recipients) > MOST else "",
                ),
            )
        ),
    )


def _too_many() -> str:
    return _("It went to more than {most} addresses. The first {most} were read.").format(most=MOST)


def _parsed(found: Fields) -> PyMailMetadata | None:
    """What the quick parser makes of the fields it is good at. It gives one address of From, so it gets it as Bcc."""
    lines = (
        name + b": " + found[field]
        for name, field in ((b"Bcc", b"from"), (b"To", b"to"), (b"Cc", b"cc"), (b"Date", b"date"))
        if found.get(field)
    )
    try:
        return parse_email(b"\n".join(lines) + b"\n\n", mode="metadata")
    except ParseError:
        return None


def _sent(parsed: PyMailMetadata | None, found: Fields, now: datetime) -> tuple[datetime | None, str]:
    if date := decoded(found.get(b"date", b"")):
        return believed(_date(parsed), date, now)
    return arrived(decoded(found.get(b"received", b"")), now)


def _date(parsed: PyMailMetadata | None) -> datetime | None:
    try:
        return parsed.date_parsed if parsed else None
    except (ValueError, OverflowError):  # a year that Python has no date for
        return None


def _mailboxes(parsed: list[PyAddress], raw: bytes) -> tuple[Mailbox, ...]:
    """One address out of the grammar empties the parser's list, and it drops (comments): then our own hand reads."""
    if not raw:
        return ()
    if parsed and b"(" not in raw:
        quick = tuple(_mailbox(one) for one in parsed[: MOST + 1])
        if all(one.address for one in quick):
            return quick
    return mailboxes(decoded(raw))


def _mailbox(one: PyAddress) -> Mailbox:
    name = one.display_name or ""
    return Mailbox(normalised(one.address), one_line(decoded_words(name).strip("'"), LONGEST_NAME) if name else "")


def _delivered(found: Fields) -> tuple[str, ...]:
    values = (decoded(found[name]) for name in _DELIVERED if name in found)
    every = (one.address for value in values for one in mailboxes(value))
    return tuple(dict.fromkeys(every))


def _subject(found: Fields) -> str:
    return one_line(decoded_words(decoded(found.get(b"subject", b""))), LONGEST_SUBJECT)


def _message_id(found: Fields) -> str:
    """As written; where there is none, made of what the header says, so that the same file again changes nothing."""
    raw = found.get(b"message-id", b"")
    written = one_line(decoded(raw).strip("<> "), LONGEST_ID + 1)
    if 0 < len(written) <= LONGEST_ID:
        return written
    # too long to keep: two that begin alike are two
    return _made(raw if written else b"\n".join(found.get(name, b"") for name in _SAYS_SOMETHING))


def _made(what: bytes) -> str:
    return f"made-{hashlib.sha256(what).hexdigest()[:32]}"
