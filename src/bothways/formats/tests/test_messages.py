"""What the header of a message says."""

import datetime as dt
import unicodedata
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.formats.mail.message import Mailbox, Message
from bothways.formats.mail.reader import read_message
from bothways.formats.troubles import NotUnderstood

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def read(*lines: str | bytes) -> Message:
    header = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n"
    found = read_message(header, "message 1", NOW)
    assert isinstance(found, Message)
    return found


def test_who_wrote_to_whom_when_and_about_what_is_read():
    one = read(
        "Delivered-To: ada@example.org",
        'From: "Bell, Henry" <Henry.Bell@Example.ORG>',
        "To: Ada <ada@example.org>, Team: ben@example.org, Sam <sam@example.org>;",
        "Cc: thuy@example.org",
        "Subject: Re: =?utf-8?Q?Gracias=2C_Luc=C3=ADa?=",
        "Date: Tue, 3 Mar 2020 22:00:00 -0500 (EST)",
        "Message-ID: <1@example.org>",
    )

    assert one.sender == Mailbox("henry.bell@example.org", "Bell, Henry")
    assert [to.address for to in one.recipients] == [f"{n}@example.org" for n in ("ada", "ben", "sam", "thuy")]
    assert one.delivered_to == ("ada@example.org",)
    assert one.sent_at == dt.datetime(2020, 3, 4, 3, 0, tzinfo=dt.UTC)
    assert (one.subject, one.message_id) == ("Re: Gracias, Lucía", "1@example.org")
    assert (one.automatic, one.troubles) == ("", ())


@pytest.mark.parametrize(
    ("field", "mailbox"),
    [
        ("Henry Bell, MD <bell@example.org>", Mailbox("bell@example.org", "Henry Bell, MD")),
        ("bell@example.org (Henry Bell)", Mailbox("bell@example.org", "Henry Bell")),
        ("bell at example.org (Bell, Henry)", Mailbox("bell@example.org", "Bell, Henry")),
        ("Henry Bell bell@example.org", Mailbox("bell@example.org", "Henry Bell")),
        ("'Henry Bell' <bell@example.org>", Mailbox("bell@example.org", "Henry Bell")),
        ('"Henry (Hal) Bell" <bell@example.org>', Mailbox("bell@example.org", "Henry (Hal) Bell")),
        ("=?iso-8859-1?Q?Jos=E9?= <jose@example.org>", Mailbox("jose@example.org", "José")),
        ('"J=?utf-8?Q?=C3=B6?=rg" <j@example.org>', Mailbox("j@example.org", "Jörg")),
        (b"Jos\xe9 <jose@example.org>", Mailbox("jose@example.org", "José")),
        ("José <jose@example.org>", Mailbox("jose@example.org", "José")),
        ('"a@b" <bell@example.org>', Mailbox("bell@example.org", "a@b")),
        ('"a@b"@example.org', Mailbox('"a@b"@example.org')),
        ("=?utf-8?Q?ben=40example.com=2C?= <bell@example.org>", Mailbox("bell@example.org", "ben@example.com,")),
        ("site!user@host@gateway.example", Mailbox("site!user@host@gateway.example")),
        ("a" * 100 + "@example.org", Mailbox("a" * 100 + "@example.org")),
    ],
)
def test_names_and_addresses_are_found_however_they_are_written(field, mailbox):
    line = b"From: " + (field if isinstance(field, bytes) else field.encode())

    assert read(line).authors == (mailbox,)


@pytest.mark.parametrize("field", ["{}@b.example", "Long <{}@b.example>", "{} at b.example", "<{}@g@b.example>"])
def test_what_is_too_long_for_an_address_is_none_and_its_end_is_no_other(field):
    assert read("From: " + field.format("a" * 260)).authors == ()


def test_a_message_may_have_two_authors():
    one = read("From: ada@example.org, Ben <ben@example.org>")

    assert [author.address for author in one.authors] == ["ada@example.org", "ben@example.org"]


def test_one_broken_address_does_not_lose_the_others():
    one = read("From: ada@example.org", "To: ben@example.org, <broken, Sam <sam@example.org>")

    assert [to.address for to in one.recipients] == ["ben@example.org", "sam@example.org"]


