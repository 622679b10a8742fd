"""Secrets that must be read again, sealed before they reach the database (decision 28)."""

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from bothways.formats.language import marked

ANOTHER_KEY = marked(
    "This Bothways runs with another key than before. Nothing is lost: whoever runs it can put that key back, and "
    "“bothways check” says how."
)
_NONCE = 12  # bytes, drawn anew each time (NIST SP 800-38D, 8.2.2)


class Locked(Exception):
    """It was sealed with another key, or for somebody else, or was changed."""


def seal(secret: str, *, whose: object) -> str:
    """Opens for the same `whose` only: a sealed secret copied into another row is none there."""
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + _lock(settings.SECRET_KEY).encrypt(nonce, secret.encode(), _of(whose))).decode()


def unseal(sealed: str, *, whose: object, key: str = "") -> str:
    """By the key of this house, or one of before."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        return _lock(key or settings.SECRET_KEY).decrypt(raw[:_NONCE], raw[_NONCE:], _of(whose)).decode()
    except (InvalidTag, ValueError) as problem:
        raise Locked from problem


def _of(whose: object) -> bytes:
    return str(whose).encode()


@lru_cache(maxsize=2)
def _lock(key: str) -> AESGCM:
    """A key of its own, derived from the secret key: what signs cookies seals nothing."""
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"bothways sealed secrets").derive(key.encode()))
