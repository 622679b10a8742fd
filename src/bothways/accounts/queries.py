"""Who is here, how they come in, and where their letters go out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from bothways.accounts.models import FormerServer, MailServer, Member, TriedServer, as_kept
from bothways.accounts.rules import device
from bothways.formats.addresses import normalised
from bothways.formats.days import Day, exactly
from bothways.formats.language import gettext as _
from bothways.formats.text import seen
from bothways.ground.clock import there, within
from bothways.ground.environment import environment
from bothways.ground.mail import Server
from bothways.ground.refusals import NotHere, Refusal
from bothways.ground.sealing import Locked, unseal

Kept = TypeVar("Kept", Authenticator, UserSession)


class NoSuchMember(Refusal):
    status = 404


def anyone() -> bool:
    """Whether this Bothways has its first member already; sign-up is open until then (decision 31)."""
    return Member.objects.exists()


def member_by_email(email: str) -> Member:
    found = Member.objects.filter(email=as_kept(seen(email))).first()
    if found is None:
        message = f"Nobody here signs in as {email}. `bothways member add {email}` adds them."
        raise NoSuchMember(message)
    return found


def own_addresses(member: Member) -> list[str]:
    return list(member.own_addresses.order_by("address").values_list("address", flat=True))


def invited(member_id: UUID, token: str) -> Member:
    """The member whom a welcome link was made for; a used, old or altered link is nobody's."""
    found = Member.objects.filter(pk=member_id).first()
    if found is None or not default_token_generator.check_token(found, token):
        raise used_link()
    return found


def used_link() -> NotHere:
    return NotHere(_("This link was used already or is too old. Whoever runs this Bothways can make a new one."))


def passkeys(member: Member) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=member, type=Authenticator.Type.WEBAUTHN)
    return found.order_by("pk")


def asks_for_codes(member: Member) -> bool:
    return bool(Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).exists())


def recovery_codes(member: Member) -> list[str] | None:
    """Those that were not used yet; None where they were sealed with another key."""
    kept = Authenticator.objects.filter(user=member, type=Authenticator.Type.RECOVERY_CODES).first()
    try:
        return RecoveryCodes(kept).get_unused_codes() if kept else []
    except Locked:
        return None


def recovery_set(member: Member) -> str:
    """Which ones they are: those that are drawn anew are another set. Nothing where there are none."""
    kept = Authenticator.objects.filter(user=member, type=Authenticator.Type.RECOVERY_CODES).first()
    return mark_of(kept) if kept else ""


def mark_of(row: Authenticator | UserSession) -> str:
    """By which a page names it: its number counts what all members have, and how often they come in."""
    return salted_hmac(type(row).__name__, str(row.pk)).hexdigest()[:16]


def marked_so(rows: "QuerySet[Kept]", mark: str) -> Kept:
    """The one of a member's few, or NotHere."""
    found = next((one for one in rows if mark_of(one) == mark), None)
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True)
class SignedIn:
    """One browser in which a member is signed in."""

    id: str
    device: str
    on: Day
    is_this: bool


def signed_in(member: Member, here: str, *, now: datetime) -> list[SignedIn]:
    """`here`: the key of the session that asks."""
    going_on = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user=member, session_key__in=going_on).order_by("-created_at")
    return [
        SignedIn(mark_of(one), device(one.user_agent), _day(member, one.created_at), one.session_key == here)
        for one in rows
    ]


@dataclass(frozen=True)
class Passkey:
    id: str
    name: str
    made_on: Day
    used_on: Day | None
    is_copied: bool


def passkeys_in_words(member: Member) -> list[Passkey]:
    return [
        Passkey(
            mark_of(one), one.data["name"], _day(member, one.created_at),
            _day(member, one.last_used_at) if one.last_used_at else None, bool(one.data.get("copied")),
        )
        for one in passkeys(member)
    ]  # fmt: skip


def _day(member: Member, at: datetime) -> Day:
    return exactly(there(member.timezone, at).date())


@dataclass(frozen=True)
class Sender:
    """By which server the letters of a member go out, and from which address of theirs."""

    server: Server
    address: str
    is_own: bool


def sender(member: Member) -> Sender | None:
    """The member's own server, else that of whoever runs this Bothways; none in an example life."""
    if environment().demo:
        return None
    own = own_server(member)
    return _by(own) if own else _by_the_house(member)


def sender_until_then(member: Member) -> Sender | None:
    """By which a member is told that their letters leave by another server: never by that one."""
    if environment().demo:
        return None
    own = FormerServer.objects.filter(member=member).first()
    return _by(own) if own else _by_the_house(member)


def _by(own: MailServer | FormerServer) -> Sender:
    server = server_of(own.host, own.port, own.secured, own.user, password_of(own))
    return Sender(server, own.address, is_own=True)


def _by_the_house(member: Member) -> Sender | None:
    here = environment()
    if not here.smtp_host or not normalised(member.email):
        return None
    server = Server(here.smtp_host, here.smtp_port, here.smtp_tls, here.smtp_user, here.smtp_password)
    return Sender(server, normalised(member.email), is_own=False)


def server_of(host: str, port: int, secured: str, user: str, password: str | None) -> Server:
    """One that a member named: where others use this Bothways too, it lies outside of its own network."""
    return Server(host, port, secured, user, password, far_only=bool(environment().public_address))


def own_server(member: Member) -> MailServer | None:
    """Asked of the member, who may have it at hand already."""
    found: MailServer | None = getattr(member, "mail_server", None)
    return found


def tried_server(member: Member, *, within_last: timedelta, at: datetime) -> TriedServer | None:
    """The one that is being tried, or that was asked for lately and did not work."""
    return TriedServer.objects.filter(Q(says="") | within("asked_at", within_last, at), member=member).first()


def password_of(own: MailServer | FormerServer | TriedServer) -> str | None:
    """None where it was sealed with another key."""
    try:
        return unseal(own.sealed, whose=own.member_id) if own.sealed else ""
    except Locked:
        return None


def addresses_to_write_from(member: Member) -> list[str]:
    """The address they sign in with first."""
    first = normalised(member.email)
    return [one for one in dict.fromkeys([first, *own_addresses(member)]) if one]
