"""Who is here."""

from uuid import UUID

from django.contrib.auth.tokens import default_token_generator

from bothways.accounts.models import Member, as_kept
from bothways.ground.refusals import NotHere, Refusal


class NoSuchMember(Refusal):
    status = 404


def anyone() -> bool:
    """Whether this Bothways has its first member already; sign-up is open until then (decision 31)."""
    return Member.objects.exists()


def member_by_email(email: str) -> Member:
    found = Member.objects.filter(email=as_kept(email)).first()
    if found is None:
        message = f"Nobody here signs in as {email}. `bothways member add {email}` adds them."
        raise NoSuchMember(message)
    return found


def own_addresses(member: Member) -> list[str]:
    return list(member.own_addresses.order_by("address").values_list("address", flat=True))


def invited(member_id: UUID, token: str) -> Member:
    """The member whom a welcome link was made for; a used, old or altered link is nobody's."""
    found = Member.objects.filter(pk=member_id).first()
    if found is None or not default_token_generator.check_token(found, token):
        says = "This link was used already or is too old. Whoever runs this Bothways can make a new one."
        raise NotHere(says)
    return found
