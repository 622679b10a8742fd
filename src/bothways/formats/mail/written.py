"""A message of one person to one person, as bytes: whatever stands in a name or a subject, it is no further header."""

from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, unquote
from typing import Any

from bothways.formats.text import one_line

LONGEST_SUBJECT = 200
LONGEST_NAME = 100  # in a header, whose line may have at most 998 signs, encoded (RFC 5322, 2.1.1)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, and a normalised address or none."""

    name: str
    address: str

    def as_header(self) -> Address:
        local, _, domain = self.address.rpartition("@")
        name = one_line(self.name, LONGEST_NAME).replace("=?", "= ?")  # else read as a code of other signs (RFC 2047)
        return Address(display_name=name, username=unquote(local), domain=domain)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a message has that leaves, and a draft has not."""

    message_id: str
    at: datetime
    by_itself: bool = False  # nobody wrote it, so nobody's absence is told to anybody (RFC 3834, 5)


class _Lines(EmailPolicy):
    """
    Lines end as the wire wants them, and headers are folded where the library does it right: in the subject.

    Where it wraps a long name it drops its quotes, and what stands behind a comma becomes a recipient.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """A subject is words, and no code of words, whatever it looks like."""
        return (name, value) if name == "Subject" else super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name != "Subject":
            return bytes(super().fold_binary(name, value))
        is_plain = value.isascii() and "=?" not in value
        folded = value if is_plain else Header(value, "utf-8", header_name=name).encode(linesep="\r\n")
        return f"{name}: {folded}\r\n".encode("ascii")


_LINES = _Lines(linesep="\r\n", max_line_length=0)


def written(
    sender: Mailbox, to: Mailbox, *, subject: str, text: str, html: str = "", sent: Sent | None = None
) -> bytes:
    """
    The message, and nothing that was not asked for: no footer, no list headers, nothing that tells who reads it.

    Without `sent` it is a draft, which mail programs open as a new mail.
    """
    policy = _LINES.clone(utf8=not (to.address + sender.address).isascii())
    mail = EmailMessage(policy=policy)
    mail["From"] = sender.as_header()
    if to.address:
        mail["To"] = to.as_header()
    mail["Subject"] = one_line(subject, LONGEST_SUBJECT)
    if sent:
        mail["Reply-To"] = sender.as_header()
        mail["Date"] = format_datetime(sent.at)
        mail["Message-ID"] = sent.message_id
        if sent.by_itself:
            mail["Auto-Submitted"] = "auto-generated"
    else:
        mail["X-Unsent"] = "1"  # Outlook opens it as a draft of one's own
    mail.policy = policy.clone(max_line_length=78)  # by which it is decided how the words are packed
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail.as_bytes(policy=policy)
