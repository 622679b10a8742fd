"""Every secret that is sealed in this house: whether its key opens them, and how another key takes its place."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from bothways.accounts.keyring import SECOND_FACTOR
from bothways.accounts.models import FormerServer, MailServer, TriedServer
from bothways.ground.sealing import Locked, seal, unseal

_OF_CODES = ("secret", "seed")  # in what allauth keeps of codes, and of recovery codes


@dataclass(frozen=True)
class _Sealed:
    row: Any
    text: str
    whose: object
    of_codes: str = ""  # its name among them; else it is the password of a mail server

    def opens(self, key: str = "") -> bool:
        try:
            unseal(self.text, whose=self.whose, key=key)
        except Locked:
            return False
        return True

    def seal_anew(self, key: str) -> None:
        anew = seal(unseal(self.text, whose=self.whose, key=key), whose=self.whose)
        if self.of_codes:
            self.row.data[self.of_codes] = anew
        else:
            self.row.sealed = anew
        self.row.save(update_fields=["data" if self.of_codes else "sealed"])


def sealed_secrets() -> tuple[int, int]:
    """How many secrets of this house its key opens, and how many it does not."""
    opens = [one.opens() for one in _all()]
    return sum(opens), len(opens) - sum(opens)


@transaction.atomic
def seal_all_anew(former: Sequence[str]) -> int:
    """What a key of before opens, and that of this house does not, is sealed with that; says how many there were."""
    locked = [one for one in _all() if not one.opens()]
    for one in locked:
        for key in former:
            with suppress(Locked):
                one.seal_anew(key)
                break
    return len(locked) - sealed_secrets()[1]


def _all() -> Iterator[_Sealed]:
    for servers in (MailServer.objects, FormerServer.objects, TriedServer.objects):
        for row in servers.exclude(sealed=""):
            yield _Sealed(row, row.sealed, row.member_id)
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN):
        for name in _OF_CODES:
            if name in row.data:
                yield _Sealed(row, row.data[name], SECOND_FACTOR, of_codes=name)
