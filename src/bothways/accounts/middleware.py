"""Who is signed in: asked of every page, and the example life's one member without being asked."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from bothways.accounts.models import Member
from bothways.ground.environment import environment
from bothways.ground.pages import signed_out


class ExampleLife:
    """Signs its member in, so that a look at it asks for nothing."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if environment().demo and not request.user.is_authenticated:
            member = Member.objects.order_by("created_at").first()
            if member:
                login(request, member, backend="django.contrib.auth.backends.ModelBackend")
        return self.answer(request)


class SignedIn(LoginRequiredMiddleware):
    """
    Every page asks who is there; a form that was sent by somebody who is signed out meanwhile keeps its text.

    Not one with files in it: nobody's files are taken in before it is known who sends them.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.method == "POST" and request.content_type != "multipart/form-data":
            return signed_out(request)
        return super().handle_no_permission(request, view_func)
