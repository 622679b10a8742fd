"""Another member with a whole life, in whose every text stands one word, and what would be news of it elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import Model

from bothways.accounts.models import Member
from tests.journeys.canary import CANARY
from tests.journeys.free import say_everywhere
from tests.journeys.life import a_life
from tests.journeys.walk import NOBODY, tables
from tests.program import secret_of

# When a session or a token was last there, and who was looked for: of whoever asks. A bookmark is a text of the page,
# looked up among one's own.
NOT_COMPARED = ("django_session", "accounts_token", "accounts_tries", "exchange_bookmark")
# Of what else there is, no form and no address names a row.
NAMED = (
    "accounts.Member", "accounts.Token", "usersessions.UserSession", "mfa.Authenticator", "people.Person",
    "people.Chapter", "people.Role", "people.Said", "people.RememberedDay", "moments.Moment", "moments.Mail",
    "gratitude.Letter", "gratitude.Loop", "gratitude.TheirNews", "gratitude.News", "gratitude.Telling",
    "rhythm.Promise", "exchange.Import",
)  # fmt: skip
A_NUMBER, NOBODYS_NUMBER = 7_654_321, 9_999_999  # the next is of whoever comes then
_A_ROWS_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_ANY_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9]{64}")


@dataclass(frozen=True)
class Other:
    ids: frozenset[str]
    each: tuple[str, ...]  # one of each kind of row that is named anywhere

    def reached(self, before: dict[str, list[str]], but: str = "") -> list[str]:
        """Rows of theirs that are not as before, and new ones that lead to one of theirs; `but`: a new row's own id."""
        now = tables(besides=NOT_COMPARED)
        gone = [row for name, rows in before.items() for row in {*rows} - {*now[name]} if self._named_in(row)]
        come = [row for name, rows in now.items() for row in {*rows} - {*before[name]} if self._named_in(row) - {but}]
        return gone + come

    def _named_in(self, row: str) -> set[str]:
        return self.ids & {str(UUID(one)) for one in _A_ROWS_ID.findall(row)}

    def read_in(self, text: str, sent: str) -> set[str]:
        """What of theirs stands there, but for what was sent."""
        return (self.ids & {*_ANY_ID.findall(text)}) - {sent} | ({CANARY} if CANARY in text else set())


def another(member: Member, today: date) -> Other:
    """Before anybody else is here: whatever there is of ids by then is theirs."""
    before = _ids(apps.get_models())
    life = a_life(member, today, each=1)
    secret_of(member)
    Authenticator.objects.create(pk=A_NUMBER, user=member, type="webauthn", data={"name": CANARY})
    UserSession.objects.create(pk=A_NUMBER, user=member, session_key="theirs", ip="192.0.2.9", user_agent=CANARY)
    say_everywhere(life, CANARY)
    known = {str(member.pk)} | {one for one in _ids(apps.get_models()) - before if len(one) >= len(str(A_NUMBER))}
    firsts = {min(_ids([apps.get_model(kind)])) for kind in NAMED}
    return Other(frozenset(known), tuple(sorted(firsts)))


def _ids(kinds: Iterable[type[Model]]) -> set[str]:
    return {str(one) for kind in kinds for one in kind._default_manager.values_list("pk", flat=True)}


def nobodys(like: str) -> str:
    return str(NOBODYS_NUMBER if like.isdigit() else NOBODY)


def plain(text: str, sent: str) -> str:
    """Without what is another one each time: ids, tokens, and what was sent."""
    return _ANY_ID.sub("", text.replace(sent, ""))
