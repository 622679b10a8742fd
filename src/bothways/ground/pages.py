"""Showing a page, or the part of it that was asked for. The only place that knows about htmx."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template import engines
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from bothways.formats.language import gettext as _
from bothways.formats.language import marked

SENT_ELSEWHERE = marked(
    "This was sent by a page of another site, so nothing was done. Open the page here, and do it there."
)
_OF_ANOTHER_SITE = "does not match any trusted origins"  # Django's words for it
WHOSE = "whose"  # the field of every form that says whose it is, and the cookie that says who was last here


def show(
    request: HttpRequest, template: str, part: str = "", context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The whole page for a browser; for htmx the block of the page that is named `part`."""
    backend: Any = engines["jinja2"]
    page = backend.get_template(template)
    values = {**(context or {}), "request": request, **_token_of_forms(request)}
    for processor in backend.template_context_processors:
        values.update(processor(request))
    htmx: Any = getattr(request, "htmx", None)
    if not (part and htmx and not htmx.boosted):
        return HttpResponse(page.template.render(values), status=status)
    scope = page.template.new_context(values)
    return HttpResponse("".join(page.template.blocks[part](scope)), status=status)


def _token_of_forms(request: HttpRequest) -> dict[str, Any]:
    """Made once for all forms of a page, where it would else be made anew for each: the token, and whose form it is."""
    token, mark = get_token(request), _made_for(request) or getattr(request, "whose", "")
    field = format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        token, WHOSE, mark,
    )  # fmt: skip
    return {"csrf_token": token, "csrf_input": field}


@lru_cache(maxsize=4096)
def address(name: str, *arguments: object) -> str:
    """The address of a page by its name; kept, because a page has dozens and Django seeks each anew."""
    return reverse(name, args=arguments)


@lru_cache(maxsize=4096)
def to(word: str, *arguments: object) -> str:
    """
    The address of a page by its word in `settings.ADDRESSES`.

    So a page can lead to one on a floor above without its room knowing that floor.
    """
    return address(settings.ADDRESSES[word], *arguments)


def go(request: HttpRequest, word: str, *arguments: object) -> HttpResponse:
    """On to another page after a deed, by its word or name."""
    return led_on(request, redirect(settings.ADDRESSES.get(word, word), *arguments))


