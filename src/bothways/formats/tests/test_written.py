"""A message that leaves: its words whole, and no header, recipient or line that nobody wrote."""

import random
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from email.utils import getaddresses

import pytest

from bothways.formats.addresses import normalised
from bothways.formats.mail.written import LONGEST_NAME, LONGEST_SUBJECT, Mailbox, Sent, written
from bothways.formats.text import one_line

ADA, GRACE = Mailbox("Ada", "ada@example.org"), Mailbox("Dr. Grace Hill", "grace@example.edu")
SENT = Sent("<1@example.org>", datetime(2026, 11, 22, 9, 12, tzinfo=UTC))
HEADERS = ["From", "To", "Subject", "Reply-To", "Date", "Message-ID", "MIME-Version", "Content-Type"]
PIECES = [
    "\r\nBcc: eve@example.org", "\nTo: eve@example.org", "\r", "\x00", "\x0b", "\x85", "\u2028", "<eve@example.org>",
    "=?utf-8?q?=0d=0aBcc:?=", "eve@example.org,", '"', "\\", ";", ":", "(", ")", ",", "@", "ä", "王", "🎓", "e\u0301",
    "\u202e", " ", "  ", "\t", "a" * 70, "José María", "O'Neill", ".", "..", "?=", "=?", "%0d%0a", "ß" * 40, "\ud800",
]  # fmt: skip


def _read(message):
    return message_from_bytes(message, policy=default)


def _words(message, kind="plain"):
    return _read(message).get_body((kind,)).get_content().replace("\r\n", "\n")


def _nasty(chance, longest):
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 12)))[:longest]


def _headers(message):
    """Name and folded lines of each, read as plainly as a mail server does."""
    head = re.sub(rb"\r\n[ \t]", b" ", message.partition(b"\r\n\r\n")[0]).decode("utf-8")
    return [tuple(line.split(": ", 1)) for line in head.split("\r\n")]


def test_of_ten_thousand_names_subjects_and_addresses_none_makes_a_header_or_a_recipient():
    """Two names, a subject and an address to each message (S16)."""
    chance = random.Random(20261122)
    wrong = []
    for _ in range(2_500):
        name, other, subject = (_nasty(chance, 400) for _ in range(3))
        to = normalised(_nasty(chance, 60) + chance.choice(["@example.org", "@bücher.example", ""])) or GRACE.address
        message = written(Mailbox(name, ADA.address), Mailbox(other, to), subject=subject, text="Thank you.", sent=SENT)
        found = _headers(message)
        named = dict(found)
        read = [getaddresses([named[header]]) for header in ("To", "From", "Reply-To")]
        sides = [[address for _, address in addresses] for addresses in read]
        if (
            [name for name, _ in found] != [*HEADERS[:-2], "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
            or sides != [[to], [ADA.address], [ADA.address]]
            or max(map(len, message.split(b"\r\n"))) > 998
        ):
            wrong.append((name, other, subject))

    assert wrong == []


@pytest.mark.parametrize(
    "subject",
    [
        "Thank you",
        "Lo que resultó de tu ayuda " * 7,
        "🎓" * 200,
        "word " * 40,
        "=?utf-8?q?no?=",
        "a" * 200,
        "Ärzte und Ämter",
    ],
)
def test_a_subject_is_read_as_it_was_written(subject):
    mail = _read(written(ADA, GRACE, subject=subject, text="Hello", sent=SENT))

    assert mail["Subject"] == one_line(subject, LONGEST_SUBJECT)


@pytest.mark.parametrize(
    "name", ["Núñez de la Vega, María-José", "王小明", 'Bill "The" O\'Neill', "Dr. A, B; C <x@y>", "ä" * 100]
)
def test_a_name_is_read_as_it_was_written(name):
    mail = _read(written(ADA, Mailbox(name, GRACE.address), subject="x", text="Hello", sent=SENT))

    (to,) = mail["To"].addresses
    assert (to.display_name, to.addr_spec) == (one_line(name, LONGEST_NAME), GRACE.address)


def test_what_is_sent_has_text_and_a_page_of_it_and_nothing_else():
    message = written(ADA, GRACE, subject="x", text="One\n\nTwo\n", html="<p>One</p>\n<p>Two</p>\n", sent=SENT)

    mail = _read(message)

    assert list(mail) == HEADERS
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert (_words(message), _words(message, "html")) == ("One\n\nTwo\n", "<p>One</p>\n<p>Two</p>\n")
    assert (mail["Reply-To"], mail["Message-ID"]) == (mail["From"], "<1@example.org>")
    assert mail["Date"].datetime == SENT.at


def test_a_draft_opens_as_a_new_mail():
    mail = _read(written(ADA, Mailbox("Grace", ""), subject="x", text="Hello"))

    assert (mail["X-Unsent"], mail["To"], mail["Date"], mail["Message-ID"]) == ("1", None, None, None)


@pytest.mark.parametrize("text", ["ä" * 2000, "a" * 5000, "From me\n.\n..\nFrom you", "🎓\n" * 500, "tab\tend \n"])
def test_words_arrive_whole_and_no_line_is_too_long_for_the_wire(text):
    message = written(ADA, GRACE, subject="x", text=text, html=f"<p>{text}</p>", sent=SENT)

    assert _words(message).rstrip("\n") == text.rstrip("\n")
    assert max(map(len, message.split(b"\r\n"))) <= 998


def test_an_address_in_other_letters_stays_what_it_is():
    mail = written(ADA, Mailbox("Jürgen", "jürgen@xn--bcher-kva.example"), subject="Grüße", text="Hallo", sent=SENT)

    assert "jürgen@xn--bcher-kva.example".encode() in mail
