"""The example life signs its one member in, so that a look at it asks for nothing."""

from collections.abc import Callable

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from bothways.accounts.models import Member
from bothways.ground.environment import environment


class ExampleLife:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if environment().demo and not request.user.is_authenticated:
            member = Member.objects.order_by("created_at").first()
            if member:
                login(request, member, backend="django.contrib.auth.backends.ModelBackend")
        return self.answer(request)
