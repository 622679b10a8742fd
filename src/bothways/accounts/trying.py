"""
Writes: a member's own mail server is tried with a real message to themselves, and used once that was taken.

A worker does it, because a server that says nothing holds up whoever waits for it; a page waits for nobody.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from bothways.accounts import emails
from bothways.accounts.alarms import Change, tell
from bothways.accounts.models import FormerServer, MailServer, Member, NamedServer, TriedServer
from bothways.accounts.queries import password_of, server_of
from bothways.formats.language import gettext as _
from bothways.formats.language import speaking
from bothways.ground.clock import now
from bothways.ground.environment import environment
from bothways.ground.later import later, task
from bothways.ground.mail import NotTaken, Refused, hand_over
from bothways.ground.refusals import Refusal
from bothways.ground.sealing import seal

TRIED_FOR = 15.0  # seconds: letters of others wait for the same worker


class LeavesNothing(Refusal):
    status = 422


@transaction.atomic
def begin(
    member: Member, *, address: str, host: str, port: int, secured: str, user: str, password: str, at: datetime
) -> None:
    """What is in use stays in use until this one has worked. Of two that were named the later one is tried."""
    if environment().demo:
        raise LeavesNothing(_("This is an example life, and nothing leaves it. Start your own to send letters."))
    sealed = seal(password, whose=member.pk) if password else ""
    named = {"address": address, "host": host, "port": port, "secured": secured, "user": user, "sealed": sealed}
    TriedServer.objects.update_or_create(member=member, defaults={**named, "asked_at": at, "says": ""})
    later(try_later, str(member.pk))


@task()
def try_later(member_id: str) -> None:
    try_now(UUID(member_id), at=now())


def give_up_all() -> None:
    """After a restore: whether a message was taken meanwhile nobody knows, and nobody sends another unasked."""
    says = _("This Bothways was brought back from a backup before the answer came. Try it once more.")
    TriedServer.objects.filter(says="").update(says=says, sealed="")


def try_now(member_id: UUID, *, at: datetime) -> None:
    """Can be killed at any moment and run twice: it is the same message then, by its Message-ID."""
    tried = TriedServer.objects.filter(member=member_id, says="").select_related("member").first()
    if tried is None:
        return
    server = server_of(tried.host, tried.port, tried.secured, tried.user, password_of(tried))
    with speaking(tried.member.language):
        unique = emails.always_the_same(tried.member, "tried", tried.asked_at)
        message = emails.to_oneself(tried.member, tried.address, unique=unique, at=at)
        try:
            hand_over(replace(server, within=TRIED_FOR), sender=tried.address, to=tried.address, message=message)
        except NotTaken as problem:
            refused = _("The mail server did not take the message to yourself.") if isinstance(problem, Refused) else ""
            _as_asked(tried).update(says=f"{refused} {problem.says}".strip(), sealed="")
        else:
            _use(tried, at)


@transaction.atomic
def _use(tried: TriedServer, at: datetime) -> None:
    if _as_asked(tried).delete()[0]:
        before, named = MailServer.objects.filter(member=tried.member).first(), _as_named(tried)
        if before is None or _leads_elsewhere(before, tried):
            _tell_by_the_one_before(tried.member, before)
        MailServer.objects.update_or_create(member=tried.member, defaults={**named, "tested_at": at})


def _as_named(one: NamedServer) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("address", "host", "port", "secured", "user", "sealed")}


def _leads_elsewhere(before: MailServer, now: TriedServer) -> bool:
    return any(getattr(before, name) != getattr(now, name) for name in ("address", "host", "port", "user"))


def _tell_by_the_one_before(member: Member, before: MailServer | None) -> None:
    """Whoever names a server of theirs at somebody else's open page would else also get what tells of it."""
    if before:
        FormerServer.objects.get_or_create(member=member, defaults=_as_named(before))
    tell(member, Change.MAIL)


def _as_asked(tried: TriedServer) -> QuerySet[TriedServer]:
    """Nothing where another was named meanwhile, or it was forgotten."""
    return TriedServer.objects.filter(member=tried.member_id, asked_at=tried.asked_at, says="")


@transaction.atomic
def forget(member: Member) -> None:
    if before := MailServer.objects.filter(member=member).first():
        _tell_by_the_one_before(member, before)
    for model in (MailServer, TriedServer):
        model.objects.filter(member=member).delete()
