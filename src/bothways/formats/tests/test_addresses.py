"""One form for every e-mail address."""

import pytest

from bothways.formats.addresses import in_a_link, normalised


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Grace.Bell@Example.ORG ", "grace.bell@example.org"),
        ("grace+letters@example.org", "grace+letters@example.org"),
        ("grace@example.org.", "grace@example.org"),
        ("grace@localhost", "grace@localhost"),
        ('"a@b"@example.org', '"a@b"@example.org'),
        ('"Grace Bell"@example.org', '"grace bell"@example.org'),
        ("grace@[192.0.2.1]", "grace@[192.0.2.1]"),
        ("lucía@example.org", "lucía@example.org"),
        ("grace@bücher.example", "grace@xn--bcher-kva.example"),
    ],
)
def test_an_address_that_mail_can_reach_is_kept_in_one_form(written, kept):
    assert normalised(written) == kept


def test_a_lookalike_domain_shows_as_what_it_is():
    latin, cyrillic = normalised("grace@apple.example"), normalised("grace@аpple.example")

    assert latin == "grace@apple.example"
    assert cyrillic.startswith("grace@xn--")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "grace",
        "@example.org",
        "grace@",
        "grace@@example.org",
        "grace bell@example.org",
        "grace@exa mple.org",
        "grace@example..org",
        "grace\r\nBcc: ben@example.org",
        "grace\x00@example.org",
        "gra\u202ece@example.org",
        "gra\u200bce@example.org",
        "\ud800@example.org",
        "a" * 250 + "@example.org",
        '"gra\x07ce"@example.org',
        '""@example.org',
        "grace@" + "ü" * 240 + ".example",
    ],
)
def test_what_is_no_address_is_nothing(written):
    assert normalised(written) == ""


def test_normalising_again_changes_nothing():
    once = normalised("Lucía@BÜCHER.example")

    assert normalised(once) == once


@pytest.mark.parametrize(
    ("kept", "linked"),
    [
        ("grace@example.org", "grace@example.org"),
        ('"a@b"@example.org', "%22a%40b%22@example.org"),
        ("o'neill+ada@example.org", "o%27neill%2Bada@example.org"),
        ("", ""),
    ],
)
def test_a_link_to_an_address_parts_name_and_domain(kept, linked):
    assert in_a_link(kept) == linked
