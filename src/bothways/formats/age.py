"""
A file locked with a passphrase as age does it (age-encryption.org/v1), written and read in one stream.

Whoever has the passphrase and any of the tools named age opens it, also where there is no Bothways any more.
"""

import base64
import binascii
import hmac
import os
import re
from typing import BinaryIO, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

WORK = 18  # a guess costs 2 to this power times 1 KiB of memory, and about a second
MOST_WORK = WORK + 1  # more is asked by nobody who means well, and takes as much memory before anything is proved
CHUNK = 64 * 1024
_TAG = 16
_LONGEST_HEADER = 1024
_FIRST_LINE = b"age-encryption.org/v1\n"
_HEADER = re.compile(re.escape(_FIRST_LINE) + rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---")


class CannotOpen(Exception):
    """Nothing of it can be believed."""


class NotLocked(CannotOpen):
    """It is no such file, or it is locked otherwise than with a passphrase."""


class TooMuchWork(CannotOpen):
    """To try a passphrase on it would take more memory than we give to what nobody has proved."""


class WrongPassphrase(CannotOpen):
    """Or the lock itself was changed, which nobody can tell apart."""


class Damaged(CannotOpen):
    """What stands from `at` on (bytes from the beginning) was changed, or ends too early."""

    def __init__(self, at: int, *, ends: bool = False) -> None:
        super().__init__(f"{'ends' if ends else 'damaged'} at byte {at}")
        self.at, self.ends = at, ends


class Locking:
    """Writes what is given to it into a file, locked. Without `close` the file has no end, and is refused."""

    def __init__(self, file: BinaryIO, passphrase: str, *, work: int = WORK) -> None:
        self._file, self._waits, self._number = file, bytearray(), 0
        inner, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
        wrapped = ChaCha20Poly1305(_stretched(passphrase, salt, work)).encrypt(bytes(12), inner, None)
        header = b"%s-> scrypt %s %d\n%s\n---" % (_FIRST_LINE, _written(salt), work, _written(wrapped))
        file.write(header + b" " + _written(_proof(inner, header)) + b"\n" + nonce)
        self._lock = ChaCha20Poly1305(_derived(inner, nonce, b"payload"))

    def write(self, more: bytes) -> int:
        self._waits += more
        with memoryview(self._waits) as waits:
            whole = max(0, len(waits) - 1) // CHUNK * CHUNK  # the last one is not written before the end is known
            for at in range(0, whole, CHUNK):
                self._put(bytes(waits[at : at + CHUNK]), last=False)  # a copy: a failing disk may keep hold of it
        del self._waits[:whole]
        return len(more)

    def close(self) -> None:
        self._put(bytes(self._waits), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._lock.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class Opened:
    """Reads what was locked. Whatever it gives is as it was written; the end is only given where it is the end."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file, self._number, self._here, self._ended = file, 0, b"", False
        header, salt, work, wrapped, proof = _header_of(file)
        try:
            inner = ChaCha20Poly1305(_stretched(passphrase, salt, work)).decrypt(bytes(12), wrapped, None)
        except InvalidTag:
            raise WrongPassphrase from None
        if not hmac.compare_digest(_proof(inner, header), proof):
            raise Damaged(0)
        nonce = file.read(16)
        self._begins = file.tell()
        self._lock = ChaCha20Poly1305(_derived(inner, nonce, b"payload"))
        self._next = file.read(CHUNK + _TAG)

    def read(self, size: int = -1) -> bytes:
        parts, missing = [], size
        while missing and (self._here or self._advance()):
            part = self._here if missing < 0 else self._here[:missing]
            self._here = self._here[len(part) :]
            parts.append(part)
            missing -= len(part) if missing > 0 else 0
        return b"".join(parts)

    def _advance(self) -> bool:
        if self._ended:
            return False
        locked, self._next = self._next, self._file.read(CHUNK + _TAG)
        self._ended = not self._next
        at = self._begins + self._number * (CHUNK + _TAG)
        try:
            self._here = self._lock.decrypt(_nonce(self._number, last=self._ended), locked, None)
        except InvalidTag:
            self._refuse(locked, at)
        if not self._here and self._number:
            raise Damaged(at)  # an end behind the end
        self._number += 1
        return bool(self._here)

    def _refuse(self, locked: bytes, at: int) -> NoReturn:
        """A whole chunk that would be one if more came is an end that came too early; so is less than a tag."""
        try:
            self._lock.decrypt(_nonce(self._number, last=False), locked, None)
        except InvalidTag:
            raise Damaged(at, ends=len(locked) < _TAG) from None
        raise Damaged(at + len(locked), ends=self._ended)


def _header_of(file: BinaryIO) -> tuple[bytes, bytes, int, bytes, bytes]:
    """What was signed, the salt, the work, the key that is locked, and the signature."""
    text = b""
    while len(text) < _LONGEST_HEADER and not text.rpartition(b"\n")[0].rpartition(b"\n")[2].startswith(b"---"):
        line = file.readline(_LONGEST_HEADER)
        if not line:
            break
        text += line
    signed, _, proof = text.rpartition(b" ")
    found = _HEADER.fullmatch(signed)
    if found is None:
        raise NotLocked
    if int(found[2]) > MOST_WORK:
        raise TooMuchWork
    return signed, _read(found[1]), int(found[2]), _read(found[3]), _read(proof.rstrip(b"\n"))


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(b"age-encryption.org/v1/scrypt" + salt, 32, 1 << work, 8, 1).derive(passphrase.encode())


def _derived(key: bytes, salt: bytes | None, of: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, of).derive(key)


def _proof(key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(key, None, b"header"), header, "sha256")


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _written(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _read(text: bytes) -> bytes:
    """Without the filling, and only as it would be written: one text for one key."""
    try:
        raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise NotLocked from None
    if _written(raw) != text:
        raise NotLocked
    return raw
