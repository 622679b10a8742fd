"""A real mail server on this computer, which takes letters, and misbehaves where a test asks it to."""

import asyncio
import datetime as dt
import email
import os
import ssl
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bothways.ground.mail import Secured, Server

HERE = "127.0.0.1"
HANGS, BREAKS_OFF, TAKES_AND_HANGS, TAKES_AND_BREAKS_OFF = (
    "hangs",
    "breaks off",
    "takes and hangs",
    "takes and breaks off",
)


@dataclass(frozen=True)
class Letter:
    """What arrived: the envelope, and what stands in it."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        return email.message_from_bytes(self.content, policy=default)


class Postbox:
    """
    `says` holds for MAIL, RCPT and DATA what is answered next instead of yes: an SMTP answer, one of the words above,
    or `kill` and the number of a process, which is ended when the letter has been taken. `users`: who may sign in.
    """

    def __init__(
        self, *, users: dict[str, str] | None = None, certificate: Path | None = None, tls: bool = False,
        utf8: bool = True,
    ) -> None:  # fmt: skip
        self.letters: list[Letter] = []
        self.says: dict[str, list[str]] = defaultdict(list)
        self.users, self.certificate, self.tls, self.utf8 = users, certificate, tls, utf8
        self.port = 0
        self._door: Controller | None = None

    def open(self) -> "Postbox":
        """At the port it had before, if it had one."""
        self._door = _Door(self)
        self._door.start()
        self.port = self._door.port
        return self

    def close(self) -> None:
        if self._door is not None:
            self._door.hang_up()
            self._door.stop(no_assert=True)
            self._door = None

    def server(self, **more: Any) -> Server:
        """As a client would name it."""
        way = Secured.TLS if self.tls else Secured.STARTTLS if self.certificate else Secured.NONE
        host = "localhost" if self.certificate else HERE
        return Server(**{"host": host, "port": self.port, "secured": way, **more})

    @property
    def message_ids(self) -> list[str]:
        return [str(one.mail["Message-ID"]) for one in self.letters]

    async def _answer(self, step: str, server: SMTP) -> str | None:
        """What is said instead of yes; never anything where the line is held or cut."""
        says = self.says[step].pop(0) if self.says[step] else None
        if says in (BREAKS_OFF, TAKES_AND_BREAKS_OFF):
            assert server.transport is not None
            server.transport.abort()
        if says in (HANGS, TAKES_AND_HANGS):
            await asyncio.sleep(3600)
        return says

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if says := await self._answer("MAIL", server):
            return says
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if says := await self._answer("RCPT", server):
            return says
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        next_one = self.says["DATA"][0] if self.says["DATA"] else ""
        if next_one in ("", TAKES_AND_HANGS, TAKES_AND_BREAKS_OFF) or next_one.startswith("kill "):
            self.letters.append(
                Letter(str(envelope.mail_from), envelope.rcpt_tos, bytes(envelope.original_content or b""))
            )
        if next_one.startswith("kill "):
            self.says["DATA"].pop(0)
            os.kill(int(next_one.split()[1]), 9)
            return "250 OK"
        return await self._answer("DATA", server) or "250 OK"


class _Door(Controller):
    def __init__(self, box: Postbox) -> None:
        self.box = box
        self.lines: list[SMTP] = []
        context = _context(box.certificate) if box.certificate else None
        more: dict[str, Any] = {"ssl_context": context} if box.tls else {"tls_context": context}
        if box.users is not None:
            asks = bool(context) and not box.tls
            more |= {"authenticator": self._knows, "auth_required": asks, "auth_require_tls": asks}
        super().__init__(box, hostname=HERE, port=box.port, enable_SMTPUTF8=box.utf8, **more)

    def factory(self) -> SMTP:
        self.lines.append(super().factory())
        return self.lines[-1]

    def hang_up(self) -> None:
        """Nobody is left on the line: stopping alone would leave those sockets open."""
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(timeout=10)

    async def _hang_up(self) -> None:
        while on_the_line := [one.transport for one in self.lines if one.transport is not None]:
            for transport in on_the_line:
                transport.abort()
            await asyncio.sleep(0)

    def _create_server(self) -> Any:
        return self._with_port(super()._create_server())

    async def _with_port(self, opening: Any) -> Any:
        """The port that was free; whoever starts it looks there whether it answers."""
        opened = await opening
        self.port = opened.sockets[0].getsockname()[1]
        return opened

    def _knows(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, told: Any) -> AuthResult:
        assert isinstance(told, LoginPassword)
        assert self.box.users is not None
        return AuthResult(success=self.box.users.get(told.login.decode()) == told.password.decode(), handled=False)


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def certificate_of(name: str, folder: Path) -> Path:
    """A certificate and its key in one file, made for this name by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
    made = made.not_valid_after(now + dt.timedelta(days=2))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    file = folder / f"{name}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM) + secret)
    return file


@contextmanager
def postbox(**wishes: Any) -> Iterator[Postbox]:
    box = Postbox(**wishes).open()
    try:
        yield box
    finally:
        box.close()
