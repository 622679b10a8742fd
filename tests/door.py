"""How a member comes into a test."""

from django.test import Client

from bothways.accounts.coming_in import SHOWN_AT
from bothways.accounts.models import Member
from bothways.ground import clock


def signed_in(member: Member) -> Client:
    """Just now, so that it is known who they are."""
    client = Client()
    client.force_login(member)
    session = client.session
    session[SHOWN_AT] = clock.now().timestamp()
    session.save()
    return client
