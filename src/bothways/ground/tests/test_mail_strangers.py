"""Whoever answers as no mail server does, or says a no that is about something else than it seems."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import pytest
from tests.postbox import HERE, Postbox, postbox

from bothways.ground import mail

MESSAGE = b"From: ada@example.org\nSubject: Hello\n\nHello"
OK = b"250 ok\r\n"
HUNG_UP, PATIENCE = b"the other hung up", 15.0


@contextmanager
def _answering(greeting: bytes, *answers: bytes) -> Iterator[tuple[mail.Server, list[bytes]]]:
    """Says these one after the other, each to a line (after DATA, to the last line of a message), then nothing more."""
    with socket.create_server((HERE, 0)) as door:
        said: list[bytes] = []
        caller = Thread(target=_answer, args=(door, greeting, answers, said), daemon=True)
        caller.start()
        yield mail.Server(HERE, door.getsockname()[1], mail.Secured.NONE), said
        caller.join(timeout=30)


def _answer(door: socket.socket, greeting: bytes, answers: tuple[bytes, ...], said: list[bytes]) -> None:
    line, _ = door.accept()
    with line, line.makefile("rb") as heard:
        line.sendall(greeting)
        for answer in answers:
            while (text := heard.readline()) and said[-1:] == [b"354 go on\r\n"] and text != b".\r\n":
                continue
            said.append(answer)
            line.sendall(answer)
        line.settimeout(PATIENCE)
        try:
            heard.read()
        except TimeoutError:
            return
        said.append(HUNG_UP)


def _signing_in(server: mail.Server) -> str:
    """What is said of one that signs nobody in."""
    with pytest.raises(mail.NotNow) as problem:
        _hand_over(replace(server, user="ada", password="secret"))
    assert (problem.value.for_all, problem.value.unsure) == (True, False)
    return problem.value.says


def _hand_over(server: mail.Server) -> None:
    mail.hand_over(server, sender="ada@example.org", to="grace@example.edu", message=MESSAGE)


def test_one_that_says_no_goodbye_has_the_message_all_the_same_and_is_not_waited_for() -> None:
    """Until then nobody has written down that it has the message."""
    with _answering(b"220 hello\r\n", OK, OK, OK, b"354 go on\r\n", OK) as (server, said):
        _hand_over(server)

    assert said[-1] == HUNG_UP


@pytest.mark.parametrize("answer", [b"ok done\r\n", b"\xff\x00\r\n", b"354 go on\r\n", b"25\r\n", b"999 yes\r\n"])
def test_an_answer_to_the_whole_message_that_is_none_leaves_it_open_whether_it_arrived(answer: bytes) -> None:
    with _answering(b"220 hello\r\n", OK, OK, OK, b"354 go on\r\n", answer) as (server, _):
        with pytest.raises(mail.NotNow, match="may have arrived") as problem:
            _hand_over(server)

    assert problem.value.unsure


@pytest.mark.parametrize(
    "greeting", [b"* OK IMAP4rev1 ready\r\n", b"HTTP/1.1 400 Bad Request\r\n", b"\x15\x03\x01\x00\x02\x02\r\n"]
)
def test_where_no_mail_server_answers_another_port_is_named_and_no_number_of_a_library(greeting: bytes) -> None:
    with _answering(greeting) as (server, _):
        with pytest.raises(mail.NotNow) as problem:
            _hand_over(server)

    assert problem.value.says == (
        f"What answers at {server} is no server for outgoing mail. Another port may be meant."
    )


def test_what_is_no_answer_in_the_middle_is_said_to_be_none_and_tried_again() -> None:
    with _answering(b"220 hello\r\n", OK, b"what?\r\n") as (server, _):
        with pytest.raises(mail.NotNow) as problem:
            _hand_over(server)

    assert (problem.value.unsure, "-1" in problem.value.says) == (False, False)


@pytest.mark.parametrize(
    ("way", "asks"), [(b"CRAM-MD5", b"334 not-base64!a\r\n"), (b"PLAIN", b"334 abc\r\n"), (b"LOGIN", b"334 %%%a\r\n")]
)
def test_one_that_asks_who_signs_in_in_no_code_is_said_to_be_no_mail_server(way: bytes, asks: bytes) -> None:
    with _answering(b"220 hello\r\n", b"250-hello\r\n250 AUTH " + way + b"\r\n", asks, asks) as (server, _):
        says = _signing_in(server)

    assert says == f"What answers at {server} is no server for outgoing mail. Another port may be meant."


def test_one_that_signs_in_by_ways_nobody_here_knows_is_not_said_to_be_silent() -> None:
    with _answering(b"220 hello\r\n", b"250-hello\r\n250 AUTH XOAUTH2\r\n") as (server, _):
        says = _signing_in(server)

    assert says.startswith(f"The mail server {server} offers no way to sign in that Bothways knows.")


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as one:
        yield one


@pytest.mark.parametrize(
    ("says", "what"),
    [
        ("550 5.1.1 no such user", "recipient"),
        ("550 no such user", "recipient"),
        ("551 not here", "recipient"),
        ("553 5.1.3 what is this", "recipient"),
        ("550 5.1.8 sender has no domain", "sender"),
        ("554 5.7.1 relay access denied", "relay"),
        ("550 5.7.1 blocked by policy", "relay"),
        ("554 no", "relay"),
        ("550 5.2.1 mailbox disabled", "mailbox"),
    ],
)
def test_a_no_to_a_recipient_is_about_what_its_class_says(box: Postbox, says: str, what: str) -> None:
    box.says["RCPT"] = [says]

    with pytest.raises(mail.Refused) as problem:
        _hand_over(box.server())

    assert (problem.value.what, says in problem.value.says) == (what, True)


@pytest.mark.parametrize("says", ["552 5.2.2 mailbox full", "552 too much", "550 5.2.2 over quota"])
def test_a_full_mailbox_is_tried_another_time(box: Postbox, says: str) -> None:
    box.says["RCPT"] = [says]

    with pytest.raises(mail.NotNow, match="Their mailbox is full") as problem:
        _hand_over(box.server())

    assert (problem.value.for_all, problem.value.unsure) == (False, False)
