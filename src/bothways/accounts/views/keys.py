"""Pages: how a member comes in. Passkeys, codes and the password are changed by whoever shows who they are."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bothways.accounts import actions, queries
from bothways.accounts.asking import Asking
from bothways.accounts.coming_in import for_its_member, go_on, onward_of, show_oneself, tries_at_deed
from bothways.accounts.forms import ChoosePasswordForm, CodeForm, ConfirmForm, PasskeyForm
from bothways.accounts.limits import TooOften
from bothways.accounts.programs import have_tokens
from bothways.accounts.rules import device, takes_passkeys
from bothways.accounts.sessions import mark_here
from bothways.formats.language import gettext as _
from bothways.ground.clock import now
from bothways.ground.hashing import Busy
from bothways.ground.pages import show
from bothways.ground.refusals import NotHere
from bothways.ground.sealing import ANOTHER_KEY, seal, unseal

NEW_SECRET = "new_code_secret"  # noqa: S105 - its name in the session, where it waits until the app showed a right code


@require_safe
def signing_in(request: Asking) -> HttpResponse:
    member = request.user
    context = {
        "passkeys": queries.passkeys_in_words(member),
        "takes_passkeys": takes_passkeys(request.get_host(), is_secure=request.is_secure()),
        "with_codes": queries.asks_for_codes(member),
        "codes": queries.recovery_codes(member),
        "another_key": _(ANOTHER_KEY),
        "sessions": queries.signed_in(member, mark_here(request), now=now()),
    }
    return show(request, "accounts/signing_in.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Asking) -> HttpResponse:
    """That it is they, before anything changes in how they come in."""
    member = request.user
    form = ConfirmForm(request.POST or None, with_code=queries.asks_for_codes(member))
    onward = onward_of(request) or "accounts:signing_in"
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm(member, **form.cleaned_data, tries=tries_at_deed(request), at=now())
        except (actions.NotTheKey, TooOften, Busy) as problem:
            form.add_error(None, problem.says)
            status = problem.status
        else:
            show_oneself(request)
            return redirect(onward)
    return _show_confirm(request, form, status=status)


@require_POST
def confirm_by_passkey(request: Asking) -> HttpResponse:
    form = PasskeyForm(request.POST)
    says = _("That is somebody else's passkey. Take one of yours.")
    try:
        whose = actions.whose_passkey(form.cleaned_data["credential"] if form.is_valid() else {}, at=now())
    except actions.NotTheKey as problem:
        whose, says = None, problem.says
    if whose != request.user:
        return _show_confirm(request, says=says, status=422)
    show_oneself(request)
    return redirect(onward_of(request) or "accounts:signing_in")


def _show_confirm(
    request: Asking, form: ConfirmForm | None = None, *, says: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form or ConfirmForm(with_code=queries.asks_for_codes(request.user)),
        "passkey": PasskeyForm() if queries.passkeys(request.user) else None,
        "says": says,
        "next": onward_of(request),
    }
    return show(request, "accounts/confirm.html", context=context, status=status)


@require_safe
@for_its_member
def new_passkey(request: Asking) -> HttpResponse:
    return _show_new_passkey(request)


@require_POST
@for_its_member
def ask_for_new_passkey(request: Asking) -> HttpResponse:
    return JsonResponse(actions.ask_for_new_passkey(request.user))


@require_POST
@for_its_member
def keep_passkey(request: Asking) -> HttpResponse:
    form = PasskeyForm(request.POST)
    if not form.is_valid():
        return _show_new_passkey(request, form, status=422)
    name = form.cleaned_data["name"] or device(request.headers.get("User-Agent", ""))
    try:
        actions.keep_passkey(request.user, name=name, credential=form.cleaned_data["credential"])
    except actions.NotTheKey as problem:
        form.add_error(None, problem.says)
        return _show_new_passkey(request, form, status=problem.status)
    messages.success(request, _("Kept. From now on you can sign in with it."))
    return redirect("accounts:signing_in")


def _show_new_passkey(request: Asking, form: PasskeyForm | None = None, *, status: int = 200) -> HttpResponse:
    form = form or PasskeyForm(initial={"name": device(request.headers.get("User-Agent", ""))})
    possible = takes_passkeys(request.get_host(), is_secure=request.is_secure())
    context = {"form": form, "takes_passkeys": possible}
    return show(request, "accounts/new_passkey.html", context=context, status=status)


@require_POST
@for_its_member
def rename_passkey(request: Asking) -> HttpResponse:
    form = PasskeyForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["name"]:
        messages.warning(request, _("Nothing was renamed: a name has one letter at least, and 60 at most."))
    else:
        actions.rename_passkey(request.user, request.POST.get("passkey", ""), form.cleaned_data["name"])
        messages.success(request, _("Kept."))
    return redirect("accounts:signing_in")


@require_POST
@for_its_member
def take_away_passkey(request: Asking) -> HttpResponse:
    actions.take_away_passkey(request.user, request.POST.get("passkey", ""))
    messages.success(request, _("Taken away here. Your device may still show it: it opens nothing any more."))
    return redirect("accounts:signing_in")


@require_POST
@for_its_member
def begin_codes(request: Asking) -> HttpResponse:
    request.session[NEW_SECRET] = seal(generate_totp_secret(), whose=request.user.pk)
    return redirect("accounts:codes")


@require_safe
@for_its_member
def codes(request: Asking) -> HttpResponse:
    """What the app is shown, and a place for the code that it shows."""
    return _show_codes(request, CodeForm()) if NEW_SECRET in request.session else redirect("accounts:signing_in")


@require_safe
@for_its_member
def codes_picture(request: Asking) -> HttpResponse:
    if NEW_SECRET not in request.session:
        raise NotHere
    keyring = get_adapter()
    address = keyring.build_totp_url(request.user, _new_secret(request))
    return HttpResponse(keyring.build_totp_svg(address), content_type="image/svg+xml")


@require_POST
@for_its_member
def turn_on_codes(request: Asking) -> HttpResponse:
    if NEW_SECRET not in request.session:  # done already, as after a double click, or never begun
        return redirect("accounts:recovery")
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _show_codes(request, form, status=422)
    try:
        actions.turn_on_codes(request.user, _new_secret(request), form.cleaned_data["code"], at=now())
    except actions.NotTheKey as problem:
        form.add_error("code", problem.says)
        return _show_codes(request, form, status=problem.status)
    del request.session[NEW_SECRET]
    messages.success(request, _("From now on a code is asked for after your password."))
    return redirect("accounts:recovery")


def _new_secret(request: Asking) -> str:
    return unseal(request.session[NEW_SECRET], whose=request.user.pk)


def _show_codes(request: Asking, form: CodeForm, *, status: int = 200) -> HttpResponse:
    secret = _new_secret(request).rstrip("=")
    context: dict[str, Any] = {"form": form, "secret": [secret[at : at + 4] for at in range(0, len(secret), 4)]}
    return show(request, "accounts/codes.html", context=context, status=status)


@require_POST
@for_its_member
def turn_off_codes(request: Asking) -> HttpResponse:
    actions.turn_off_codes(request.user)
    messages.success(request, _("No code is asked for any more."))
    return redirect("accounts:signing_in")


@require_safe
@for_its_member
def recovery(request: Asking) -> HttpResponse:
    if not queries.asks_for_codes(request.user):
        return redirect("accounts:signing_in")
    # Which set they are is read first: codes drawn between the two are shown, and stay.
    drawn, codes = queries.recovery_set(request.user), queries.recovery_codes(request.user)
    context = {"drawn": drawn, "codes": codes, "another_key": _(ANOTHER_KEY)}
    return show(request, "accounts/recovery.html", context=context)


@require_POST
@for_its_member
def draw_new_recovery_codes(request: Asking) -> HttpResponse:
    if actions.draw_new_recovery_codes(request.user, request.POST.get("drawn", "")):
        messages.success(request, _("These are new. The ones from before open nothing any more."))
    return redirect("accounts:recovery")


@require_POST
def end_session(request: Asking) -> HttpResponse:
    actions.end_session(request.user, request.POST.get("session", ""))
    messages.success(request, _("Ended."))
    return redirect("accounts:signing_in")


@require_POST
def end_other_sessions(request: Asking) -> HttpResponse:
    actions.end_other_sessions(request.user, mark_here(request), at=now())
    messages.success(request, _("All others are ended."))
    return redirect("accounts:signing_in")


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_member
def change_password(request: Asking) -> HttpResponse:
    """With it all other sessions end: they stand for the old one."""
    form = ChoosePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_password(request.user, form.cleaned_data["password"])
        go_on(request)
        messages.success(request, _("Kept. Wherever else you were signed in, you no longer are."))
        if have_tokens(request.user):
            messages.warning(
                request, _("Programs to which you gave a token keep it: end it in the settings, if need be.")
            )
        return redirect("accounts:signing_in")
    status = 422 if form.is_bound else 200
    return show(request, "accounts/change_password.html", context={"form": form}, status=status)
