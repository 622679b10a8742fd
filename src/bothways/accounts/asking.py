"""A request of somebody who is signed in; every page but sign-in and the first start has one."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from bothways.accounts.models import Member


class Asking(HttpRequest):
    user: Member
    htmx: HtmxDetails
    is_a_deed: (
        bool  # said to be none by a form that only leads on (`accounts.middleware.Acting`), or a program that asks
    )