def test_recipients_written_in_several_fields_are_all_read():
    one = read("From: ada@example.org", "To: ben@example.org", "TO : sam@example.org", "Cc: thuy@example.org")

    assert [to.address for to in one.recipients] == ["ben@example.org", "sam@example.org", "thuy@example.org"]


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("", "no date"),
        ("Whenever", "cannot be read, so it was left out"),
        ("2004-02-30T10:00:00Z", "cannot be read, so it was left out"),
        ("Thu, 13 Feb 1969 23:32:54 -0330", "before"),
        ("Mon, 1 Jan 0001 00:00:00 +0000", "before"),
        ("Mon, 1 Jan 00001 00:00:00 +0000", "before"),
        ("1 January 0099 10:00 +0100", "before"),
        ("Monday, 01-Jan-0001 00:00:00 GMT", "before"),
        ("Mon Jan  1 00:00:00 0001", "before"),
        ("Mon Jan  1 00:00:00 GMT 0001", "before"),
        ("Jan 1, 0001 10:00:00", "before"),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "before"),
        ("Fri, 1 Jan 2099 00:00:00 +0000", "future"),
        ("Mon, 30 Jun 99999 15:33:50 +0600", "cannot be read"),
        ("Mon, 30 Feb 2004 10:00:00 +0000", "no such day"),
        ("Sat, 29 Feb 2003 10:00:00 +0000", "no such day"),
        ("Mon Feb 30 10:00:00 2004", "cannot be read"),
        ("Mon, 0 Jan 2004 10:00:00 +0000", "cannot be read"),
        ("5 Jan 2004 25:61:61 +0000", "no such day"),
        ("5 Jan 2004 10:00:00 -2400", "no such day"),
        ("5 Jan 2004 10:00:00 +0160", "no such day"),
    ],
)
def test_a_date_that_cannot_be_true_is_flagged_and_the_rest_is_read(written, word):
    one = read("From: ada@example.org", f"Date: {written}")

    assert (one.sent_at, one.sender) == (None, Mailbox("ada@example.org"))
    assert word in one.troubles[0]


def test_where_no_date_is_written_the_day_of_arrival_is_taken_and_flagged():
    arrived = "from mx.example.org by in.example.net; Wed, 23 Jul 2003 10:00:00 +0200"
    one = read("From: ada@example.org", f"Received: {arrived}", "Received: from a; Tue, 1 Jan 2002 00:00:00 +0000")

    assert one.sent_at == dt.datetime(2003, 7, 23, 8, tzinfo=dt.UTC)
    assert one.troubles == ("It has no date. The day on which it arrived was taken.",)


