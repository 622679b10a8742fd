"""Who is signed in: asked of every page, and the example life's one member without being asked."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.translation.trans_real import parse_accept_lang_header

from bothways.accounts.actions import mark_acted
from bothways.accounts.coming_in import KNOWN
from bothways.accounts.keyring import came_from
from bothways.accounts.models import Member
from bothways.accounts.rules import OF_THE_EXAMPLE
from bothways.accounts.sessions import prolong
from bothways.formats.language import LANGUAGES, speaking
from bothways.formats.language import gettext as _
from bothways.ground.clock import today_in
from bothways.ground.environment import environment
from bothways.ground.pages import WHOSE, is_of_another, of_another, page_of_form, signed_out, to

A_MOMENT = 1.0  # seconds
REMEMBERED = 10_000  # networks, a few hundred bytes each


class ExampleLife:
    """Signs its member in, so that a look at it asks for nothing; nobody else's life is opened by that."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if environment().demo and not request.user.is_authenticated:
            member = Member.objects.filter(email=OF_THE_EXAMPLE).first()
            if member:
                login(request, member, backend="django.contrib.auth.backends.ModelBackend")
        return self.answer(request)


class AsTheBrowser:
    """
    Until somebody is known, the first language of their browser that is known here is spoken.

    Before all else, so that it also says what is refused before it is known who asks.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with speaking(_asked_for(request)):
            return self.answer(request)


class TurnedAway:
    """
    Whoever was refused at the door a moment ago and knocks again is told so before anything is read or asked (P18).

    Else a page waits behind fifty who guess. It is the process that remembers, and for so short a time that nobody who
    reads the answer meets it; a browser that a member came in by before is always looked at.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer
        self.until: dict[str, float] = {}  # by network, on the clock of this process

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or request.path != to("sign_in") or KNOWN in request.COOKIES:
            return self.answer(request)
        network = came_from(request)
        if time.monotonic() < self.until.get(network, 0):
            says = _("That was tried too often just now. Go back, wait a while, or come in with a passkey.")
            return HttpResponse(
                says, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": "1"}
            )
        answer = self.answer(request)
        if answer.status_code == 429:
            if len(self.until) >= REMEMBERED:
                self.until.clear()
            self.until[network] = time.monotonic() + A_MOMENT
        return answer


class Speaking:
    """The language that the member chose; who is none hears that of their browser."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, Member):
            return self.answer(request)
        with speaking(request.user.language):
            return self.answer(request)


def _asked_for(request: HttpRequest) -> str:
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if wanted.partition("-")[0] in LANGUAGES:
            return wanted
    return "en"


class SignedIn(LoginRequiredMiddleware):
    """
    Every page asks who is there; a form that was sent by somebody who is signed out meanwhile keeps its text.

    Not one with files in it: nobody's files are taken in before it is known who sends them. Who then signs in comes
    back to the page where they chose them.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        if request.content_type != "multipart/form-data":
            return signed_out(request)
        sign_in = self.get_login_url(view_func)
        return redirect_to_login(page_of_form(request), sign_in, self.get_redirect_field_name(view_func))


class Whose:
    """
    Tells the script whose pages these are, by a mark that says nothing else: in the cookie, and in each page.

    A page that was open while somebody else signed in is not brought up to date for them: its form stays refused, and
    so does one that was shown again to be sent by whoever comes back.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.whose = SimpleLazyObject(lambda: whose(request.user))  # type: ignore[attr-defined]
        answer = self.answer(request)
        mark = whose(request.user)
        if mark and request.COOKIES.get(WHOSE) != mark:
            answer.set_cookie(WHOSE, mark, secure=request.is_secure(), samesite="Lax")
        return answer

    def process_view(self, request: HttpRequest, *_called: Any) -> HttpResponse | None:
        return of_another(request) if is_of_another(request) else None


def whose(user: object) -> str:
    return salted_hmac("whose", str(user.pk)).hexdigest()[:16] if isinstance(user, Member) else ""


class Acting:
    """Notes the day on which the member did something; a page that is looked at changes nothing."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        member = request.user if request.method == "POST" and request.user.is_authenticated else None
        answer = self.answer(request)
        if not (isinstance(member, Member) and request.user.is_authenticated and answer.status_code < 400):
            return answer
        prolong(request)
        if getattr(request, "is_a_deed", True):
            with suppress(OperationalError):  # what was done is done: a database that is busy by now unsays nothing
                mark_acted(member, today=today_in(member.timezone))
        return answer
