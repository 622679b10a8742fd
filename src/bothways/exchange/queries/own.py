"""Which mail addresses may be the member's own, by what the kept mail says of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from bothways.accounts.models import Member
from bothways.accounts.queries import own_addresses
from bothways.exchange.models import Letters, Sender
from bothways.exchange.rules.own import Proposal, Seen, proposals
from bothways.ground.folding import fold
from bothways.moments.models import Mail, MailParty
from bothways.people import queries as people
from bothways.people.models import Address


@dataclass(frozen=True, slots=True)
class Line:
    """One address on the page: what is proposed, and for whom it is kept already, if for somebody."""

    proposal: Proposal
    kept_for: str


def proposed(member: Member) -> list[Line]:
    said = Letters.objects.filter(member=member, own_said_at__isnull=False).exists()
    found = proposals(_seen(member), own_addresses(member), member.email, said=said)
    holders = people.holders(member, [one.address for one in found])
    return [Line(one, ", ".join(person.name for person in holders.get(one.address, []))) for one in found]


def may_lack_one(member: Member, import_id: UUID) -> bool:
    """
    Whether most letters of an import are to and from no address of the member's, and some address may be theirs.

    An archive of earlier years has addresses that were not in the first one.
    """
    kept = Mail.objects.filter(member=member, import_id=import_id)
    with_own = MailParty.objects.filter(mail=OuterRef("pk"), address__in=own_addresses(member))
    if kept.count() <= 2 * kept.filter(Exists(with_own)).count():
        return False
    return any(not one.chosen for one in proposals(_seen(member), own_addresses(member), member.email))


def _seen(member: Member) -> list[Seen]:
    parties = MailParty.objects.filter(member=member).order_by()
    said: dict[str, dict[str, int]] = {}
    for address, wrote, times in parties.values_list("address", "wrote").annotate(times=Count("id")):
        said.setdefault(address, {})["wrote" if wrote else "got"] = times
    others = ~Q(mail__parties__wrote=F("wrote")) & ~Q(mail__parties__address__in=own_addresses(member))
    across = Count("mail__parties__address", filter=others, distinct=True)
    for address, circle in parties.values_list("address").annotate(circle=across):
        said[address]["circle"] = circle
    delivered = Sender.objects.filter(brought__member=member, delivered__gt=0).order_by()
    for address, times in delivered.values_list("address").annotate(times=Max("delivered")):
        said.setdefault(address, {})["delivered"] = times
    named = {address for address, name in parties.values_list("address", "name").distinct() if _is_name(name, member)}
    held = set(Address.objects.filter(member=member).values_list("address", flat=True))
    return [Seen(one, named=one in named, held=one in held, **counts) for one, counts in said.items()]


def _is_name(name: str, member: Member) -> bool:
    return len(member.name.split()) > 1 and fold(name) == fold(member.name)


def with_somebody_kept(member: Member, own: Iterable[str]) -> bool:
    """Whether there is a letter between one of these own addresses and somebody who is kept."""
    kept = Address.objects.filter(member=member, address=OuterRef("address"))
    other = MailParty.objects.filter(Exists(kept), mail=OuterRef("mail")).exclude(wrote=OuterRef("wrote"))
    other = other.exclude(address__in=own_addresses(member))
    return MailParty.objects.filter(Exists(other), member=member, address__in=list(own)).exists()


def letters_are_moving(member: Member) -> bool:
    """Whether everyone's letters are being gone through just now."""
    return Letters.objects.filter(member=member, busy=True).exists()
