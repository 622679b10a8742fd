"""Mail that is no direct contact between two people."""

import datetime as dt

import pytest

from bothways.formats.mail.message import Message
from bothways.formats.mail.reader import read_message


def automatic(*lines: str) -> str:
    found = read_message("\n".join(lines).encode() + b"\n", "message 1", dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    assert isinstance(found, Message)
    return found.automatic


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("List-Id: Histology <histology.example.edu>", "list"),
        ("List-Post: <mailto:histology@example.edu>", "list"),
        ("X-BeenThere: histology@example.edu", "list"),
        ("Precedence: list", "list"),
        ("Precedence: bulk", "bulk"),
        ("Precedence: JUNK", "bulk"),
        ("List-Unsubscribe: <https://example.com/no>", "bulk"),
        ("X-Gmail-Labels: Inbox,Spam", "bulk"),
        ("X-Spam-Flag: YES", "bulk"),
        ("Auto-Submitted: auto-replied (vacation)", "auto-reply"),
        ("Auto-Submitted: auto-generated", "bulk"),
        ("X-Autoreply: yes", "auto-reply"),
        ("Precedence: auto_reply", "auto-reply"),
        ("Return-Path: <>", "bounce"),
        ("X-Failed-Recipients: bell@example.org", "bounce"),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=x", "bounce"),
    ],
)
def test_a_header_that_no_person_writes_says_why(line, why):
    assert automatic("From: ada@example.org", line) == why


@pytest.mark.parametrize(
    ("sender", "why"),
    [
        ("mailer-daemon@example.org", "bounce"),
        ("Mail Delivery System <MAILER-DAEMON>", "bounce"),
        ("postmaster@example.org", "bounce"),
        ("bounces+ada=example.org@example.com", "bounce"),
        ("noreply@example.com", "bulk"),
        ("no-reply@example.com", "bulk"),
        ("do_not_reply@example.com", "bulk"),
        ("alerts-noreply@example.com", "bulk"),
        ("notification+x7@example.com", "bulk"),
        ("newsletter@example.com", "bulk"),
    ],
)
def test_an_address_that_nobody_answers_says_why(sender, why):
    assert automatic(f"From: {sender}", "Subject: Hello") == why


@pytest.mark.parametrize(
    "lines",
    [
        ("From: noreen@example.org",),
        ("From: nora.reply@example.org",),
        ("From: ada@example.org", "Auto-Submitted: no"),
        ("From: ada@example.org", "Precedence: first-class"),
        ("From: ada@example.org", "Return-Path: <ada@example.org>"),
        ("From: ada@example.org", "Content-Type: multipart/mixed; boundary=report"),
        ("From: ada@example.org", "X-Note: List-Id: in a note"),
    ],
)
def test_what_a_person_wrote_is_not_taken_for_automatic(lines):
    assert automatic(*lines) == ""
