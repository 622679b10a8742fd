"""A message is handed to a real server, and whatever that does instead of taking it has its words."""

import socket
import subprocess
import sys
from dataclasses import replace
from shutil import which

import pytest
from tests.postbox import (
    BREAKS_OFF,
    HANGS,
    HERE,
    TAKES_AND_BREAKS_OFF,
    TAKES_AND_HANGS,
    Postbox,
    certificate_of,
    postbox,
)

from bothways.ground import mail
from bothways.ground.reaching import is_far, is_ours

MESSAGE = b"From: ada@example.org\nSubject: Hello\n\n.\n..two\nlast"
ADA, GRACE = "ada@example.org", "grace@example.edu"


@pytest.fixture
def box():
    with postbox() as one:
        yield one


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(mail, "ANSWERS_WITHIN", 0.3)
    monkeypatch.setattr(mail, "TAKES_WITHIN", 0.3)


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """A certificate for localhost that this computer trusts."""
    file = certificate_of("localhost", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


def _hand_over(server, to=GRACE, message=MESSAGE):
    mail.hand_over(server, sender=ADA, to=to, message=message)


def _refused(server, **more):
    with pytest.raises(mail.NotTaken) as problem:
        _hand_over(server, **more)
    return problem.value


def test_every_line_arrives_as_it_was(box):
    _hand_over(box.server())

    (arrived,) = box.letters
    assert (arrived.sender, arrived.recipients) == (ADA, [GRACE])
    assert arrived.content == MESSAGE.replace(b"\n", b"\r\n") + b"\r\n"


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("says", "for_all"), [("421 closing", True), ("451 greylisted", False), ("452 full", False)])
def test_not_now_is_another_time(box, step, says, for_all):
    box.says[step] = [says]

    problem = _refused(box.server())

    assert isinstance(problem, mail.NotNow)
    assert (problem.for_all, problem.unsure, says in problem.says) == (for_all, False, True)
    _hand_over(box.server())
    assert len(box.letters) == 1


@pytest.mark.parametrize("says", ["550 5.1.1 no such user", "553 no", "550 no"])
@pytest.mark.parametrize(("step", "what"), [("MAIL", "sender"), ("RCPT", "recipient"), ("DATA", "message")])
def test_a_no_for_good_says_what_was_refused(box, step, what, says):
    box.says[step] = [says]

    problem = _refused(box.server())

    assert isinstance(problem, mail.Refused)
    assert (problem.what, says in problem.says, box.letters) == (what, True, [])


@pytest.mark.parametrize("says", [HANGS, TAKES_AND_HANGS, BREAKS_OFF, TAKES_AND_BREAKS_OFF])
def test_silence_after_the_whole_message_leaves_it_open_whether_it_arrived(box, impatient, says):
    box.says["DATA"] = [says]

    problem = _refused(box.server())

    assert isinstance(problem, mail.NotNow)
    assert problem.unsure
    assert "may have arrived" in problem.says


@pytest.mark.parametrize("says", [HANGS, BREAKS_OFF])
@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_silence_before_it_leaves_nothing_open(box, impatient, step, says):
    box.says[step] = [says]

    problem = _refused(box.server())

    assert (problem.for_all, problem.unsure) == (True, False)


def test_nobody_at_home(box):
    server = box.server()
    box.close()

    assert _refused(server).says == f"The mail server {server} does not answer."


@pytest.mark.parametrize("host", ["a" * 64, "a..b"])
def test_what_is_no_name_of_a_server_is_said_to_be_none(host):
    assert "is no name" in _refused(mail.Server(host, 25)).says


@pytest.mark.parametrize("tls", [False, True])
def test_a_secured_server_takes_who_signs_in(trusted, tls):
    with postbox(certificate=trusted, tls=tls, users={"ada": "careful hands"}) as box:
        _hand_over(box.server(user="ada", password="careful hands"))

        assert len(box.letters) == 1
        assert "does not know this user name" in _refused(box.server(user="ada", password="guessed")).says
        assert "plain letters" in _refused(box.server(user="ada", password="prüfen")).says
        assert len(box.letters) == 1


def test_who_must_sign_in_and_did_not_waits(trusted):
    with postbox(certificate=trusted, users={"ada": "careful hands"}) as box:
        assert "wants to know who sends" in _refused(box.server()).says


