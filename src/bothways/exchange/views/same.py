"""Pages: are they the same?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.exchange.actions import same as actions
from bothways.exchange.queries import same as queries
from bothways.ground.pages import show
from bothways.people.rules import Life


@require_safe
def same(request: Asking) -> HttpResponse:
    """Who stands in the address book and among those who are kept, under one name."""
    return show(request, "exchange/same.html", context={"pairs": queries.twice(request.user)})


@require_POST
def say(request: Asking) -> HttpResponse:
    pair = actions.pair_of(request.user, request.POST.get("entry", ""))
    if pair is None:
        messages.info(request, "Nothing was changed: they do not stand here twice, or no longer.")
    elif request.POST.get("how") == "one":
        actions.join(request.user, pair)
        messages.success(request, f"{pair.kept.name} is one person now. Their letters find the street by themselves.")
        if pair.entry.life == Life.DIED and pair.kept.life != Life.DIED:
            says = f"The card says that {pair.kept.name} has died. That changes nothing here until you say so too."
            messages.warning(request, says)
    elif request.POST.get("how") == "two":
        actions.are_two(request.user, pair)
        messages.success(request, "Kept as two people.")
    return redirect("exchange:same")
