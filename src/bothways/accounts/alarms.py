"""
Tells a member by mail that how they come in, or how letters leave, has changed: a stranger's hand is seen (quality, row
53, S27).
"""

import logging
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bothways.accounts import emails
from bothways.accounts.models import FormerServer, Member
from bothways.accounts.queries import Sender, sender, sender_until_then
from bothways.accounts.rules import told_again_in
from bothways.formats.language import gettext as _
from bothways.formats.language import marked, speaking
from bothways.ground.clock import now
from bothways.ground.later import TaskContext, call_off, later, next_job, task
from bothways.ground.mail import NotNow, NotTaken, hand_over

logger = logging.getLogger(__name__)


class Change(StrEnum):
    PASSWORD = "password"  # noqa: S105 - what changed
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_GONE = "passkey_gone"
    CODES_ON = "codes_on"
    CODES_OFF = "codes_off"
    RECOVERY = "recovery"
    PASSKEY_COPIED = "passkey_copied"
    TOKEN_MADE = "token_made"  # noqa: S105 - what changed
    MAIL = "mail"
    PASSWORD_KNOWN = "password_known"  # noqa: S105 - to whom else


_SAYS = {
    Change.PASSWORD: marked("A new password was chosen. Whoever was signed in by the old one no longer is."),
    Change.PASSKEY_ADDED: marked("A passkey was added. Whoever has it can sign in as you."),
    Change.PASSKEY_GONE: marked("A passkey was taken away. It opens nothing here any more."),
    Change.CODES_ON: marked("From now on a code of your app is asked for, beside your password."),
    Change.CODES_OFF: marked("No code is asked for any more: your password alone is enough."),
    Change.RECOVERY: marked("New recovery codes were drawn. The old ones open nothing any more."),
    Change.PASSKEY_COPIED: marked(
        "One of your passkeys was shown, and refused: it had been used somewhere else since, so there may be a copy of "
        "it."
    ),
    Change.TOKEN_MADE: marked(
        "A token for a program was made. Whoever has it can read what you keep here, and change it where the token "
        "allows that."
    ),
    Change.MAIL: marked(
        "From now on your letters, and messages such as this one, leave by another mail server than this one, or by "
        "none."
    ),
    Change.PASSWORD_KNOWN: marked(
        "Somebody knows your password: it was given, and ten wrong codes after it. Nobody came in by that."
    ),
}
_HAS_CHANGED = marked("How you sign in has changed")
_SUBJECT = {
    Change.PASSKEY_COPIED: marked("There may be a copy of your passkey"),
    Change.TOKEN_MADE: marked("A program can come in for you"),
    Change.MAIL: marked("How your letters leave has changed"),
    Change.PASSWORD_KNOWN: marked("Somebody knows your password"),
}
_IF_NOT_YOU = marked(
    "If that was you, there is nothing to do. If not: sign in, open “How you sign in” in the settings, end the other "
    "sessions, take away what is not yours and choose a new password. Whoever runs this Bothways can help you in."
)
_TO_DO = {
    Change.PASSKEY_COPIED: marked(
        "Sign in with your password, open “How you sign in” in the settings, take away the passkey beside which that "
        "stands, add a new one and end the other sessions. Whoever runs this Bothways can help you in."
    ),
    Change.TOKEN_MADE: marked(
        "If that was you, there is nothing to do. If not: sign in, open “Programs” in the settings and end that token. "
        "Then open “How you sign in”, end the other sessions and choose a new password."
    ),
    Change.MAIL: marked(
        "If that was you, there is nothing to do. If not: sign in, open “Your mail server” in the settings and name "
        "your own. Then open “How you sign in”, end the other sessions and choose a new password."
    ),
    Change.PASSWORD_KNOWN: marked(
        "If that was you, there is nothing to do. If not: sign in in a browser by which you came in before, open “How "
        "you sign in” in the settings and choose a new password. Whoever runs this Bothways can help you in."
    ),
}


def tell(member: Member, change: Change) -> None:
    """Where there is a mail server; the page on which it was done says it in any case."""
    if _way(member, change):
        later(tell_of_it, str(member.pk), change, now().isoformat())


@task(takes_context=True)
def tell_of_it(context: TaskContext, member_id: str, change: str, at: str, tried: str = "0") -> None:
    """Tried for an hour, as a server may be busy: a day later it would frighten more than it helps."""
    try:
        tell_now(UUID(member_id), Change(change), datetime.fromisoformat(at))
    except NotTaken as problem:
        again = told_again_in(int(tried)) if isinstance(problem, NotNow) else None
        if again is not None:
            following = str(int(tried) + 1)
            next_job(tell_of_it, member_id, change, at, following, behind=context, after=now() + again)
            return
        logger.warning("A member could not be told by mail that how they come in has changed.")
    if change == Change.MAIL:
        FormerServer.objects.filter(member=UUID(member_id)).delete()


def call_off_all() -> None:
    """After a restore: what waited to be told when the backup was made was told then, or is no longer so."""
    call_off(tell_of_it)
    FormerServer.objects.all().delete()


def tell_now(member_id: UUID, change: Change, at: datetime) -> None:
    """Can be killed at any moment and run twice: it is the same message then, by its Message-ID."""
    member = Member.objects.filter(pk=member_id).first()
    way = _way(member, change) if member else None
    if member is None or way is None:
        return
    with speaking(member.language):
        message = _written(member, way.address, change, at)
        hand_over(way.server, sender=way.address, to=member.email, message=message)


def _way(member: Member, change: Change) -> Sender | None:
    return sender_until_then(member) if change == Change.MAIL else sender(member)


def _written(member: Member, address: str, change: Change, at: datetime) -> bytes:
    subject = _(_SUBJECT.get(change, _HAS_CHANGED))
    says, to_do = _(_SAYS[change]), _(_TO_DO.get(change, _IF_NOT_YOU))
    unique = emails.always_the_same(member, change, at)
    return emails.of_a_change(member, address, unique=unique, subject=subject, says=says, to_do=to_do, at=at)
