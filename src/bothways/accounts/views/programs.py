"""Pages: the programs that come in for a member, each by a token of its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts import programs as tokens
from bothways.accounts.asking import Asking
from bothways.accounts.coming_in import for_its_member
from bothways.accounts.forms import TokenForm
from bothways.accounts.models import Scope
from bothways.formats.language import gettext as _
from bothways.ground.clock import now
from bothways.ground.pages import show
from bothways.ground.records import as_id, new_id
from bothways.ground.refusals import Refusal


@require_safe
def programs(request: Asking) -> HttpResponse:
    return _show(request)


@require_safe
@for_its_member
def new_token(request: Asking) -> HttpResponse:
    return _show_form(request, TokenForm(initial={"id": new_id(), "scope": Scope.READ}))


@require_POST
@for_its_member
def make_token(request: Asking) -> HttpResponse:
    """The answer holds the token, this once: it is kept by no browser, and nowhere here."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    values = form.cleaned_data
    try:
        secret = tokens.make_token(
            request.user, token_id=values["id"], name=values["name"], scope=Scope(values["scope"]), at=now()
        )
    except Refusal as problem:
        form.add_error(None, problem.says)
        return _show_form(request, form, status=problem.status)
    return _show(request, secret=secret, name=values["name"])


def _show(request: Asking, *, secret: str = "", name: str = "") -> HttpResponse:
    context = {"programs": tokens.programs(request.user), "secret": secret, "name": name}
    return show(request, "accounts/programs.html", context=context)


def _show_form(request: Asking, form: TokenForm, *, status: int = 200) -> HttpResponse:
    return show(request, "accounts/new_token.html", context={"form": form}, status=status)


@require_POST
def end_token(request: Asking) -> HttpResponse:
    tokens.end_token(request.user, as_id(request.POST.get("token", "")))
    messages.success(request, _("Ended. Whoever has that token gets nothing by it any more."))
    return redirect("accounts:programs")