@pytest.mark.parametrize("tls", [False, True])
def test_a_server_that_does_not_prove_who_it_is_is_told_nothing(tmp_path, trusted, tls):
    with postbox(certificate=certificate_of("elsewhere", tmp_path), tls=tls, users={"ada": "x"}) as box:
        problem = _refused(box.server(user="ada", password="x"))

    assert "does not prove that it is localhost" in problem.says


def test_nothing_is_said_in_the_open_that_was_to_be_secured(box):
    for way, says in (("starttls", "offers no STARTTLS"), ("tls", "does not speak in the secured way")):
        assert says in _refused(box.server(secured=way)).says
    assert "asks for no user name" in _refused(box.server(user="ada", password="x")).says
    assert box.letters == []


def test_a_server_of_a_member_does_not_lie_in_our_own_network(box):
    problem = _refused(box.server(far_only=True))

    assert "own network" in problem.says
    assert box.letters == []


IN_A_NETWORK_OF_ITS_OWN = """
import socket, subprocess
from bothways.ground.reaching import NotFarEnough, connect, is_far, is_ours
for words in ("link set lo up", "address add 8.8.4.1/32 dev lo", "address add 2a02:1234::5/128 dev lo nodad",
              "route add 8.8.8.8 dev lo"):
    subprocess.run(["ip", *words.split()], check=True)
open_ports = [socket.create_server(("8.8.4.1", 2525)),
              socket.create_server(("2a02:1234::5", 2525), family=socket.AF_INET6)]
print(is_far("8.8.4.1"), is_ours("8.8.8.8"))
for host in ("8.8.4.1", "2a02:1234::5", "no-such-name.invalid"):
    try:
        connect(host, 2525, 5, far_only=True)
    except NotFarEnough:
        print(host)
"""


def test_neither_ports_of_this_computer_are_told_by_any_address_of_its_own_nor_names_by_having_none():
    apart = ["unshare", "--map-root-user", "--net"]
    if not (which("unshare") and which("ip")) or subprocess.run([*apart, "true"], check=False).returncode:
        pytest.skip("this computer lets nobody here make a network")

    program = [sys.executable, "-c", IN_A_NETWORK_OF_ITS_OWN]
    said = subprocess.run([*apart, *program], capture_output=True, text=True, check=True)

    assert said.stdout.split() == ["True", "False", "8.8.4.1", "2a02:1234::5", "no-such-name.invalid"]


def test_what_listens_here_is_of_this_computer():
    assert (is_ours("127.0.0.1"), is_ours("127.9.9.9")) == (True, False), "it would be called from 127.0.0.1"


def test_not_even_whether_a_port_of_our_own_network_is_open_can_be_told_by_it(box):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        _refused(replace(box.server(far_only=True), host="127.0.0.1", port=listening.getsockname()[1]))

        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.parametrize(
    ("address", "far"),
    [
        ("192.0.2.1", False), ("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False), ("0.0.0.0", False),
        ("::1", False), ("fe80::1%eth0", False), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False), ("fd00::1", False), ("224.0.0.1", False), ("8.8.8.8", True),
        ("fec0::1", False), ("64:ff9b:1::808:808", False), ("::10.0.0.1", False), ("::ffff:0:10.0.0.1", False),
        ("3fff::1", False), ("5f00::1", False), ("192.0.0.9", False), ("::ffff:192.0.0.9", False),
        ("2606:4700:4700::1111", True),
    ],
)  # fmt: skip
def test_what_lies_in_our_own_network(address, far):
    assert is_far(address) == far


def test_a_server_that_answers_letter_by_letter_is_hung_up_on(box, monkeypatch):
    monkeypatch.setattr(mail, "LONGEST_TALK", 0.3)
    box.says["RCPT"] = [HANGS]

    assert "broke off" in _refused(box.server()).says


def test_an_address_in_other_letters_needs_a_server_that_knows_them(box):
    to, message = "jürgen@xn--bcher-kva.example", "Subject: Grüße\n\nHallo".encode()

    _hand_over(box.server(), to=to, message=message)

    assert box.letters[0].recipients == [to]
    with _plain() as plain:
        problem = _refused(plain.server(), to=to, message=message)
    assert isinstance(problem, mail.Refused)
    assert "plain letters only" in problem.says


def _plain():
    return postbox(utf8=False)


def test_a_password_stands_in_no_line_of_a_log():
    assert "secret" not in repr(mail.Server(HERE, 25, password="secret"))


def test_the_same_port_again_after_it_was_closed(box: Postbox):
    port = box.port
    box.close()
    box.open()

    assert box.port == port
    _hand_over(box.server())
    assert len(box.letters) == 1
