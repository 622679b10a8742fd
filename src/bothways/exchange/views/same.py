"""Pages: are they the same?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.exchange.actions import same as actions
from bothways.exchange.queries import same as queries
from bothways.formats.language import gettext as _
from bothways.ground.pages import show
from bothways.people.rules import Life


@require_safe
def same(request: Asking) -> HttpResponse:
    """Who stands in the address book and among those who are kept, under one name."""
    return show(request, "exchange/same.html", context={"pairs": queries.twice(request.user)})


@require_POST
def say(request: Asking) -> HttpResponse:
    entry, how = request.POST.get("entry", ""), request.POST.get("how")
    pair = actions.join(request.user, entry) if how == "one" else actions.pair_of(request.user, entry)
    if pair is None:
        messages.info(request, _("Nothing was changed: they do not stand here twice, or no longer."))
    elif how == "one":
        says = _("{name} is one person now. Their letters find the street by themselves.")
        messages.success(request, says.format(name=pair.kept.name))
        if pair.entry.life == Life.DIED and pair.kept.life != Life.DIED:
            says = _("The card says that {name} has died. That changes nothing here until you say so too.")
            messages.warning(request, says.format(name=pair.kept.name))
    elif how == "two":
        actions.are_two(request.user, pair)
        messages.success(request, _("Kept as two people."))
    return redirect("exchange:same")
