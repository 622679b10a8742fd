"""What answers where a mail server was named is something else, or means no good."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest
from tests.postbox import HERE, certificate_of, postbox

from bothways.ground import mail


@contextmanager
def _answering(*says: bytes, without_end: bytes = b"") -> Iterator[int]:
    """At this port each thing said is followed by the next answer, and the last, where there is one, has no end."""
    door = socket.create_server((HERE, 0))
    door.settimeout(20)

    def answer() -> None:
        with suppress(OSError), door.accept()[0] as line:
            for one in says:
                line.sendall(one)
                line.recv(4096)
            while without_end:
                line.sendall(without_end)
            line.recv(4096)

    Thread(target=answer, daemon=True).start()
    with door:
        yield door.getsockname()[1]


def _refused(port: int, **more: object) -> mail.NotTaken:
    server = mail.Server(**{"host": HERE, "port": port, "secured": mail.Secured.NONE, **more})
    with pytest.raises(mail.NotTaken) as problem:
        mail.hand_over(server, sender="ada@example.org", to="grace@example.edu", message=b"Subject: Hello\n\nHello")
    return problem.value


@pytest.mark.parametrize(
    ("says", "line"), [((), b"220-hello\r\n"), ((b"220 hello\r\n",), b"250-" + b"x" * 200 + b"\r\n")]
)
def test_one_that_answers_without_end_is_listened_to_no_longer(
    monkeypatch: pytest.MonkeyPatch, says: tuple[bytes, ...], line: bytes
) -> None:
    monkeypatch.setattr(mail, "LONGEST_TALK", 5.0)

    with _answering(*says, without_end=line) as port:
        problem = _refused(port)

    assert isinstance(problem, mail.NotNow)
    assert problem.says.startswith(f"The mail server {HERE}:{port} answers without end.")


@pytest.mark.parametrize("begins", [b"220 hello ", b"SSH-2.0-"])
@pytest.mark.parametrize("says", [(), (b"220 hello\r\n",)])
def test_one_whose_line_has_no_end_is_not_said_to_have_said_so(begins: bytes, says: tuple[bytes, ...]) -> None:
    with _answering(*says, begins + b"x" * 20_000) as port:
        problem = _refused(port)

    assert isinstance(problem, mail.NotNow)
    assert problem.says.startswith(f"The mail server {HERE}:{port} answers without end.")


def test_one_that_says_that_a_line_is_too_long_is_quoted() -> None:
    with _answering(b"220 hello\r\n", *[b"500 Line too long.\r\n"] * 2) as port:
        says = _refused(port).says

    assert "500 Line too long." in says


@pytest.mark.parametrize("secured", mail.Secured)
@pytest.mark.parametrize("within", ["an answer", "the talk"])
def test_of_one_that_says_nothing_it_is_said_that_we_hung_up(
    monkeypatch: pytest.MonkeyPatch, secured: str, within: str
) -> None:
    monkeypatch.setattr(mail, "ANSWERS_WITHIN" if within == "an answer" else "LONGEST_TALK", 1.0)

    with _answering(b"") as port:
        says = _refused(port, secured=secured, host="localhost").says

    assert says == (
        f"The mail server localhost:{port} gave no answer within 1 seconds. "
        "Another port, or another way to secure it, may be meant."
    )


def test_a_port_that_waits_to_be_secured_is_named_as_another_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(mail, "ANSWERS_WITHIN", 1.0)

    with postbox(certificate=certificate_of("localhost", tmp_path), tls=True) as box:
        says = _refused(box.port).says

    assert "gave no answer within 1 seconds. Another port, or another way to secure it" in says


def test_half_a_yes_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "LONGEST_TALK", 3.0)

    with _answering(b"220 hello\r\n", *[b"250 well\r\n"] * 3, b"354 go on\r\n", b"250 tak") as port:
        problem = _refused(port)

    assert isinstance(problem, mail.NotNow)
    assert problem.unsure
    assert "may have arrived" in problem.says
