"""Pages: what a member says about themselves, how pages look to them, and where their letters go out."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts import actions, queries, trying
from bothways.accounts.asking import Asking
from bothways.accounts.coming_in import for_its_member, has_shown_oneself
from bothways.accounts.forms import LooksForm, MailServerForm, SelfForm
from bothways.accounts.models import MailServer, Member, TriedServer
from bothways.formats.language import gettext as _
from bothways.formats.language import marked, speaking
from bothways.ground.clock import is_within, now
from bothways.ground.meanwhile import over_what_stands
from bothways.ground.pages import show
from bothways.ground.refusals import ChangedMeanwhile
from bothways.ground.sealing import ANOTHER_KEY

WAITED_FOR = timedelta(minutes=2)
SHOWN_FOR = timedelta(days=1)  # that one did not work
_WHO_IS_THERE = marked(
    "More than ten minutes have passed since you showed that it is you, so nothing was done yet. Show it in another "
    "window, then type the password again and send this."
)


@require_safe
def settings_page(request: Asking) -> HttpResponse:
    return _show(request)


@require_POST
def change_self(request: Asking) -> HttpResponse:
    return _change(request, SelfForm(request.POST))


@require_POST
def change_looks(request: Asking) -> HttpResponse:
    return _change(request, LooksForm(request.POST))


def _change(request: Asking, form: SelfForm | LooksForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        actions.change_self(request.user, **form.cleaned_data)
    except ChangedMeanwhile as problem:
        over_what_stands(form, problem)
        return _show(request, form, status=problem.status)
    with speaking(request.user.language):  # the answer has the language that was just chosen
        messages.success(request, _("Kept."))
    return redirect("accounts:settings")


def _show(request: Asking, sent: SelfForm | LooksForm | None = None, *, status: int = 200) -> HttpResponse:
    """Both forms as they are kept, but the one that was sent as it was typed."""
    context = {
        "form": sent if isinstance(sent, SelfForm) else SelfForm(initial=_kept(SelfForm, request.user)),
        "looks": sent if isinstance(sent, LooksForm) else LooksForm(initial=_kept(LooksForm, request.user)),
        "own": queries.own_addresses(request.user),
        "sender": queries.sender(request.user),
    }
    return show(request, "accounts/settings.html", context=context, status=status)


def _kept(form: type[SelfForm | LooksForm], member: Member) -> dict[str, Any]:
    return {name: getattr(member, name) for name in form.base_fields}


@require_safe
@for_its_member
def mail_server(request: Asking) -> HttpResponse:
    """It asks who is there before the form is filled in."""
    kept = queries.own_server(request.user)
    tried = queries.tried_server(request.user, within_last=SHOWN_FOR, at=now())
    answer = _show_server(request, _server_form(request.user, kept, tried), kept, tried)
    if getattr(request, "htmx", False) and not _is_under_way(tried):
        answer["HX-Refresh"] = "true"  # the whole page, with the form or with what is in use
    return answer


@require_POST
def use_mail_server(request: Asking) -> HttpResponse:
    """A real message to oneself goes out first, by a worker; where it is not taken, the page says why."""
    kept = queries.own_server(request.user)
    form = _server_form(request.user, kept, sent=request.POST)
    if not has_shown_oneself(request):
        form.add_error(None, _(_WHO_IS_THERE))
        return _show_server(request, form, kept, asks_who=True, status=403)
    if form.is_valid():
        try:
            trying.begin(request.user, **form.cleaned_data, at=now())
        except trying.LeavesNothing as refusal:
            form.add_error(None, refusal.says)
        else:
            return redirect("accounts:mail_server")
    return _show_server(request, form, kept, status=422)


@require_POST
@for_its_member
def forget_mail_server(request: Asking) -> HttpResponse:
    trying.forget(request.user)
    messages.success(request, _("Forgotten. You are told so by it once more, and then its password is gone, too."))
    return redirect("accounts:settings")


def _server_form(
    member: Member, kept: MailServer | None, tried: TriedServer | None = None, *, sent: Any = None
) -> MailServerForm:
    """As the last one that was tried was typed, else as the one in use."""
    addresses = queries.addresses_to_write_from(member)
    last = tried or kept
    values: dict[str, Any] = {"user": addresses[0] if addresses else ""}
    if last:
        values = {name: getattr(last, name) for name in ("address", "host", "port", "secured", "user")}
    known = (kept.host, kept.port, kept.secured, kept.user) if kept else ()
    password = (kept and queries.password_of(kept)) or ""
    return MailServerForm(sent, addresses=addresses, kept=known, password=password, initial=values)


def _is_under_way(tried: TriedServer | None) -> bool:
    """Where no worker took it up for minutes, the form is there again."""
    return tried is not None and not tried.says and is_within(tried.asked_at, WAITED_FOR, now())


def _show_server(
    request: Asking,
    form: MailServerForm,
    kept: MailServer | None,
    tried: TriedServer | None = None,
    *,
    asks_who: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`asks_who`: it is said anew in another window, and what was typed waits here."""
    context = {
        "form": form, "kept": kept, "tried": tried, "is_under_way": _is_under_way(tried), "asks_who": asks_who,
        "another_key": _(ANOTHER_KEY) if kept and queries.password_of(kept) is None else "",
    }  # fmt: skip
    return show(request, "accounts/mail_server.html", "state", context, status=status)
