"""The member says which mail addresses are their own (decision 11), and takes one back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bothways.accounts.actions import claim
from bothways.accounts.models import Member
from bothways.accounts.queries import own_addresses
from bothways.exchange.actions.letters import go_through_letters
from bothways.exchange.actions.reading import hold
from bothways.exchange.models import Letters
from bothways.exchange.queries.own import with_somebody_kept


@transaction.atomic
def say_own(member: Member, *, mine: Collection[str], shown: Collection[str], at: datetime) -> bool:
    """
    These addresses are the member's; those of the shown ones that are not named are theirs no more.

    Their letters follow in the background: new ones come onto the streets, and what an address alone had made goes.
    Says whether new ones come.
    """
    hold(member.pk)
    had = set(own_addresses(member))
    new, gone = set(mine) - had, (had & set(shown)) - set(mine)
    claim(member, sorted(new))
    member.own_addresses.filter(address__in=gone).delete()
    Letters.objects.update_or_create(member=member, defaults={"own_said_at": at})
    more = with_somebody_kept(member, new)
    if more or gone:
        go_through_letters(member, let_go=bool(gone))
    return more
