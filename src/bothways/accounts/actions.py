"""Writes: join, come in, keep passkeys and codes, end sessions, say what is one's own."""

import struct
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from bothways.accounts import sessions
from bothways.accounts.alarms import Change, tell
from bothways.accounts.limits import are_left, count_tries, give_back
from bothways.accounts.models import Member, OwnAddress, as_kept
from bothways.accounts.queries import anyone, asks_for_codes, marked_so, passkeys, recovery_set, used_link
from bothways.accounts.rules import is_long_away, last_come, others_kept
from bothways.formats.language import gettext as _
from bothways.formats.language import language, marked
from bothways.ground.clock import there
from bothways.ground.hashing import room
from bothways.ground.records import change, change_as_typed, hold
from bothways.ground.refusals import Refusal
from bothways.ground.sealing import ANOTHER_KEY, Locked


class SignUpClosed(Refusal):
    status = 403


class AlreadyMember(Refusal):
    status = 409


def join_first(*, email: str, name: str, password: str, timezone: str) -> Member:
    """The first member of this Bothways; whoever comes second is refused, even at the same moment."""
    says = _("Somebody lives here already. Whoever runs this Bothways can add you with `bothways member add`.")
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
    values = {"name": name, "timezone": timezone, "language": language(), "came_first": came_first}
    member = Member.objects.create_user(email, password, **values)
    claim(member, [member.email])
    return member


def welcome_link(member: Member) -> str:
    """The path of a page where the member chooses a password; it works once."""
    return reverse("accounts:welcome", args=[member.pk, default_token_generator.make_token(member)])


def end_links(*, at: datetime) -> None:
    """No link that was made before chooses a password any more: each is made of when its member last came in, too."""
    Member.objects.update(last_login=at)


def settle_in(member: Member, password: str, *, timezone: str) -> None:
    """
    The password of whoever was invited, once: of several who have the link, the first. With the first password comes
    where they are, and the language that is spoken just now: until then nobody knew, unless a life of theirs came in.
    """
    before, is_first = member.password, not member.has_usable_password()
    member.set_password(password)
    with transaction.atomic():
        if not Member.objects.filter(pk=member.pk, password=before).update(password=member.password):
            raise used_link()
        if is_first and member.version == 1:
            change(member, timezone=timezone, language=language())
        _no_longer_by_the_old(member, is_new=not is_first)


def choose_password(member: Member, password: str) -> None:
    is_new = bool(member.password) and member.has_usable_password()
    member.set_password(password)
    member.save(update_fields=["password"])
    _no_longer_by_the_old(member, is_new=is_new)


def _no_longer_by_the_old(member: Member, *, is_new: bool) -> None:
    """Whoever is signed in by the old password no longer is."""
    Session.objects.filter(session_key__in=UserSession.objects.filter(user=member).values("session_key")).delete()
    UserSession.objects.filter(user=member).delete()
    if is_new:
        tell(member, Change.PASSWORD)


class NotTheKey(Refusal):
    status = 422


class NoneIs(NotTheKey):
    """What a code would be held against does not open: a try that nobody lost."""


A_STEP = 30  # seconds for which an app shows one code
_NOT_TAKEN = marked("That passkey was not taken. Load this page anew and try it once more.")
_NOT_KNOWN = marked("This passkey is not known here, or no longer. Use your password.")
_NOT_RIGHT = marked("That code is not right, or was used before. Take the one that is shown now.")
_COPIED = marked(
    "This passkey was used somewhere else since: there may be a copy of it. Sign in with your password, take it away "
    "and add a new one."
)
MOST_PASSKEYS = 20


@contextmanager
def _challenge() -> Iterator[Any]:
    """What a browser answers once: right or wrong, the question is used up. Read where it is needed: it takes time."""
    from allauth.mfa.webauthn.internal import auth  # noqa: PLC0415

    try:
        yield auth
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        ArithmeticError,
        AssertionError,
        RecursionError,
        struct.error,
        ValidationError,
    ) as problem:
        raise NotTheKey(_(_NOT_TAKEN)) from problem
    finally:
        auth.clear_state()


