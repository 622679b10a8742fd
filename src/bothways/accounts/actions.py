"""Writes: join, choose a password, say which addresses are one's own and where letters go out."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.urls import reverse

from bothways.accounts import emails
from bothways.accounts.models import MailServer, Member, OwnAddress, as_kept
from bothways.accounts.queries import anyone, server_of
from bothways.accounts.rules import is_long_away
from bothways.ground.environment import environment
from bothways.ground.mail import NotTaken, hand_over
from bothways.ground.records import change_as_typed
from bothways.ground.refusals import Refusal
from bothways.ground.sealing import seal


class SignUpClosed(Refusal):
    status = 403


class AlreadyMember(Refusal):
    status = 409


class DidNotWork(Refusal):
    status = 422


def join_first(*, email: str, name: str, password: str, timezone: str) -> Member:
    """The first member of this Bothways; whoever comes second is refused, even at the same moment."""
    says = "Somebody lives here already. Whoever runs this Bothways can add you with `bothways member add`."
    if anyone():
        raise SignUpClosed(says)
    try:
        with transaction.atomic():
            return _join(email=email, name=name, password=password, timezone=timezone, came_first=True)
    except IntegrityError as problem:
        raise SignUpClosed(says) from problem


def add_member(*, email: str, name: str, timezone: str = "UTC") -> Member:
    """A member without a password: a welcome link lets them choose one."""
    try:
        with transaction.atomic():
            return _join(email=email, name=name or email.split("@", maxsplit=1)[0], password=None, timezone=timezone)
    except IntegrityError as problem:
        says = f"{email} signs in here already."
        raise AlreadyMember(says) from problem


def _join(*, email: str, name: str, password: str | None, timezone: str, came_first: bool = False) -> Member:
    member = Member.objects.create_user(email, password, name=name, timezone=timezone, came_first=came_first)
    claim(member, [member.email])
    return member


def welcome_link(member: Member) -> str:
    """The path of a page where the member chooses a password; it works once."""
    return reverse("accounts:welcome", args=[member.pk, default_token_generator.make_token(member)])


def choose_password(member: Member, password: str) -> None:
    member.set_password(password)
    member.save(update_fields=["password"])


def claim(member: Member, addresses: Iterable[str]) -> None:
    """These mail addresses are the member's own (decision 11)."""
    OwnAddress.objects.bulk_create(
        [OwnAddress(member=member, address=as_kept(one)) for one in addresses], ignore_conflicts=True
    )


def mark_welcomed(member: Member, *, at: datetime) -> None:
    Member.objects.filter(pk=member.pk, welcomed_at=None).update(welcomed_at=at)


def mark_acted(member: Member, *, today: date) -> None:
    """Once a day, by the first thing that is done."""
    if member.acted_on == today:
        return
    said: dict[str, date] = {"acted_on": today}
    if is_long_away(member.acted_on, today):
        said["back_on"] = today
    Member.objects.filter(pk=member.pk).update(**said)


def change_self(member: Member, *, version: int, **values: Any) -> None:
    change_as_typed(member, version=version, **values)


def use_mail_server(
    member: Member, *, address: str, host: str, port: int, secured: str, user: str, password: str, at: datetime
) -> None:
    """Tried with a real message to oneself, and kept only when that was taken; what was kept before stays till then."""
    if environment().demo:
        message = "This is an example life, and nothing leaves it. Start your own to send letters."
        raise DidNotWork(message)
    server, to_oneself = server_of(host, port, secured, user, password), emails.to_oneself(member, address, at)
    try:
        hand_over(server, sender=address, to=address, message=to_oneself)
    except NotTaken as problem:
        raise DidNotWork(problem.says) from problem
    sealed = seal(password, whose=member.pk) if password else ""
    kept = {"host": host, "port": port, "secured": secured, "user": user, "sealed": sealed, "tested_at": at}
    MailServer.objects.update_or_create(member=member, defaults={**kept, "address": address})


def forget_mail_server(member: Member) -> None:
    MailServer.objects.filter(member=member).delete()
