"""Pages: the first member, and signing in and out."""

from uuid import UUID

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from bothways.accounts import actions, queries
from bothways.accounts.asking import Asking
from bothways.accounts.forms import ChoosePasswordForm, JoinForm, SignInForm
from bothways.ground.environment import environment
from bothways.ground.pages import go, show

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The first start: one person, one password, no mail server."""
    if queries.anyone():
        return redirect("accounts:sign_in")
    form = JoinForm(request.POST or None, setup_code=environment().setup_code)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        member = actions.join_first(
            email=values["email"], name=values["name"], password=values["password"], timezone=values["timezone"]
        )
        login(request, member, backend=BACKEND)
        return go(request, "first")
    return show(request, "accounts/join.html", context={"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if not queries.anyone():
        return redirect("accounts:join")
    form = SignInForm(request, request.POST or None)
    onward = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    onward = onward if safe else ""
    if request.method == "POST" and form.is_valid() and form.member:
        login(request, form.member, backend=BACKEND)
        return redirect(onward) if onward else go(request, "home")
    status = 422 if form.is_bound else 200
    return show(request, "accounts/sign_in.html", context={"form": form, "next": onward}, status=status)


@require_POST
def sign_out(request: Asking) -> HttpResponse:
    logout(request)
    answer = redirect("accounts:sign_in")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, member_id: UUID, token: str) -> HttpResponse:
    """Where a welcome link leads: opening it changes nothing, choosing a password does."""
    member = queries.invited(member_id, token)
    form = ChoosePasswordForm(member, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_password(member, form.cleaned_data["password"])
        login(request, member, backend=BACKEND)
        return go(request, "home" if member.welcomed_at else "first")
    return show(
        request,
        "accounts/welcome.html",
        context={"form": form, "invited": member},
        status=422 if form.is_bound else 200,
    )
