"""Every secret that is sealed in this house: whether its key opens them, and how another key takes its place."""

from collections.abc import Iterator, Sequence
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

    def opened(self, key: str = "") -> str | None:
        """By the key of this house, or one of before; None where it does not open it."""
        try:
            return unseal(self.text, whose=self.whose, key=key)
        except Locked:
            return None

    def seal_anew(self, secret: str) -> None:
        anew = seal(secret, whose=self.whose)
        if self.of_codes:
            self.row.data[self.of_codes] = anew
        else:
            self.row.sealed = anew
        self.row.save(update_fields=["data" if self.of_codes else "sealed"])


def sealed_secrets() -> tuple[int, int]:
    """How many secrets of this house its key opens, and how many it does not."""
    opens = [one.opened() is not None for one in _all()]
    return sum(opens), len(opens) - sum(opens)


@transaction.atomic
def seal_all_anew(former: Sequence[str]) -> int:
    """What a key of before opens, and that of this house does not, is sealed with that; says how many there were."""
    many = 0
    for one in [one for one in _all() if one.opened() is None]:
        secret = next((secret for key in former if (secret := one.opened(key)) is not None), None)
        if secret is not None:
            one.seal_anew(secret)
            many += 1
    return many


def _all() -> Iterator[_Sealed]:
    for servers in (MailServer.objects, FormerServer.objects, TriedServer.objects):
        for row in servers.exclude(sealed=""):
            yield _Sealed(row, row.sealed, row.member_id)
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN):
        for name in _OF_CODES:
            if name in row.data:
                yield _Sealed(row, row.data[name], SECOND_FACTOR, of_codes=name)
