"""Pages: everything is taken out, and taken away."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.actions import mark_acted
from bothways.accounts.asking import Asking
from bothways.accounts.coming_in import for_its_member
from bothways.exchange.actions import taking_out
from bothways.exchange.queries import taken_out as queries
from bothways.formats.days import exactly
from bothways.ground.clock import now, there, today_in
from bothways.ground.pages import show


@require_safe
def page(request: Asking) -> HttpResponse:
    return _show(request)


@require_POST
@for_its_member
def make(request: Asking) -> HttpResponse:
    """That it was asked for counts as a deed of today already, so that it stands in what is taken out."""
    mark_acted(request.user, today=today_in(request.user.timezone))
    try:
        taking_out.ask_for(request.user, at=now())
    except (taking_out.BeingBroughtIn, taking_out.NotWritten) as problem:
        return _show(request, wrong=problem.says, status=problem.status)
    return redirect("exchange:take_out")


@require_safe
@for_its_member
def download(request: Asking) -> HttpResponseBase:
    path = queries.the_file(request.user)
    if path is None:
        return redirect("exchange:take_out")
    name = f"bothways-{today_in(request.user.timezone)}.zip"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@require_POST
def let_go(request: Asking) -> HttpResponse:
    taking_out.let_go(request.user)
    return redirect("exchange:take_out")


def _show(request: Asking, *, wrong: str = "", status: int = 200) -> HttpResponse:
    taken = queries.of(request.user)
    day = exactly(there(request.user.timezone, taken.asked_at).date()) if taken else None
    context = {
        "taken": taken, "day": day, "so_far": queries.so_far(taken) if taken else "", "wrong": wrong,
        "stands_still": taken is not None and queries.stands_still(taken, now()),
    }  # fmt: skip
    answer = show(request, "exchange/take_out.html", "state", context, status=status)
    if taken and taken.state != "making" and getattr(request, "htmx", False):
        answer["HX-Refresh"] = "true"  # the whole page, with its file to take away
    return answer
