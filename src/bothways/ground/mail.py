"""A message handed to a mail server (RFC 5321), and what became of it in words. Knows nothing of what it says."""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Event, Timer
from typing import Any, BinaryIO

from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.formats.text import one_line
from bothways.ground.reaching import NotFarEnough, connect
from bothways.ground.sealing import ANOTHER_KEY

ANSWERS_WITHIN = 20.0  # seconds for one answer; a server that needs longer is asked again later
TAKES_WITHIN = 60.0  # for the answer to the whole message: until then nobody knows who has it (RFC 5321, 6.1)
GOES_WITHIN = 1.0  # for the answer to our goodbye: it has the message by then, and that is not written down yet
LONGEST_TALK = 180.0  # whatever it says: one that answers letter by letter holds nobody up
CALLED = "[127.0.0.1]"  # how we greet it: the name of this computer is nobody's business
LONGEST_ANSWER = 200
MOST_ANSWERED = 64 * 1024  # bytes: one that answers without end fills the memory of whoever listens
LOST = (smtplib.SMTPException, OSError)


class Secured(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Server:
    """
    `password`: None where it is sealed and does not open. `far_only`: one that a member named on a server for several
    is never asked in its own network (S12). `within`: the seconds that all of a talk may take, where somebody waits.
    """

    host: str
    port: int
    secured: str = Secured.STARTTLS
    user: str = ""
    password: str | None = field(default="", repr=False)
    far_only: bool = False
    within: float | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class NotTaken(Exception):
    """`says`: why the server does not have the message, in a sentence about the server."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class Refused(NotTaken):
    """
    For good. `what` cannot be taken: the recipient (there is no such address), their mailbox (which is there), a relay
    (the server does not send there for this sender), the sender or the message.
    """

    def __init__(self, says: str, what: str) -> None:
        super().__init__(says)
        self.what = what


class NotNow(NotTaken):
    """Another time. `for_all`: no other message would be taken either; `unsure`: the server may have it after all."""

    def __init__(self, says: str, *, for_all: bool = False, unsure: bool = False) -> None:
        super().__init__(says)
        self.for_all = for_all
        self.unsure = unsure


def hand_over(server: Server, *, sender: str, to: str, message: bytes) -> None:
    """Returns when the server has said that it has the message; else raises Refused or NotNow."""
    if server.password is None:  # a guess would be held against the account
        says = _("The password of your mail server does not open.")
        raise NotNow(f"{says} {_(ANOTHER_KEY)}", for_all=True)
    try:
        talk: smtplib.SMTP = (_FarTLS if server.secured == Secured.TLS else _Far)(server)
    except (*LOST, ValueError) as problem:
        raise _not_now(server, problem) from problem
    with contextlib.closing(talk):
        try:
            _open(server, talk)
        except (*LOST, ValueError) as problem:
            raise _not_now(server, problem) from problem
        _say_who(talk, sender, to, message)
        _give(talk, message)
        with contextlib.suppress(*LOST):
            if talk.sock is not None:
                talk.sock.settimeout(GOES_WITHIN)
            talk.quit()  # it has the message, whatever it says to this


class _NoStartTLS(OSError):
    pass


class _WithoutEnd(OSError):
    pass


class _Silent(OSError):
    """It was we who hung up, after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = round(seconds)


class _Lines:
    """
    What a server says, for `smtplib` to read: as much as one answer may have.

    Of a longer line than it reads `smtplib` would say "500 Line too long", as if the server had said so.
    """

    def __init__(self, lines: BinaryIO) -> None:
        self._lines, self.left, self.close = lines, MOST_ANSWERED, lines.close

    def readline(self, most: int) -> bytes:
        line = self._lines.readline(most)
        self.left -= len(line)
        if self.left < 0 or len(line) == most:
            raise _WithoutEnd
        if line and not line.endswith(b"\n"):  # cut off: half a yes is none
            raise ConnectionError
        return line


class _Far(smtplib.SMTP):
    """One that hangs up after its time, whatever is being said."""

    def __init__(self, server: Server) -> None:
        self._far_only, self._within = server.far_only, server.within or LONGEST_TALK
        self._until, self._late = contextlib.ExitStack(), Event()
        super().__init__(
            server.host, server.port, local_hostname=CALLED, timeout=min(ANSWERS_WITHIN, server.within or LONGEST_TALK)
        )

    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        reached = connect(host, port, timeout, far_only=self._far_only)
        line = self._until.enter_context(reached.dup())
        clock = Timer(self._within, _hang_up, [line, self._late])
        clock.daemon = True
        clock.start()
        self._until.callback(clock.cancel)
        return reached

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Lines(self.sock.makefile("rb"))
        if self.file is not None:
            self.file.left = MOST_ANSWERED
        try:
            return super().getreply()
        except smtplib.SMTPServerDisconnected as problem:
            if isinstance(problem.__context__, _WithoutEnd):
                raise problem.__context__ from problem
            self._told_apart(problem.__context__)
            raise

    def _told_apart(self, problem: BaseException | None) -> None:
        """Silence, however it showed, from a line that the other side cut."""
        if self._late.is_set():
            raise _Silent(self._within) from problem
        if isinstance(problem, TimeoutError):
            raise _Silent(self.timeout) from problem

    def close(self) -> None:
        super().close()
        self._until.close()


class _FarTLS(_Far):
    """Secured from the first word on."""

    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        plain = super()._get_socket(host, port, timeout)
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except OSError as problem:
            plain.close()
            self._until.close()
            self._told_apart(problem)
            raise


def _hang_up(line: socket.socket, late: Event) -> None:
    late.set()
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _open(server: Server, talk: smtplib.SMTP) -> None:
    """Greeted, secured, signed in. Nothing is said in the open that was to be secured."""
    talk.ehlo_or_helo_if_needed()
    if server.secured == Secured.STARTTLS:
        if not talk.has_extn("starttls"):
            raise _NoStartTLS
        talk.starttls(context=ssl.create_default_context())
        talk.ehlo_or_helo_if_needed()
    if server.user:
        talk.login(server.user, server.password or "")


def _say_who(talk: smtplib.SMTP, sender: str, to: str, message: bytes) -> None:
    wishes = [f"size={len(message)}"] if talk.has_extn("size") else []
    if not (sender + to).isascii():
        if not talk.has_extn("smtputf8"):
            says = _("The mail server cannot write to {address}: it knows addresses in plain letters only.")
            raise Refused(says.format(address=to), "relay")
        wishes += ["smtputf8", "body=8bitmime"]
    _taken(_asked(lambda: talk.mail(sender, wishes)), "sender")
    _taken(_for_whom(_asked(lambda: talk.rcpt(to))), "recipient")


def _give(talk: smtplib.SMTP, message: bytes) -> None:
    code, answer = _asked(lambda: talk.docmd("DATA"))
    _taken((250 if code == 354 else code, answer), "message")
    try:
        talk.send(_stuffed(message))
    except LOST as problem:
        raise NotNow(_(_BROKE_OFF), for_all=True) from problem
    try:
        if talk.sock is not None:
            talk.sock.settimeout(TAKES_WITHIN)
        answered = talk.getreply()
    except LOST as problem:
        says = _("The mail server got the whole message and then said nothing, so it may have arrived.")
        raise NotNow(says, for_all=True, unsure=True) from problem
    if answered[0] // 100 not in (2, 4, 5):
        says = _("The mail server got the whole message and answered in no words of mail, so it may have arrived.")
        raise NotNow(says, for_all=True, unsure=True)
    _taken(answered, "message")


def _asked(said: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
    """What it answers. Where it says nothing, it has nothing yet."""
    try:
        return said()
    except LOST as problem:
        raise NotNow(_(_BROKE_OFF), for_all=True) from problem


def _taken(answered: tuple[int, bytes], what: str) -> None:
    code, answer = answered
    if code in _SIGN_IN:
        says = _("The mail server wants to know who sends.")
        raise NotNow(f"{says} {_quoted(code, answer)}", for_all=True)
    if code // 100 == 5:
        raise Refused(_quoted(code, answer), _of_whom(code, answer) if what == "recipient" else what)
    if code // 100 == 4:
        raise NotNow(_busy(code, answer), for_all=code == 421)
    if code // 100 != 2:
        raise NotNow(_("What the mail server answered are no words of mail."), for_all=True)


def _for_whom(answered: tuple[int, bytes]) -> tuple[int, bytes]:
    """Where a mailbox is full, there may be room another time (RFC 5321, 4.5.3.1.10)."""
    code, answer = answered
    if code == 552 or (code // 100 == 5 and _status(answer) == (2, 2)):
        says = _("Their mailbox is full.")
        raise NotNow(f"{says} {_quoted(code, answer)}")
    return answered


def _of_whom(code: int, answer: bytes) -> str:
    """
    Whose the no is that was said to a recipient, by its class (RFC 3463): only one about the address itself tells that
    nobody is there. That this server does not send there for us, or not before we sign in, is said at this point too.
    """
    about, detail = _status(answer)
    if about == 0 and re.search(rb"relay|rcpthosts", answer, re.IGNORECASE):  # as Exim, sendmail and qmail say it
        return "relay"
    if about == 1 and detail in (7, 8):
        return "sender"
    if about == 1 or (about == 0 and code in (550, 551, 553)):
        return "recipient"
    return "mailbox" if about in (2, 4) else "relay"


def _status(answer: bytes) -> tuple[int, int]:
    """`1, 1` of "5.1.1 no such user"; zeros where it names none."""
    found = re.match(rb"5\.(\d{1,3})\.(\d{1,3})(?!\d)", answer)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _stuffed(message: bytes) -> bytes:
    """Lines end in CR LF, no line of it is the one that ends it, and then comes that one (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    lines = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) + b".\r\n"


def _not_now(server: Server, problem: BaseException) -> NotNow:
    """Before anything was said of the message: no other would be taken either."""
    says = next(says for kind, says in _WHY if isinstance(problem, kind))
    return NotNow(says(server, problem), for_all=True)


def _not_signed_in(server: Server, problem: smtplib.SMTPAuthenticationError) -> str:
    if problem.smtp_code // 100 == 4:
        return _busy(problem.smtp_code, problem.smtp_error)
    says = _("The mail server {server} does not know this user name and password.").format(server=server)
    return f"{says} {_quoted(problem.smtp_code, problem.smtp_error)}"


def _turned_away(server: Server, problem: smtplib.SMTPResponseException) -> str:
    if problem.smtp_code // 100 in (4, 5):
        return _busy(problem.smtp_code, problem.smtp_error)
    return _(_NO_SERVER).format(server=server)


def _unproved(server: Server, problem: ssl.SSLCertVerificationError) -> str:
    why = one_line(problem.verify_message, LONGEST_ANSWER).rstrip(".")
    says = _("The mail server {server} does not prove that it is {host}: {why}.")
    return says.format(server=server, host=server.host, why=why)


def _silent(server: Server, problem: _Silent) -> str:
    says = _("The mail server {server} gave no answer within {n} seconds.").format(server=server, n=problem.seconds)
    return f"{says} {_(_OTHERWISE)}"


def _says(sentence: str, *more: str) -> Callable[[Server, Any], str]:
    return lambda server, _problem: " ".join(map(_, (sentence, *more))).format(server=server, host=server.host)


_SIGN_IN = {530, 534, 535, 538}  # RFC 4954, 6
_BROKE_OFF = marked("The mail server broke off in the middle, before it had anything.")
_NO_SERVER = marked("What answers at {server} is no server for outgoing mail. Another port may be meant.")
_OTHERWISE = marked("Another port, or another way to secure it, may be meant.")
_WHY: list[tuple[type[BaseException], Callable[[Server, Any], str]]] = [  # the special before the general
    (ssl.SSLCertVerificationError, _unproved),
    (smtplib.SMTPAuthenticationError, _not_signed_in),
    (smtplib.SMTPResponseException, _turned_away),
    (UnicodeEncodeError, _says(marked("The mail server {server} takes names and passwords in plain letters only."))),
    (UnicodeError, _says(marked("“{host}” is no name that a server can have."))),
    (ValueError, _says(_NO_SERVER)),  # as a greeting to sign in by that is in no code
    (
        ssl.SSLError,
        _says(marked("The mail server {server} does not speak in the secured way that was chosen."), _OTHERWISE),
    ),
    (_NoStartTLS, _says(marked("The mail server {server} offers no STARTTLS, so nothing was said to it."), _OTHERWISE)),
    (
        NotFarEnough,
        _says(
            marked("The mail server {server} is not found, or lies in this Bothways' own network."),
            marked("Look at how its name is written. One in that network only whoever runs this Bothways may use."),
        ),
    ),
    (
        smtplib.SMTPNotSupportedError,
        _says(marked("The mail server {server} asks for no user name and password."), _OTHERWISE),
    ),
    (_Silent, _silent),
    (_WithoutEnd, _says(marked("The mail server {server} answers without end."), _OTHERWISE)),
    (smtplib.SMTPServerDisconnected, _says(marked("The mail server {server} broke off the talk before it began."))),
    (
        smtplib.SMTPException,
        _says(marked("The mail server {server} offers no way to sign in that Bothways knows."), _OTHERWISE),
    ),
    (Exception, _says(marked("The mail server {server} does not answer."))),
]


def _busy(code: int, answer: Any) -> str:
    says = _("The mail server does not take it at the moment.")
    return f"{says} {_quoted(code, answer)}"


def _quoted(code: int, answer: Any) -> str:
    """Its own words, on one line."""
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return _("It says: “{words}”").format(words=one_line(f"{code} {said}", LONGEST_ANSWER))
