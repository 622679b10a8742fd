"""Pages: what is still untold, and what is laid down of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import loops
from bothways.gratitude.models import Loop, Telling, TheirNews
from bothways.gratitude.queries import loops as queries
from bothways.ground import clock
from bothways.ground.pages import go, show


@require_safe
def untold(request: Asking) -> HttpResponse:
    """The open loops, the oldest first (CAD-4)."""
    rows = queries.open_loops(request.user, clock.today_in(request.user.timezone))
    kinds = {
        kind: [one for one in rows if one.kind == kind and not one.at_rest]
        for kind in ("untold", "unthanked", "outcome")
    }
    of_help = [one for one in kinds["untold"] if one.moment]
    at_rest = [one for one in rows if one.at_rest and one.kind != "outcome"]
    context = {
        **kinds,
        "untold": of_help,
        "my_news": [one for one in kinds["untold"] if one not in of_help],
        "at_rest": at_rest,
        "let_go": queries.let_go(request.user),
        "for_nobody": queries.news_for_nobody(request.user),
    }
    return show(request, "gratitude/untold.html", context=context)


@require_POST
def let_go_of_help(request: Asking, moment_id: UUID) -> HttpResponse:
    return _let_go(request, queries.loop(request.user, moment_id))


@require_POST
def let_go_of_news(request: Asking, telling_id: UUID) -> HttpResponse:
    return _let_go(request, queries.telling(request.user, telling_id))


@require_POST
def let_go_of_theirs(request: Asking, moment_id: UUID) -> HttpResponse:
    return _let_go(request, queries.theirs(request.user, moment_id))


def _let_go(request: Asking, row: Loop | Telling | TheirNews) -> HttpResponse:
    loops.let_go(row, request.POST.get("how", ""))
    messages.info(request, _("Laid down. It stands at the foot of this page, should you want to take it up again."))
    return go(request, "gratitude:untold")


@require_POST
def take_up_help(request: Asking, moment_id: UUID) -> HttpResponse:
    loops.take_up_again(queries.loop(request.user, moment_id))
    return go(request, "gratitude:untold")


@require_POST
def take_up_news(request: Asking, telling_id: UUID) -> HttpResponse:
    loops.take_up_again(queries.telling(request.user, telling_id))
    return go(request, "gratitude:untold")


@require_POST
def take_up_theirs(request: Asking, moment_id: UUID) -> HttpResponse:
    loops.take_up_again(queries.theirs(request.user, moment_id))
    return go(request, "gratitude:untold")
