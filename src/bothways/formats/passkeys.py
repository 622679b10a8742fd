"""
What a browser says of a passkey, as JSON (WebAuthn 3, 5.1.8): who sends it may be anybody, and may have made it up.

Only texts are read where WebAuthn has texts. Its reader takes a number there for that many bytes of memory.
"""

import json
import re
import struct
from base64 import urlsafe_b64decode
from typing import Any

LONGEST = 20_000  # signs of an answer
_BYTES = re.compile(r"[A-Za-z0-9_-]*={0,2}")
_READ = ("clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject")


def as_shown(text: str) -> dict[str, Any]:
    """The parts of it that are read; nothing where one of them cannot be."""
    try:
        shown = json.loads(text)
        said = {name: part for name in _READ if (part := shown["response"].get(name)) is not None}
        found = {name: shown[name] for name in ("id", "rawId", "type")}
        if not all(_is_bytes(one) for one in (*found.values(), *said.values())):
            return {}
        is_whole = _tells_of_texts(said["clientDataJSON"]) and _holds_bytes(said.get("attestationObject", ""))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error):
        return {}
    return {**found, "response": said} if is_whole else {}


def _is_bytes(part: Any) -> bool:
    return isinstance(part, str) and _BYTES.fullmatch(part) is not None


def _tells_of_texts(told: str) -> bool:
    """What the browser itself says of the question that it answers: JSON again."""
    data = json.loads(_decoded(told))
    return all(isinstance(data[name], str) for name in ("type", "challenge", "origin"))


def _holds_bytes(made: str) -> bool:
    """What the device says of a new passkey: CBOR."""
    from fido2 import cbor  # noqa: PLC0415 - read where a passkey is made

    held: Any = cbor.decode(_decoded(made)) if made else None
    return held is None or isinstance(held["authData"], bytes)


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part.rstrip("=") + "=" * (-len(part.rstrip("=")) % 4))
