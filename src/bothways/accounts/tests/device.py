"""A device that makes passkeys and shows them, as one in a hand does: real keys, real signatures."""

import json
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class Device:
    def __init__(self):
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16)
        self.whose = b""
        self.used = 0  # as it says itself; most passkeys of today count nothing

    def makes(self, asked, origin):
        """Its answer to being asked for a new passkey."""
        options = asked["publicKey"]
        self.whose = websafe_decode(options["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(bytes(16), self.id, public)
        seen = self._seen(options["rp"]["id"], PRESENT | VERIFIED | WITH_KEY, bytes(made))
        told = self._told("webauthn.create", options["challenge"], origin)
        whole = AttestationObject.create("none", seen, {})
        return self._answer(clientDataJSON=told, attestationObject=whole)

    def shows(self, asked, origin, *, flags=PRESENT | VERIFIED):
        """Its answer to being asked who is there."""
        options = asked["publicKey"]
        seen = self._seen(options["rpId"], flags)
        told = self._told("webauthn.get", options["challenge"], origin)
        signed = self.key.sign(seen + sha256(told).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=told, authenticatorData=seen, signature=signed, userHandle=self.whose)

    def _seen(self, house, flags, key=b""):
        return AuthenticatorData.create(sha256(house.encode()).digest(), flags, self.used, key)

    def _told(self, what, challenge, origin):
        return CollectedClientData.create(what, websafe_decode(challenge), origin)

    def _answer(self, **parts):
        response = {name: websafe_encode(bytes(part)) for name, part in parts.items()}
        ident = websafe_encode(self.id)
        return json.dumps({"id": ident, "rawId": ident, "type": "public-key", "response": response})
