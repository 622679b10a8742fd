"""A message to oneself, by which a mail server is tried."""

from datetime import datetime
from uuid import uuid4

from bothways.accounts.models import Member
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.formats.mail.written import Mailbox, Sent, written
from bothways.ground.clock import there

_WORDS = (
    marked("This message came by the mail server that you have just named. It takes your letters."),
    marked("Nobody else got anything. Letters go out when you send one, and never by themselves."),
)


def to_oneself(member: Member, address: str, at: datetime) -> bytes:
    me, sent = Mailbox(member.name, address), Sent(message_id(uuid4().hex, address), there(member.timezone, at))
    text = "\n\n".join(map(_, _WORDS)) + "\n"
    return written(me, me, subject=_("Your letters can go out from Bothways"), text=text, sent=sent)


def message_id(unique: str, address: str) -> str:
    """Of the domain of whoever writes; nothing in it tells of this computer."""
    return f"<{unique}@{address.rpartition('@')[2].strip('[]').replace(':', '.')}>"
