"""Pages: bring files in, and what became of them."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.exchange.actions import bringing
from bothways.exchange.actions.begin import NothingToRead, Source, begin
from bothways.exchange.queries import imports as queries
from bothways.exchange.queries.same import twice
from bothways.exchange.uploads import IntoTheFolder, NotWritten, Received, TooLarge, longest
from bothways.ground.clock import now
from bothways.ground.pages import is_of_another, of_another, show


@require_safe
def start(request: Asking) -> HttpResponse:
    return _show_start(request)


def _show_start(request: Asking, *, wrong: str = "", status: int = 200) -> HttpResponse:
    context = {
        "wrong": wrong,
        "imports": queries.of(request.user)[:20],
        "most": longest(),
        "own_unsaid": queries.own_is_unsaid(request.user),
        "twice": twice(request.user),
    }
    return show(request, "exchange/start.html", context=context, status=status)


@csrf_exempt  # the form is not to be read before its files have a place to go; `_bring` checks its token then
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Takes files into the data folder. Whatever is refused leaves nothing there."""
    taking = IntoTheFolder(request)
    if request.content_type == "multipart/form-data":  # another form has no files, and is read by now
        request.upload_handlers = [taking]
    answer: HttpResponse | None = None
    try:
        answer = _bring(request)
    except (TooLarge, NotWritten) as problem:  # said here, because nothing may read this form a second time
        answer = _show_start(cast("Asking", request), wrong=problem.says, status=problem.status)
    finally:
        if answer is None or answer.status_code != 302:
            taking.let_go()
    return answer


@csrf_protect
def _bring(request: Any) -> HttpResponse:
    if is_of_another(request):
        return of_another(request)
    received = [one for one in request.FILES.getlist("files") if isinstance(one, Received)]
    try:
        brought = begin(request.user, [Source(one.path, one.name or "") for one in received], at=now())
    except NothingToRead as problem:
        return _show_start(request, wrong=problem.says, status=problem.status)
    bringing.start(brought)
    return redirect("exchange:brought", brought.pk)


@require_safe
def brought(request: Asking, import_id: UUID) -> HttpResponse:
    """One import: how far it is, then its report."""
    one = queries.one_of(request.user, import_id)
    finished = queries.is_finished(one)
    context = {
        "brought": one,
        "finished": finished,
        "progress": queries.progress(one, now()),
        "troubles": queries.troubles(one, request.GET.get("page", "1")),
        "letters": queries.letters_on_streets(one) if finished else one.moments_new,
        "mail": queries.mail_read(one) if one.state == "done" else None,
        "own_unsaid": queries.own_is_unsaid(request.user),
        "twice": twice(request.user) if finished else [],
    }
    answer = show(request, "exchange/brought.html", "state", context)
    if finished and getattr(request, "htmx", False):
        answer["HX-Refresh"] = "true"  # the whole page, so that the report is read from its top
    return answer


@require_POST
def stop(request: Asking, import_id: UUID) -> HttpResponse:
    bringing.stop(queries.one_of(request.user, import_id))
    return redirect("exchange:brought", import_id)


@require_POST
def go_on(request: Asking, import_id: UUID) -> HttpResponse:
    bringing.go_on(queries.one_of(request.user, import_id))
    return redirect("exchange:brought", import_id)


@require_POST
def leave(request: Asking, import_id: UUID) -> HttpResponse:
    bringing.leave_the_rest(queries.one_of(request.user, import_id))
    return redirect("exchange:brought", import_id)