def ask_for_new_passkey(member: Member) -> dict[str, Any]:
    from allauth.mfa.webauthn.internal import auth  # noqa: PLC0415

    asked: dict[str, Any] = auth.begin_registration(member, passwordless=True)
    return asked


def ask_for_passkey(*, at: datetime) -> dict[str, Any]:
    """Of whoever comes: the browser offers those it has for this house. What others left behind is cleared away."""
    from allauth.mfa.webauthn.internal import auth  # noqa: PLC0415

    Session.objects.filter(expire_date__lt=at).delete()

    asked: dict[str, Any] = auth.begin_authentication()
    return asked


def keep_passkey(member: Member, *, name: str, credential: dict[str, Any]) -> None:
    with _challenge() as auth, transaction.atomic():
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
        hold(member)
        if len(passkeys(member)) >= MOST_PASSKEYS:
            says = _("{most} passkeys are the most. Take one away first.")
            raise NotTheKey(says.format(most=MOST_PASSKEYS))
        auth.WebAuthn.add(member, name, credential)
        tell(member, Change.PASSKEY_ADDED)


def whose_passkey(credential: dict[str, Any], *, at: datetime) -> Member:
    """
    The member who came with it; refused if it is for another house, was shown before, or was taken away.

    One that counts how often it is used never counts back: where it does, there are two of it (WebAuthn 2, 6.1.1).
    """
    from fido2.webauthn import AuthenticationResponse  # noqa: PLC0415

    with _challenge() as auth, transaction.atomic():
        member = _who_keeps(credential, auth)
        shown = auth.complete_authentication(member, credential)
        passkey = Authenticator.objects.select_for_update(no_key=True).get(pk=shown.pk)
        used = AuthenticationResponse.from_dict(credential).response.authenticator_data.counter
        before = int(passkey.data.get("used", 0))
        if used > before or not (used or before):
            passkey.data["used"], passkey.last_used_at = used, at
            passkey.save(update_fields=["data", "last_used_at"])
            return member
        _mark_copied(member, passkey)
    raise NotTheKey(_(_COPIED))


def _who_keeps(credential: dict[str, Any], auth: Any) -> Member:
    """The member whose passkeys have this one among them: of one that was taken away, no other try will be taken."""
    from fido2.utils import websafe_decode  # noqa: PLC0415

    if not credential:
        raise NotTheKey(_(_NOT_TAKEN))
    try:
        member: Member = auth.extract_user_from_response(credential)
    except ValidationError as problem:
        raise NotTheKey(_(_NOT_KNOWN)) from problem
    if auth.get_authenticator_by_credential_id(member, websafe_decode(credential["rawId"])) is None:
        raise NotTheKey(_(_NOT_KNOWN))
    return member


def _mark_copied(member: Member, passkey: Authenticator) -> None:
    """Told once, to the member: what the page says is read by whoever holds the copy."""
    if not passkey.data.get("copied"):
        passkey.data["copied"] = True
        passkey.save(update_fields=["data"])
        tell(member, Change.PASSKEY_COPIED)


@transaction.atomic
def rename_passkey(member: Member, mark: str, name: str) -> None:
    passkey = marked_so(passkeys(member).select_for_update(no_key=True), mark)
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])


def take_away_passkey(member: Member, mark: str) -> None:
    marked_so(passkeys(member), mark).delete()
    tell(member, Change.PASSKEY_GONE)


@transaction.atomic
def turn_on_codes(member: Member, secret: str, code: str, *, at: datetime) -> None:
    """
    The app is known once it showed a right code; with it come codes for the day on which it is lost.

    Where the same one is known already, as after a double click, it was done.
    """
    hold(member)
    step = _step_of(secret, code, used=[], at=at)
    if step is None:
        raise NotTheKey(_(_NOT_RIGHT))
    if _is_known(member, secret):
        return
    Authenticator.objects.filter(user=member).exclude(type=Authenticator.Type.WEBAUTHN).delete()
    app = totp.TOTP.activate(member, secret).instance
    app.data["step"] = step
    app.save(update_fields=["data"])
    RecoveryCodes.activate(member)
    tell(member, Change.CODES_ON)


def _is_known(member: Member, secret: str) -> bool:
    app = Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).first()
    with suppress(Locked):
        return app is not None and totp.decrypt(app.data["secret"]) == secret
    return False


