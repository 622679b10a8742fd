"""Pages: what a member says about themselves, and where their letters go out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts import actions, queries
from bothways.accounts.asking import Asking
from bothways.accounts.forms import MailServerForm, SelfForm
from bothways.accounts.models import MailServer, Member
from bothways.ground.clock import now
from bothways.ground.pages import show


@require_safe
def settings_page(request: Asking) -> HttpResponse:
    return _show(request, SelfForm(initial={name: getattr(request.user, name) for name in SelfForm.base_fields}))


@require_POST
def change_self(request: Asking) -> HttpResponse:
    form = SelfForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    actions.change_self(request.user, **form.cleaned_data)
    messages.success(request, "Kept.")
    return redirect("accounts:settings")


def _show(request: Asking, form: SelfForm, *, status: int = 200) -> HttpResponse:
    own, sender = queries.own_addresses(request.user), queries.sender(request.user)
    return show(request, "accounts/settings.html", context={"form": form, "own": own, "sender": sender}, status=status)


@require_safe
def mail_server(request: Asking) -> HttpResponse:
    kept = queries.own_server(request.user)
    return _show_server(request, _server_form(request.user, kept), kept)


@require_POST
def use_mail_server(request: Asking) -> HttpResponse:
    """A real message to oneself goes out first; where it is not taken, its server says why."""
    kept = queries.own_server(request.user)
    form = _server_form(request.user, kept, request.POST)
    if form.is_valid():
        try:
            actions.use_mail_server(request.user, **form.cleaned_data, at=now())
        except actions.DidNotWork as refusal:
            form.add_error(None, f"{refusal.says} Nothing was kept. Change it, and type the password again.")
        else:
            messages.success(request, f"It works: a message is on its way to {form.cleaned_data['address']}.")
            return redirect("accounts:settings")
    return _show_server(request, form, kept, status=422)


@require_POST
def forget_mail_server(request: Asking) -> HttpResponse:
    actions.forget_mail_server(request.user)
    messages.success(request, "Forgotten, with its password.")
    return redirect("accounts:settings")


def _server_form(member: Member, kept: MailServer | None, sent: Any = None) -> MailServerForm:
    addresses = queries.addresses_to_write_from(member)
    if kept is None:
        return MailServerForm(sent, addresses=addresses, initial={"user": addresses[0] if addresses else ""})
    values = {name: getattr(kept, name) for name in ("address", "host", "port", "secured", "user")}
    known = (kept.host, kept.port, kept.secured, kept.user)
    password = queries.password_of(kept)
    return MailServerForm(sent, addresses=addresses, kept=known, password=password, initial=values)


def _show_server(request: Asking, form: MailServerForm, kept: MailServer | None, *, status: int = 200) -> HttpResponse:
    return show(request, "accounts/mail_server.html", context={"form": form, "kept": kept}, status=status)