def led_on(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A redirect, which htmx is told to follow as a page."""
    if getattr(request, "htmx", False):
        moved = HttpResponse(status=204)
        moved["HX-Redirect"] = answer["Location"]
        return moved
    return answer


@dataclass(frozen=True)
class Typed:
    """One field of a form that could not be taken. `shown`: it was typed, not chosen from a list or set by us."""

    name: str
    text: str
    shown: bool


_SET_BY_US = re.compile(r"yes|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # a tick, the id of a row
_CHOSEN = re.compile(r"[a-z0-9_-]{1,40}")  # a choice, an id, a version: sent along unseen


def typed(request: HttpRequest, *, again: bool) -> list[Typed]:
    """
    What the person had typed, for a page that could not take it; nothing of a form that asks for a secret, or that was
    made for another: going back, a browser sends it again for whoever is there.
    """
    if is_of_another(request) or {"password", "new_password", "code", "credential"} & set(request.POST):
        return []
    unseen = _CHOSEN if again else _SET_BY_US
    fields = [(name, str(text)) for name, texts in request.POST.lists() for text in texts]
    return [
        Typed(name, text, not (name in {"id", "version"} or unseen.fullmatch(text)))
        for name, text in fields
        if name not in {"csrfmiddlewaretoken", WHOSE} and text
    ]


def say(says: str, status: int) -> HttpResponse:
    """A sentence on top of a page that sent a part of itself; what was typed stays where it is (quality, row 80)."""
    answer = HttpResponse(format_html('<p class="note trouble">{}</p>', says), status=status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#notices", "innerHTML show:window:top"
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """
    A form from before the last sign-in: the text is kept and a fresh button offered (quality, row 41).

    Not what another site sent, which would else be one press away from being done.
    """
    if _OF_ANOTHER_SITE in reason:
        context = {"says": _(SENT_ELSEWHERE), "typed": [], "again": False}
        return show(request, "design/refused.html", context=context, status=403)
    if is_of_another(request):
        return of_another(request)
    return _to_send_again(
        request,
        part=_("This page was open for a while. What you typed is still here, not saved: press its button."),
        kept=_("This page was open for a while and its form is no longer valid, so nothing was done. Send it again."),
        bare=_(
            "This page was open for a while and its form is no longer valid, so nothing was done. Go back, load that "
            "page anew, and send it again."
        ),
    )


def is_of_another(request: HttpRequest) -> bool:
    """Whether a form was made for another member than the one who is signed in by now, or was last in this browser."""
    mark = _made_for(request)
    now = mark and (getattr(request, "whose", "") or request.COOKIES.get(WHOSE, ""))
    return bool(now) and mark != now


def _made_for(request: HttpRequest) -> str:
    """By the mark in the form; files are taken in by the room they are for, and nobody reads them before that does."""
    is_read = hasattr(request, "_post")  # as Django tells itself
    if request.content_type == "multipart/form-data" and not is_read:
        return ""
    try:
        return request.POST.get(WHOSE, "")
    except (BadRequest, SuspiciousOperation):  # not in UTF-8, or too much: the page that says so is made for nobody
        return ""


def of_another(request: HttpRequest) -> HttpResponse:
    """What one member typed is never saved as another's, nor shown to them."""
    says = _("Somebody else has signed in in this browser since this page was opened, so nothing was saved.")
    if getattr(request, "htmx", False):
        return say(says, 403)
    theirs = _("What was typed is shown only to whoever typed it: sign in in another window, then go back here.")
    context = {"says": f"{says} {theirs}", "typed": [], "again": False}
    return show(request, "design/refused.html", context=context, status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The sign-in ended while somebody was typing: the text waits until they are back (quality, row 42)."""
    return _to_send_again(
        request,
        part=_("You were signed out. What you typed is still here, not saved: sign in in another window."),
        kept=_("You were signed out, so this was not saved. Sign in in another window, then send it."),
        bare=_("You were signed out, so nothing was done. Sign in, then do it again."),
    )


def _to_send_again(request: HttpRequest, *, part: str, kept: str, bare: str) -> HttpResponse:
    """`kept`: what the page says where it holds what was sent; `bare`: where it has nothing to send again."""
    if getattr(request, "htmx", False):
        return say(part, 403)
    held = typed(request, again=True)
    context = {"says": kept if held else bare, "typed": held, "again": True}
    return show(request, "design/refused.html", context=context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 400
    match exception:
        case TooManyFilesSent():
            status = 413
            says = _("{most} files at once is the most, so none of these was taken. Go back, and send them in parts.")
            says = says.format(most=settings.DATA_UPLOAD_MAX_NUMBER_FILES)
        case RequestDataTooBig() | TooManyFieldsSent():
            status = 413
            says = _(
                "That is more than one page can take. Go back: your browser has kept your text. Send less at once."
            )
        case DisallowedHost():
            says = _(
                "This Bothways was not told that it goes by the name in your browser's address bar. Whoever runs it "
                "can add that name to BOTHWAYS_HOSTS and start it again."
            )
        case _:
            says = _("The browser sent something that could not be read. Go back and try again.")
    return show(request, "design/refused.html", context={"says": says, "typed": [], "again": False}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's call
    says = _("There is nothing of yours at this address.")
    return show(request, "design/refused.html", context={"says": says, "typed": [], "again": False}, status=404)


def page_of_form(request: HttpRequest) -> str:
    """Its page by its path, where it is one of this house: the address that a form is sent to often shows nothing."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return to("home")
    page = urlsplit(came_from)
    path = page.path + (f"?{page.query}" if page.query else "")
    return path if url_has_allowed_host_and_scheme(path, None) else to("home")
