"""What every answer goes through: refusals in words, and nothing private kept by browsers or proxies."""

from collections.abc import Callable

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from bothways.ground.pages import say, show, typed
from bothways.ground.refusals import Refusal
from bothways.ground.sqlite import is_locked

Answer = Callable[[HttpRequest], HttpResponse]


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
        if isinstance(problem, Refusal):
            return refused(request, problem.says, problem.status)
        if isinstance(problem, OperationalError):
            if not connection.in_atomic_block:
                connection.close()  # opened while the disk could not be written, it would never write again
            return refused(request, _why_not_saved(problem), 503)
        return None


def refused(request: HttpRequest, says: str, status: int, *, keep: bool = True) -> HttpResponse:
    if getattr(request, "htmx", False):
        return say(says, status)
    again = status == 503
    kept = typed(request, again=again) if keep and request.method == "POST" else []
    return show(request, "design/refused.html", context={"says": says, "typed": kept, "again": again}, status=status)


def _why_not_so(request: HttpRequest, allowed: str) -> str:
    """An address of a form, opened as if it were a page; or something that only a program sends."""
    if request.method in {"GET", "HEAD"} and "POST" in allowed:
        return "This address takes what a form sends, and shows nothing by itself. Nothing was done."
    return "Nothing can be sent to this address in that way, so nothing was done."


def _why_not_saved(problem: OperationalError) -> str:
    words = str(problem).lower()
    if "full" in words:
        return "The disk is full, so nothing was saved. Make room on the disk, then send it again."
    if "readonly" in words or "read-only" in words:
        return (
            "The data folder cannot be written, so nothing was saved. Whoever runs Bothways can make it writable; "
            "then send it again."
        )
    if is_locked(problem):
        return "Bothways is busy with something long, so this was not saved. Try again in a moment."
    return "The database did not answer, so nothing was saved. Try again in a moment."
