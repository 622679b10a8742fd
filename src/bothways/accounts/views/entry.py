"""Pages: the first member, and coming in by password, code, passkey or welcome link; and going."""

from functools import partial
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from bothways.accounts import actions, queries
from bothways.accounts.asking import Asking
from bothways.accounts.coming_in import (
    CODE_WITHIN,
    by_password,
    come_in,
    half_way,
    onward_of,
    tries_at_code,
    tries_at_password,
    tries_at_set_up,
)
from bothways.accounts.forms import ChoosePasswordForm, CodeForm, JoinForm, PasskeyForm, SignInForm
from bothways.accounts.limits import TooOften
from bothways.accounts.rules import takes_passkeys
from bothways.ground.clock import now
from bothways.ground.environment import environment
from bothways.ground.pages import show, to


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The first start: one person, one password, no mail server."""
    if queries.anyone():
        return redirect("accounts:sign_in")
    tries = tries_at_set_up(request)
    form = JoinForm(request.POST or None, at=now(), tries=tries, setup_code=environment().setup_code)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        member = actions.join_first(
            email=values["email"], name=values["name"], password=values["password"], timezone=values["timezone"]
        )
        return come_in(request, member, to("first"))
    return _until(form, show(request, "accounts/join.html", context={"form": form}, status=_status(form)))


def _status(form: JoinForm | SignInForm) -> int:
    return 429 if form.until else 422 if form.is_bound else 200


def _until(form: JoinForm | SignInForm, answer: HttpResponse) -> HttpResponse:
    if form.until:
        answer["Retry-After"] = str(int((form.until - now()).total_seconds()) + 1)
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if not queries.anyone():
        return redirect("accounts:join")
    form = SignInForm(request, request.POST or None, at=now(), tries=partial(tries_at_password, request))
    if request.method == "POST" and form.is_valid() and form.member:
        return by_password(request, form.member, onward_of(request))
    return _until(form, _show_sign_in(request, form, status=_status(form)))


def _show_sign_in(
    request: HttpRequest, form: SignInForm | None = None, *, status: int = 200, says: str = ""
) -> HttpResponse:
    context = {
        "form": form or SignInForm(request, at=now(), tries=partial(tries_at_password, request)),
        "passkey": PasskeyForm(),
        "says": says,
        "next": onward_of(request),
        "takes_passkeys": takes_passkeys(request.get_host(), is_secure=request.is_secure()),
    }
    return show(request, "accounts/sign_in.html", context=context, status=status)


@login_not_required
@require_POST
def ask_for_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser is asked to answer; the question waits in the session, and not for long: anybody can ask."""
    if not request.user.is_authenticated:
        request.session.set_expiry(CODE_WITHIN)
    return JsonResponse(actions.ask_for_passkey(at=now()))


@login_not_required
@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    """With a passkey nobody needs a code: it is on a device of theirs, which has asked who holds it."""
    form = PasskeyForm(request.POST)
    try:
        member = actions.whose_passkey(form.cleaned_data["credential"] if form.is_valid() else {}, at=now())
    except actions.NotTheKey as problem:
        return _show_sign_in(request, status=problem.status, says=problem.says)
    return come_in(request, member, onward_of(request))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second half of the way in."""
    member = half_way(request)
    if member is None:
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            tries = tries_at_code(request, member)
            actions.pass_by_code(member, form.cleaned_data["code"], tries=tries, at=now())
        except (actions.NotTheKey, TooOften) as problem:
            form.add_error("code", problem.says)
            status = problem.status
        else:
            return come_in(request, member, onward_of(request))
    return show(request, "accounts/code.html", context={"form": form, "next": onward_of(request)}, status=status)


@require_POST
def sign_out(request: Asking) -> HttpResponse:
    logout(request)
    answer = redirect("accounts:sign_in")
    answer.delete_cookie(CookieStorage.cookie_name)  # what was to be said to them is said to nobody else
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, member_id: UUID, token: str) -> HttpResponse:
    """Where a welcome link leads: opening it changes nothing, choosing a password does."""
    member = queries.invited(member_id, token)
    form = ChoosePasswordForm(member, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.settle_in(member, form.cleaned_data["password"], timezone=form.cleaned_data["timezone"])
        return by_password(request, member, "" if member.welcomed_at else to("first"))
    return show(
        request,
        "accounts/welcome.html",
        context={"form": form, "invited": member},
        status=422 if form.is_bound else 200,
    )
