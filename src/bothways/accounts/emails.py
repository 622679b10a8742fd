"""Messages to the member: by which a mail server is tried, and which say that how they come in has changed."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from bothways.accounts.models import Member
from bothways.formats.days import exactly, spoken
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.formats.mail.written import Mailbox, Sent, written
from bothways.ground.clock import there

_WORDS = (
    marked("This message came by the mail server that you have just named. It takes your letters."),
    marked("Nobody else got anything. Letters go out when you send one, and never by themselves."),
)


def to_oneself(member: Member, address: str, *, unique: str, at: datetime) -> bytes:
    me, sent = Mailbox(member.name, address), Sent(message_id(unique, address), there(member.timezone, at))
    text = "\n\n".join(map(_, _WORDS)) + "\n"
    return written(me, me, subject=_("Your letters can go out from Bothways"), text=text, sent=sent)


def of_a_change(
    member: Member, address: str, *, unique: str, subject: str, says: str, to_do: str, at: datetime
) -> bytes:
    """No link stands in it: whoever gets a mail like this one from somebody else is led nowhere."""
    here = there(member.timezone, at)
    when = _("It was on {day}, at {time}.").format(day=spoken(exactly(here.date())), time=f"{here:%H:%M}")
    text = f"{says} {when}\n\n{to_do}\n"
    sent = Sent(message_id(unique, address), here, by_itself=True)
    to = Mailbox(member.name, member.email)
    return written(Mailbox("Bothways", address), to, subject=subject, text=text, sent=sent)


def always_the_same(member: Member, what: str, at: datetime) -> str:
    """What makes a message unique, by what it is about and since when: handed over twice it is one message."""
    return salted_hmac("notice", f"{member.pk} {what} {at.isoformat()}", algorithm="sha256").hexdigest()[:32]


def message_id(unique: str, address: str) -> str:
    """Of the domain of whoever writes; nothing in it tells of this computer."""
    return f"<{unique}@{address.rpartition('@')[2].strip('[]').replace(':', '.')}>"
