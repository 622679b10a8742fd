"""Pages."""

from django.http import HttpResponse

from bothways.accounts.asking import Asking


def later(request: Asking, **_: object) -> HttpResponse:
    return HttpResponse("not yet")
