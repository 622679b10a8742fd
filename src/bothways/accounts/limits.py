"""Writes: how often somebody tried to come in within an hour."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from bothways.accounts.models import Tries
from bothways.accounts.rules import AN_HOUR, MOST
from bothways.formats.language import gettext as _
from bothways.ground.clock import AHEAD, within
from bothways.ground.refusals import Refusal


class TooOften(Refusal):
    """`until`: when there are tries again."""

    status = 429

    def __init__(self, until: datetime, says: str = "") -> None:
        super().__init__(says or _("That was tried too often within an hour. Wait a while, or come in with a passkey."))
        self.until = until


def count_tries(tries: Mapping[str, str], *, at: datetime) -> None:
    """
    One try of each kind, for the one that it is about; TooOften where an hour has no more (quality, row 52).

    Counted before it is known whether it is right, and in one statement: of many at once no more than these get by.
    """
    for kind, whose in tries.items():
        mine = Tries.objects.filter(within("since", AN_HOUR, at), key=_key(kind, whose))
        if _one_more(mine, kind):
            continue
        Tries.objects.filter(Q(since__lte=at - AN_HOUR) | Q(since__gt=at + AHEAD)).delete()
        try:
            with transaction.atomic():
                Tries.objects.create(key=_key(kind, whose), since=at)
        except IntegrityError:  # somebody began their hour meanwhile, or it is used up
            if not _one_more(mine, kind):
                raise TooOften((mine.values_list("since", flat=True).first() or at) + AN_HOUR) from None


def give_back(tries: Mapping[str, str]) -> None:
    """What was right is no try."""
    Tries.objects.filter(key__in=[_key(*one) for one in tries.items()], used__gt=0).update(used=F("used") - 1)


def are_left(tries: Mapping[str, str]) -> bool:
    return all(Tries.objects.filter(key=_key(*one), used__lt=MOST[one[0]]).exists() for one in tries.items())


def used_up_until(tries: Mapping[str, str], *, at: datetime) -> datetime | None:
    """Asked before anything is written for whoever goes on trying."""
    for kind, whose in tries.items():
        mine = Tries.objects.filter(within("since", AN_HOUR, at), key=_key(kind, whose), used__gte=MOST[kind])
        if since := mine.values_list("since", flat=True).first():
            return since + AN_HOUR
    return None


def _one_more(mine: Any, kind: str) -> bool:
    return bool(mine.filter(used__lt=MOST[kind]).update(used=F("used") + 1))


def _key(kind: str, whose: str) -> str:
    return salted_hmac(f"tries {kind}", whose, algorithm="sha256").hexdigest()
