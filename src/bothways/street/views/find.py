"""People and memories by words in them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from bothways.accounts.asking import Asking
from bothways.ground.finding import LONGEST_ASKED
from bothways.ground.pages import show
from bothways.ground.writing import cleaned
from bothways.people.forms import WhoForm
from bothways.street.finding import found, says


@require_safe
def find(request: Asking) -> HttpResponse:
    """`?q=` what is looked for, `?sort=` one sort of it alone. The words are private: no other page is told of them."""
    typed = cleaned(request.GET.get("q", "")[:LONGEST_ASKED]).strip()
    only = request.GET.get("sort", "")
    sorts = found(request.user, typed, only=only)
    context = {
        "typed": typed,
        "only": only,
        "sorts": sorts,
        "says": says(sorts) if typed else "",
        "form": WhoForm(initial={"name": typed}),
    }
    answer = show(request, "street/find.html", "found", context)
    answer["Referrer-Policy"] = "strict-origin"  # not `no-referrer`, see the settings
    return answer
