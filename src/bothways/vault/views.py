"""The page that says when all of this was last put away safely."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from bothways.accounts.asking import Asking
from bothways.formats.days import exactly
from bothways.formats.language import sized
from bothways.ground.clock import now, there
from bothways.ground.pages import show
from bothways.vault import queries
from bothways.vault.rules import is_old


@require_safe
def page(request: Asking) -> HttpResponse:
    """
    Everybody may know when. How large it is, which tells how much all keep, where it lies and how one is made is for
    the one who set this Bothways up.
    """
    last, runs_it = queries.last_backup(), request.user.came_first
    told = {
        "last": last,
        "day": exactly(there(request.user.timezone, last.made_at).date()) if last else None,
        "size": sized(last.size) if last and runs_it else "",
        "is_there": last is not None and queries.is_there(last),
        "is_old": last is not None and is_old(last.made_at, now()),
        "runs_it": runs_it,
    }
    return show(request, "vault/backup.html", context=told)