@pytest.mark.parametrize(
    "written",
    [
        "Fri, 23 Aug 2002 2:32:53 -0400",
        "23 Aug 02 06:32:53 GMT",
        "Fri, 23 Aug 02 02:32:53 -0400 (EDT)",
        "Fri Aug 23 06:32:53 GMT 2002",
        "Fri Aug 23 06:32:53 2002",
        "Fri, 23 Aug 2002 20:31:53 +1359",
        "2002-08-23T06:32:53Z",
        "2002-08-23T08:32:53.000+02:00",
        "2002-08-23 02:32:53 -0400",
        "Friday, 23-Aug-02 06:32:53 GMT",
        "Fri,  23  Aug 2002\n 08:32:53 +0200 (MEST)",
    ],
)
def test_dates_of_old_programs_are_read(written):
    assert read("From: ada@example.org", f"Date: {written}").sent_at == dt.datetime(
        2002, 8, 23, 6, 32, 53, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(("ahead", "sent"), [(-1, -1), (13, 0), (15, None)])
def test_a_clock_a_little_ahead_is_forgiven_and_no_letter_is_sent_after_now(ahead, sent):
    written = format_datetime(NOW + dt.timedelta(hours=ahead))

    found = read("From: ada@example.org", f"Date: {written}").sent_at

    assert found == (None if sent is None else NOW + dt.timedelta(hours=sent))


def test_a_message_without_an_id_has_the_same_key_whenever_it_is_read():
    lines = ("From: ada@example.org", "Date: Tue, 3 Mar 2020 22:00:00 -0500", "Subject: Hello")

    assert read(*lines).message_id == read("Received: elsewhere", *lines).message_id
    assert read(*lines).message_id != read(*lines[:2], "Subject: Other").message_id


def test_two_long_ids_that_begin_alike_are_two_and_each_the_same_whenever_it_is_read():
    long = [f"Message-ID: <{'x' * 5000}{end}@example.org>" for end in "ab"]
    first, second = (read("From: ada@example.org", one).message_id for one in long)

    assert first != second
    assert first == read("From: ada@example.org", long[0]).message_id
    assert len(first) <= 250


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"caf\xe9", "café"),
        ("café".encode(), "café"),
        (b"=?bogus?Q?caf=E9?=", "café"),
        (b"=?utf-8?B?bm90IGJhc2U2NA?=", "not base64"),
        (b"=?utf-8?Q?=F0=9F?= =?utf-8?Q?=8C=BF?=", "🌿"),
        (b"=?utf-8?Q?broken", "broken"),
        (b"one\r two\x00 \x1b[31m", "one two [31m"),
        ("turned \u202etxt".encode(), "turned txt"),
        (b"one\r\n Bcc: ben@example.org", "one Bcc: ben@example.org"),
    ],
)
def test_a_subject_is_one_clean_line_in_whatever_charset_it_came(raw, subject):
    assert read(b"From: ada@example.org", b"Subject: " + raw).subject == subject


def test_a_header_that_names_nobody_and_no_time_is_no_message():
    found = read_message(b"X-Spam: no\nArchived-At: there\n", "message 7", NOW)

    assert found == NotUnderstood("message 7", "It says neither who wrote it nor when, so it was left out.")


def test_fifty_thousand_addresses_are_cut_at_five_hundred():
    addresses = ", ".join(f"p{number}@example.org" for number in range(50_000))

    for to in (addresses, "a broken one, " + addresses):
        one = read("From: ada@example.org", f"To: {to}", "Subject: After them")
        assert (len(one.recipients), one.recipients[0].address) == (500, "p0@example.org")
        assert one.subject == "After them"
        assert one.troubles == (
            "It has no date, so it was left out.",
            "It went to more than 500 addresses. The first 500 were read.",
        )


@pytest.mark.parametrize("cc", ["", "Cc: p501@example.org"])
def test_five_hundred_addresses_are_read_and_one_more_is_named(cc):
    one = read("From: ada@example.org", "To: " + ", ".join(f"p{n}@example.org" for n in range(500)), cc)

    assert len(one.recipients) == 500
    assert any("more than 500" in why for why in one.troubles) is bool(cc)


def test_a_subject_of_nine_hundred_kilobytes_is_cut():
    for subject in ("=?utf-8?Q?=41?= " * 60_000, "=?utf-8?B?" + "QUJD" * 230_000 + "?=", "A" * 900_000):
        assert read("From: ada@example.org", f"Subject: {subject}").subject.startswith("A")


@pytest.mark.parametrize("sign", [*'("<,:;\\@[ =?', "()", "a,", '"a",', "<a>", "=?utf-8?Q?", "a at "])
def test_signs_that_parsers_trip_over_end_in_a_result(sign):
    for name in ("From", "To", "Subject", "Date", "Content-Type", "Delivered-To", "Message-ID"):
        assert isinstance(read("X-First: 1", f"{name}: {sign * 20_000} ada@example.org", "Subject: x"), Message)


@given(st.binary(max_size=300), st.sampled_from([b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Message-ID: ", b""]))
def test_whatever_the_bytes_are_reading_ends_without_an_error(noise, name):
    found = read_message(name + noise, "message 1", NOW)

    assert isinstance(found, Message | NotUnderstood)
    if isinstance(found, Message):
        assert not {unicodedata.category(sign) for sign in found.subject} & {"Cc", "Cs", "Zl", "Zp"}
        found.message_id.encode()
