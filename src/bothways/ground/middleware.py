"""What every answer goes through: refusals in words, and nothing private kept by browsers or proxies."""

import logging
import sys
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from bothways.formats.language import gettext as _
from bothways.formats.language import language, marked
from bothways.ground.database import Trouble, is_of_what_is_gone, open_anew, passes, trouble_of
from bothways.ground.logs import place
from bothways.ground.pages import SENT_ELSEWHERE, say, show, typed
from bothways.ground.refusals import NotHere, Refusal

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
AGAIN_AFTER = "10"  # seconds, for programs and proxies; whoever reads it sees when it works again


class Quiet:
    """Headers that keep a page private."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        response.headers["X-Robots-Tag"] = "noindex"
        return response


class FromHere:
    """
    What a page of another site sends is not taken, whatever token it has: browsers say of each request where it began.

    A neighbour under the same domain is another site, too (Fetch Metadata; OWASP ASVS 5.0, 3.5.3).
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
            return refused(request, _(SENT_ELSEWHERE), 403, keep=False)
        return self.answer(request)


class Readable:
    """A form comes as browsers send it, in UTF-8; whatever else is called one is not read."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not _is_readable(request):
            raise BadRequest
        return self.answer(request)


def _is_readable(request: HttpRequest) -> bool:
    if not request.META.get("CONTENT_TYPE") and request.META.get("CONTENT_LENGTH") in (None, "", "0"):
        return True  # nothing was sent
    said = request.content_params or {}
    if request.content_type == "multipart/form-data" and not said.get("boundary"):
        return False
    is_form = request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}
    return is_form and said.get("charset", "utf-8").lower() in {"utf-8", "utf8"}


class Refusals:
    """An expected "no" becomes a page that says it and still shows what was typed; a way nobody goes here, too."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answer(request)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        page = refused(request, _why_not_so(request, answer["Allow"]), answer.status_code)
        page["Allow"] = answer["Allow"]
        return page

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NotHere) and not problem.says_why and request.method == "POST":
            return refused(request, _(_NOT_HERE), problem.status)
        if isinstance(problem, Refusal):
            return refused(request, problem.says, problem.status)
        if passes(problem):
            return _not_saved(request, problem)
        if request.method == "POST" and is_of_what_is_gone(problem):
            logger.warning("gone meanwhile: %s", place(request), exc_info=problem)  # or a fault of ours, to be found
            return refused(request, _(_NOT_HERE), NotHere.status)
        return None


def refused(request: HttpRequest, says: str, status: int, *, keep: bool = True) -> HttpResponse:
    if getattr(request, "htmx", False):
        return say(says, status)
    again = status == 503
    kept = typed(request, again=again) if keep and request.method == "POST" else []
    page = show(request, "design/refused.html", context={"says": says, "typed": kept, "again": again}, status=status)
    if again:
        page["Retry-After"] = AGAIN_AFTER
    return page


def broken(request: HttpRequest) -> HttpResponse:
    """
    What nothing else could answer. A database that stopped before it was known who asks is said to be one, on a page
    as for a stranger; a fault of ours gets a page that needs no database and no template.
    """
    problem = sys.exc_info()[1]
    if problem and passes(problem):
        request.user = AnonymousUser()
        return _not_saved(request, problem)
    head = _("Something broke here")
    says = _("This is a fault of Bothways, not of what you typed. Go back: your browser has kept your text.")
    page = f"<!doctype html><html lang={language()}><title>Bothways</title><h1>{head}</h1><p>{says}</p>"
    return HttpResponse(page, status=500)


def _not_saved(request: HttpRequest, problem: BaseException) -> HttpResponse:
    return refused(request, not_saved(problem), 503)


def not_saved(problem: BaseException) -> str:
    """Why, and what to do; where this connection is of no use any more, the next request gets its own."""
    open_anew(problem)
    return _(_NOT_SAVED[trouble_of(problem)])


def _why_not_so(request: HttpRequest, allowed: str) -> str:
    """An address of a form, opened as if it were a page; or something that only a program sends."""
    if request.method in {"GET", "HEAD"} and "POST" in allowed:
        return _("This address takes what a form sends, and shows nothing by itself. Nothing was done.")
    return _("Nothing can be sent to this address in that way, so nothing was done.")


_NOT_HERE = marked("What this was for is not here, or was taken away since this page was opened. Nothing was saved.")
_NOT_SAVED = {
    Trouble.FULL: marked("The disk is full, so nothing was saved. Make room on the disk, then send it again."),
    Trouble.READ_ONLY: marked(
        "The data folder cannot be written, so nothing was saved. Whoever runs Bothways can make it writable; "
        "then send it again."
    ),
    Trouble.BROKEN: marked(
        "The disk does not work as it should, so nothing was saved. Whoever runs Bothways can look at it; "
        "then send it again."
    ),
    Trouble.LOCKED: marked("Bothways is busy with something long, so this was not saved. Try again in a moment."),
    None: marked("The database did not answer, so nothing was saved. Try again in a moment."),
}