@transaction.atomic
def turn_off_codes(member: Member) -> None:
    hold(member)
    if Authenticator.objects.filter(user=member).exclude(type=Authenticator.Type.WEBAUTHN).delete()[0]:
        tell(member, Change.CODES_OFF)


@transaction.atomic
def draw_new_recovery_codes(member: Member, old: str) -> bool:
    """
    In the place of the old ones, once. Whether there are any: only where a code is asked for.

    Where others are in their place already, as after a double click, those stay: a page may just show them.
    """
    hold(member)
    if not asks_for_codes(member):
        return False
    if recovery_set(member) == old:
        Authenticator.objects.filter(user=member, type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(member)
        tell(member, Change.RECOVERY)
    return True


@transaction.atomic
def prove(member: Member, code: str, *, at: datetime) -> None:
    """By a code of the app, one step early or late at most, or by one for recovery; each opens once (row 54)."""
    hold(member)
    kept = {one.type: one for one in Authenticator.objects.filter(user=member).order_by("type")}
    app, recovery = kept.get(Authenticator.Type.TOTP), kept.get(Authenticator.Type.RECOVERY_CODES)
    try:
        used = [app.data["step"], *app.data.get("others", ())] if app else []
        if app and (step := _step_of(totp.decrypt(app.data["secret"]), code, used=used, at=at)):
            app.data.update(step=step, others=others_kept(used, step))
            app.last_used_at = at
            app.save(update_fields=["data", "last_used_at"])
            return
        if recovery and RecoveryCodes(recovery).validate_code(code):
            return
    except Locked as problem:
        says = _("No code can be looked at.")
        raise NoneIs(f"{says} {_(ANOTHER_KEY)}") from problem
    raise NotTheKey(_(_NOT_RIGHT))


def pass_by_code(member: Member, code: str, *, tries: Mapping[str, str], at: datetime) -> None:
    """After the right password. Who has that and no code of theirs is told of to whom it belongs, once a day."""
    count_tries(tries, at=at)
    try:
        prove(member, code, at=at)
    except NoneIs:
        give_back(tries)
        raise
    except NotTheKey:
        if not are_left(tries):
            _tell_that_it_is_known(member, at=at)
        raise
    give_back(tries)


@transaction.atomic
def _tell_that_it_is_known(member: Member, *, at: datetime) -> None:
    app = Authenticator.objects.select_for_update(no_key=True).filter(user=member, type=Authenticator.Type.TOTP).first()
    today = there(member.timezone, at).date().isoformat()
    if app and app.data.get("told_on") != today:
        app.data["told_on"] = today
        app.save(update_fields=["data"])
        tell(member, Change.PASSWORD_KNOWN)


def confirm(member: Member, *, password: str, code: str = "", tries: Mapping[str, str], at: datetime) -> None:
    """That it is they; `code` only where the door asks for one."""
    with room():
        count_tries(tries, at=at)
        is_right = member.check_password(password)
    if not is_right:
        raise NotTheKey(_("That is not your password. Type it again."))
    if asks_for_codes(member):
        prove(member, code, at=at)
    give_back(tries)


def _step_of(secret: str, code: str, *, used: Collection[int], at: datetime) -> int | None:
    """The half minute whose code it is; none that lies before one which was used."""
    now = int(at.timestamp()) // A_STEP
    after = last_come(used, now)
    shown = {step: totp.format_hotp_value(totp.hotp_value(secret, step)) for step in (now, now - 1, now + 1)}
    right = (step for step, one in shown.items() if step > after and totp.compare_user_code(actual=code, expected=one))
    return next(right, None)


def end_session(member: Member, mark: str) -> None:
    sessions.end(marked_so(UserSession.objects.filter(user=member), mark))


def end_other_sessions(member: Member, besides: str, *, at: datetime) -> None:
    """Those that are listed, and those from before there was a list."""
    for one in Session.objects.filter(expire_date__gt=at).exclude(session_key=besides).iterator():
        if one.get_decoded().get(SESSION_KEY) == str(member.pk):
            one.delete()
    UserSession.objects.filter(user=member).exclude(session_key=besides).delete()


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
