"""People and memories by words in them."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from bothways.accounts.asking import Asking
from bothways.ground.finding import LONGEST_ASKED
from bothways.ground.pages import show
from bothways.ground.writing import cleaned
from bothways.people.forms import WhoForm
from bothways.street.finding import found, says


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Asking) -> HttpResponse:
    """
    `q` what is looked for, `sort` one sort of it alone.

    By POST, though nothing is changed: the words are private, and browsers and logs keep addresses (S17).
    """
    request.is_a_deed = False
    typed = cleaned(request.POST.get("q", "")[:LONGEST_ASKED]).strip()
    only = request.POST.get("sort", "")
    sorts = found(request.user, typed, only=only)
    context = {
        "typed": typed,
        "only": only,
        "sorts": sorts,
        "says": says(sorts) if typed else "",
        "form": WhoForm(initial={"name": typed}),
    }
    return show(request, "street/find.html", "found", context)
