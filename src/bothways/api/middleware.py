"""Where programs come in: none of what stands around pages (sessions, forms, cookies) is met on this way."""

import logging
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve

from bothways.accounts.actions import mark_acted
from bothways.accounts.keyring import came_from
from bothways.accounts.models import Scope, Token
from bothways.accounts.programs import ReadsOnly, note_use, whose_token
from bothways.formats.language import gettext as _
from bothways.formats.language import speaking
from bothways.ground.clock import now, today_in
from bothways.ground.refusals import Refusal

logger = logging.getLogger(__name__)
BELOW, ADDRESSES = "/api/", "bothways.api.urls"
OPEN_TO_ALL = {"openapi-json"}
_SAFE = {"GET", "HEAD"}
MOST_BYTES = 1024**2


class TooLarge(Refusal):
    status = 413

    def __init__(self) -> None:
        super().__init__(_("That is more than one request can hold: 1 MB. Send less at once."))


class OfNoLength(Refusal):
    status = 411

    def __init__(self) -> None:
        super().__init__(_("Send it with its length (Content-Length), not in chunks: nothing was read."))


class Programs:
    """
    Answers whatever lies below /api/ by itself, and hands on all else.

    The API is read when the first program comes, as many a Bothways has none: most of a second.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(BELOW):
            return self.answer(request)
        answer = _answered(request)
        answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex"
        answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        return answer


def _answered(request: HttpRequest) -> HttpResponse:
    troubles = import_module("bothways.api.troubles")
    try:
        request.get_host()
        match = resolve(request.path_info, ADDRESSES)
        _hold_back_what_is_large(request)
        answer = _open(request, match) if match.url_name in OPEN_TO_ALL else _for_its_member(request, match)
    except Exception as problem:  # noqa: BLE001 - the edge of the house: whatever it is, a program gets JSON
        answer = troubles.answer_to(problem, request.path)
    if isinstance(answer, HttpResponseNotAllowed):
        allowed = answer["Allow"]
        answer = troubles.said(405, _("Nothing can be done at this address in that way."))
        answer["Allow"] = _with_head(allowed)
    if request.META["REQUEST_METHOD"] == "HEAD":
        answer["Content-Length"] = str(len(answer.content))
        answer.content = b""
    return answer


def _hold_back_what_is_large(request: HttpRequest) -> None:
    """Before any of it is read; what says no length, Django would take for nothing."""
    if request.headers.get("Transfer-Encoding"):
        raise OfNoLength
    said = request.META.get("CONTENT_LENGTH") or "0"
    if said.isascii() and said.isdecimal() and int(said[:20]) > MOST_BYTES:
        raise TooLarge


def _with_head(allowed: str) -> str:
    ways = {one.strip() for one in allowed.split(",")}
    return ", ".join(sorted(ways | ({"HEAD"} if "GET" in ways else set())))


def _for_its_member(request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    token = whose_token(_shown(request), tries={"token": came_from(request)}, at=now())
    writes = request.method not in _SAFE
    with speaking(token.member.language):
        if writes and token.scope != Scope.WRITE:
            raise ReadsOnly
        request.by, request.user = token, token.member  # type: ignore[attr-defined]
        answer = _open(request, match)
        if writes and answer.status_code < 400 and getattr(request, "is_a_deed", True):
            mark_acted(token.member, today=today_in(token.member.timezone))
    _note(token)
    return answer


def _open(request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    request.resolver_match = match
    if request.method == "HEAD":
        request.method = "GET"
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer


def _shown(request: HttpRequest) -> str:
    word, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if word.lower() == "bearer" else ""


def _note(token: Token) -> None:
    """Beside the answer: where the disk takes nothing, reading goes on."""
    with suppress(DatabaseError), transaction.atomic():
        note_use(token, at=now())
