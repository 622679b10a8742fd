"""Which mail addresses may be the member's own, by what the kept mail says of them."""

from dataclasses import dataclass

from django.db.models import Count, Max

from bothways.accounts.models import Member
from bothways.accounts.queries import own_addresses
from bothways.exchange.models import Letters, Sender
from bothways.exchange.rules.own import Proposal, Seen, proposals
from bothways.moments.models import MailParty
from bothways.people import queries as people


@dataclass(frozen=True, slots=True)
class Line:
    """One address on the page: what is proposed, and for whom it is kept already, if for somebody."""

    proposal: Proposal
    kept_for: str


def proposed(member: Member) -> list[Line]:
    found = proposals(_seen(member), own_addresses(member), member.email)
    holders = people.holders(member, [one.address for one in found])
    return [Line(one, ", ".join(person.name for person in holders.get(one.address, []))) for one in found]


def _seen(member: Member) -> list[Seen]:
    parties = MailParty.objects.filter(member=member).values_list("address", "wrote").annotate(times=Count("id"))
    counts: dict[str, dict[str, int]] = {}
    for address, wrote, times in parties.order_by():
        counts.setdefault(address, {})["wrote" if wrote else "got"] = times
    delivered = Sender.objects.filter(brought__member=member, delivered__gt=0).values_list("address")
    for address, times in delivered.annotate(times=Max("delivered")).order_by():
        counts.setdefault(address, {})["delivered"] = times
    return [Seen(address, **said) for address, said in counts.items()]


def letters_are_moving(member: Member) -> bool:
    """Whether everyone's letters are being gone through just now."""
    return Letters.objects.filter(member=member, busy=True).exists()
