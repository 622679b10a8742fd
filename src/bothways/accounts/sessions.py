"""
Sign-ins (quality, S7): the cookie holds a secret, the database only what it cannot be made of again.

So a copy of the database opens no door. A sign-in ends a fortnight after the last thing that was done in it (looking
writes nothing), and ninety days after it began.
"""

import base64
import hashlib
import secrets
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.http import HttpRequest

from bothways.ground.clock import now

IDLE, LONGEST = timedelta(days=14), timedelta(days=90)
_BEGAN, _LAST = "began", "last"  # in the session: when, in seconds; the day of the last deed


def mark_of(secret: str) -> str:
    """What the database knows a session by: 240 bits of its hash, the forty letters that its column has room for."""
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()[:30]).decode()


class SessionStore(db.SessionStore):
    """Where Django asks the database for a key, it gets the mark; whoever holds the store holds the secret."""

    is_only_prolonged = False  # then what was done is done, whether or not that day can be noted

    @property
    def mark(self) -> str:
        return mark_of(self.session_key) if self.session_key else ""

    def exists(self, session_key: str) -> bool:
        return super().exists(mark_of(session_key))

    def delete(self, session_key: str | None = None) -> None:
        secret = session_key or self.session_key
        if secret:
            super().delete(mark_of(secret))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        row.session_key = self.mark
        return row

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as problem:
            if not isinstance(trouble := problem.__context__, OperationalError):
                raise
            if not self.is_only_prolonged:  # a database that takes nothing now, and no session that was ended
                raise trouble from None

    def _get_new_session_key(self) -> str:
        return secrets.token_urlsafe(32)

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(session_key=self.mark, expire_date__gt=now()).first()
        if found is None:
            self._session_key = None
        return found

    def get_session_cookie_age(self) -> int:
        """Seconds, from each time at which it is saved."""
        left = self.get(_BEGAN, now().timestamp()) + LONGEST.total_seconds() - now().timestamp()
        return int(max(0, min(IDLE.total_seconds(), left)))


def begin(request: HttpRequest) -> None:
    """After `login`."""
    request.session[_BEGAN] = now().timestamp()
    request.session.set_expiry(None)
    enlist(request)


def enlist(request: HttpRequest) -> None:
    """In the list of where its member is signed in, by its mark: allauth's own ways with such a row are not used."""
    if not request.session.session_key:  # `login` has ended that of another: the new one has none yet
        request.session.create()
    known_by = SimpleNamespace(session_key=mark_here(request))
    UserSession.objects.create_from_request(request, session=known_by)


def mark_here(request: HttpRequest) -> str:
    return cast("SessionStore", request.session).mark


def prolong(request: HttpRequest) -> None:
    """Something was done in it; written once a day."""
    today, session = now().date().isoformat(), cast("SessionStore", request.session)
    if session.get(_LAST) != today:
        session.is_only_prolonged = not session.modified
        session[_LAST] = today


def end(listed: UserSession) -> None:
    Session.objects.filter(session_key=listed.session_key).delete()
    listed.delete()


def end_all() -> int:
    """Of everybody; says how many there were."""
    listed: int = UserSession.objects.count()
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    return listed
