"""Pages: these are my own addresses."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.exchange import forms
from bothways.exchange.actions.own import say_own
from bothways.exchange.queries import own as queries
from bothways.formats.language import gettext as _
from bothways.ground.clock import now
from bothways.ground.pages import show


@require_safe
def own(request: Asking) -> HttpResponse:
    return _show_own(request, forms.OwnForm())


@require_POST
def say(request: Asking) -> HttpResponse:
    form = forms.OwnForm(request.POST)
    if not form.is_valid():
        return _show_own(request, form, status=422)
    more = say_own(request.user, mine=form.mine | form.cleaned_data["more"], shown=form.shown, at=now())
    says = _("Kept. Your letters find their streets by it, in the background.") if more else _("Kept.")
    messages.success(request, says)
    return redirect("exchange:own")


def _show_own(request: Asking, form: forms.OwnForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "lines": queries.proposed(request.user),
        "ticked": form.mine if form.is_bound else None,
        "moving": queries.letters_are_moving(request.user),
    }
    return show(request, "exchange/own.html", "moving", context=context, status=status)
