"""How the passkeys and codes that allauth keeps live in this house: sealed, and named as we speak."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from bothways.accounts.rules import network
from bothways.ground.environment import environment
from bothways.ground.sealing import seal, unseal

SECOND_FACTOR = "second factor"  # allauth does not say whose the secret is that it hands over


class Keyring(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return seal(text, whose=SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, whose=SECOND_FACTOR)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Bothways"}


class Door(DefaultAccountAdapter):  # type: ignore[misc]
    def get_client_ip(self, request: HttpRequest) -> str:
        return came_from(request) or "::"


def came_from(request: HttpRequest) -> str:
    proxies = {one.strip() for one in environment().proxies.split(",")}
    return network(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""), proxies)
