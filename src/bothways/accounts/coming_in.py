"""How somebody comes in, whichever way, and who has shown just now that it is they."""

import functools
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import login, update_session_auth_hash
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from bothways.accounts import queries, sessions
from bothways.accounts.asking import Asking
from bothways.accounts.keyring import came_from
from bothways.accounts.models import Member, as_kept
from bothways.ground.clock import is_within, now
from bothways.ground.environment import environment
from bothways.ground.pages import led_on, page_of_form, to

BACKEND = "django.contrib.auth.backends.ModelBackend"
KNOWN, A_YEAR = "known", 365 * 24 * 3600  # the cookie of a browser that a member came in by
HALF_WAY, SHOWN_AT = "half_way", "shown_at"  # in the session
CODE_WITHIN, STAYS_SHOWN = timedelta(minutes=10), timedelta(minutes=10)


def onward_of(request: HttpRequest) -> str:
    """The page of this house that they wanted, or nothing."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    return onward if is_ours and "/" in onward else ""  # a word alone is no page, but might be the name of one


def by_password(request: HttpRequest, member: Member, onward: str) -> HttpResponse:
    """A password is half of the way where a code is asked for, too."""
    if not queries.asks_for_codes(member):
        return come_in(request, member, onward)
    request.session.flush()  # what lay in this browser before, also whoever was signed in, goes no part of the way
    request.session[HALF_WAY] = [str(member.pk), member.get_session_auth_hash(), now().timestamp()]
    return redirect(reverse("accounts:code", query={"next": onward} if onward else None))


def half_way(request: HttpRequest) -> Member | None:
    """Who has given their password, and not changed it since."""
    member_id, password, at = request.session.get(HALF_WAY, ("", "", 0))
    if not _is_within(at, CODE_WITHIN):
        return None
    member = Member.objects.filter(pk=member_id).first()
    return member if member and constant_time_compare(password, member.get_session_auth_hash()) else None


def come_in(request: HttpRequest, member: Member, onward: str = "") -> HttpResponse:
    """Signed in; the session is listed, and the browser known from now on."""
    login(request, member, backend=BACKEND)
    for _for_another in get_messages(request):
        pass  # asked for is said: whoever was signed in here before may have left without hearing it
    request.session.pop(HALF_WAY, None)
    show_oneself(request)
    sessions.begin(request)
    answer = redirect(onward or to("home"))
    answer.delete_cookie(CookieStorage.cookie_name)  # also what came here meanwhile, by an answer to another tab
    known = f"{_mark(member.email)}.{secrets.token_urlsafe(16)}"
    secure = request.is_secure()
    answer.set_signed_cookie(KNOWN, known, salt=KNOWN, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer


def go_on(request: Asking) -> None:
    """After a new password this session goes on, under a new key, and no other."""
    update_session_auth_hash(request, request.user)
    sessions.enlist(request)


def tries_at_password(request: HttpRequest, email: str) -> dict[str, str]:
    """In a browser that this member came in by before, only what is tried in it counts: nobody locks the owner out."""
    if known := _known(request, email):
        return {"browser": known}
    return {"address": as_kept(email), "network": came_from(request)}


def tries_at_code(request: HttpRequest, member: Member) -> dict[str, str]:
    """Whoever has the password, and no more, does not lock the owner out by it either."""
    if known := _known(request, member.email):
        return {"code in browser": known}
    return {"code": str(member.pk)}


def tries_at_set_up(request: HttpRequest) -> dict[str, str]:
    """Nobody is a member yet whom somebody else could lock out, but by trying from many networks at once."""
    return {"set-up": came_from(request), "set-up of all": ""}


def tries_at_deed(request: Asking) -> dict[str, str]:
    return {"deed": f"{request.user.pk} {request.session.session_key}"}


def _known(request: HttpRequest, email: str) -> str:
    """Of this browser its cookie, where that member came in by it before; else nothing."""
    known = request.get_signed_cookie(KNOWN, "", salt=KNOWN, max_age=A_YEAR) or ""
    return known if known.startswith(f"{_mark(email)}.") else ""


def _mark(email: str) -> str:
    return salted_hmac(KNOWN, as_kept(email)).hexdigest()


def show_oneself(request: HttpRequest) -> None:
    request.session[SHOWN_AT] = now().timestamp()


def has_shown_oneself(request: HttpRequest) -> bool:
    """The example life has nothing to hide, and nobody who could show anything."""
    return environment().demo or _is_within(request.session.get(SHOWN_AT, 0), STAYS_SHOWN)


def _is_within(noted: float, longest: timedelta) -> bool:
    """As a session notes it."""
    at = now()
    return is_within(datetime.fromtimestamp(noted, tz=at.tzinfo), longest, at)


def for_its_member(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """
    Who changes how they come in or where letters leave, or takes everything away, has shown within ten minutes that it
    is they: a page left open is not enough.
    """

    @functools.wraps(view)
    def asked_first(request: Asking, *arguments: Any, **options: Any) -> HttpResponseBase:
        if has_shown_oneself(request):
            return view(request, *arguments, **options)
        request.is_a_deed = False
        onward = request.get_full_path() if request.method == "GET" else page_of_form(request)
        return led_on(request, redirect(reverse("accounts:confirm", query={"next": onward})))

    return asked_first
