"""Programs that come in for a member: each shows a token, which its member made, and can end at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bothways.accounts.alarms import Change, tell
from bothways.accounts.limits import TooOften, count_tries, used_up_until
from bothways.accounts.models import Member, Scope, Token
from bothways.formats.days import Day, exactly
from bothways.formats.language import gettext as _
from bothways.ground.clock import there
from bothways.ground.records import hold, own
from bothways.ground.refusals import NotHere, Refusal

PREFIX = "bw_"  # so that whoever finds one in a file knows what it is
MOST_TOKENS = 20
LONGEST_NAME = 60
NOTED_AGAIN = timedelta(minutes=10)


class TooManyTokens(Refusal):
    status = 409


class InUseAlready(Refusal):
    status = 409


@transaction.atomic
def make_token(member: Member, *, token_id: UUID, name: str, scope: Scope, at: datetime) -> str:
    """
    What the program shows: said this once, and kept nowhere.

    Asked for again under the same id, as after a double click, it is drawn anew: what is on the screen last is what
    opens. Not once a program came in by it.
    """
    hold(member)
    token_id, before = own(Token, token_id, member.pk)
    secret = PREFIX + token_urlsafe(32)
    if before:
        if not Token.objects.filter(pk=token_id, used_at=None).update(digest=_digest(secret)):
            raise InUseAlready(_("That token was made already, and a program has come in by it. Make another one."))
        return secret
    if Token.objects.filter(member=member).count() >= MOST_TOKENS:
        raise TooManyTokens(_("{most} tokens are the most. End one first.").format(most=MOST_TOKENS))
    Token.objects.create(pk=token_id, member=member, name=name, scope=scope, digest=_digest(secret), made_at=at)
    tell(member, Change.TOKEN_MADE)
    return secret


def end_token(member: Member, token_id: UUID) -> None:
    if not Token.objects.filter(member=member, pk=token_id).delete()[0]:
        raise NotHere


def end_all() -> int:
    """Of everybody; says how many there were."""
    return Token.objects.all().delete()[0]


class NoSuchToken(Refusal):
    """Wrong, ended, or none at all: the same answer."""

    status = 401

    def __init__(self) -> None:
        says = _("This needs a token in use: “Authorization: Bearer …”. Make one in the settings, under Programs.")
        super().__init__(says)


class ReadsOnly(Refusal):
    status = 401

    def __init__(self) -> None:
        super().__init__(_("This token only reads. Make one that may write in the settings, under Programs."))


def whose_token(secret: str, *, tries: dict[str, str], at: datetime) -> Token:
    """
    The token that a program shows, with its member. What opens nothing is counted against where it comes from.

    One that opens is never held up by others: whoever guesses at 256 bits learns nothing by the way.
    """
    found = _shown(secret)
    if found:
        return found
    says = _("Tokens that open nothing came from here too often within an hour. Wait a while.")
    if secret:
        if until := used_up_until(tries, at=at):
            raise TooOften(until, says)
        try:
            count_tries(tries, at=at)
        except TooOften as problem:
            raise TooOften(problem.until, says) from None
    raise NoSuchToken


def _shown(secret: str) -> Token | None:
    return Token.objects.filter(digest=_digest(secret)).select_related("member").first() if secret else None


def note_use(token: Token, *, at: datetime) -> None:
    """Every ten minutes at most: a program that asks each second does not make the disk write each second."""
    if token.used_at is None or not token.used_at <= at < token.used_at + NOTED_AGAIN:
        Token.objects.filter(pk=token.pk).filter(Q(used_at=token.used_at)).update(used_at=at)


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Program:
    id: UUID
    name: str
    may_write: bool
    made_on: Day
    used_on: Day | None


def programs(member: Member) -> list[Program]:
    return [
        Program(
            one.pk, one.name, one.scope == Scope.WRITE, _day(member, one.made_at),
            _day(member, one.used_at) if one.used_at else None,
        )
        for one in Token.objects.filter(member=member).order_by("made_at", "id")
    ]  # fmt: skip


def have_tokens(member: Member) -> bool:
    return Token.objects.filter(member=member).exists()


def _day(member: Member, at: datetime) -> Day:
    return exactly(there(member.timezone, at).date())
