"""What a file is, by its content."""

import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from bothways.formats.kinds import FileKind, Unknown, kind_of


@pytest.mark.parametrize(
    "head",
    [
        b"BEGIN:VCARD\r\nVERSION:3.0\r\n",
        b"\xef\xbb\xbfBEGIN:VCARD\n",
        "BEGIN:VCARD\r\nVERSION:3.0\r\n".encode("utf-16"),
        "BEGIN:VCARD\r\nVERSION:3.0\r\n".encode("utf-16-be"),
        b"\n\n  begin:vcard\n",
        b"X-NOTE: exported\nBEGIN:vCard\n",
        b"BEGIN:VCARD\rVERSION:2.1\r",
    ],
)
def test_an_address_book_is_known_by_its_first_card(head):
    assert kind_of(head) is FileKind.CARDS


@pytest.mark.parametrize(
    "head",
    [
        b"From ada@example.org Mon Jan  1 00:00:00 2001\nFrom: ada@example.org\n",
        b"From - \nFrom: ada@example.org\n",
        b"\xef\xbb\xbfFrom -\nFrom: ada@example.org\n",
        b"\n\nFrom 1844347792267117879@xxx\nFrom: ada@example.org\n",
        b"From ada@example.org Mon Jan  1 00:00:00 2001\nSubject: card\n\nBEGIN:VCARD\n",
    ],
)
def test_a_mail_archive_is_known_by_its_first_postmark(head):
    assert kind_of(head) is FileKind.MAILBOX


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"begin:vcalendar\r\nVERSION:2.0\r\n", "calendar"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "calendar"),
        (b"Received: from here\nFrom: ada@example.org\nSubject: one\n\nText", "single message"),
        (b"name;email\nAda;ada@example.org\n", "neither"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither"),
        (b"From here to there is a long way, my friend wrote.", "neither"),
    ],
)
def test_another_file_is_refused_with_a_sentence_that_says_what_it_seems_to_be(head, word):
    found = kind_of(head)

    assert isinstance(found, Unknown)
    assert word in found.why
    assert found.why.endswith(".")


def test_an_archive_in_utf_16_is_refused_in_words_instead_of_read_as_nothing():
    head = "From ada@example.org Mon Jan  1 00:00:00 2001\nFrom: ada@example.org\n".encode("utf-16")

    found = kind_of(head)

    assert isinstance(found, Unknown)
    assert "UTF-16" in found.why


PLAIN = b"From ada@example.org Mon Jan  1 00:00:00 2001\nFrom: ada@example.org\n\nText\n"


@pytest.mark.parametrize(
    ("head", "how"),
    [
        (gzip.compress(PLAIN, mtime=0), "gzip"),
        (bz2.compress(PLAIN), "bzip2"),
        (lzma.compress(PLAIN), "xz"),
        (lzma.compress(PLAIN, format=lzma.FORMAT_ALONE), "lzma"),
        (b"LZIP\x01\x0c\x00", "lzip"),
        (b"\x28\xb5\x2f\xfd\x04\x00", "Zstandard"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"PK\x03\x04\x14\x00people.vcfBEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\n", "ZIP"),
        (b"mail.mbox".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 248 + PLAIN, "tar"),
    ],
)
def test_what_is_packed_is_to_be_unpacked_first(head, how):
    found = kind_of(head)

    assert isinstance(found, Unknown)
    assert found.why == f"This file is packed ({how}). Please unpack it first, and bring in what is in it."


@pytest.mark.parametrize(
    "first", ["README.txt", "records/people.json", "life/manifest.json", "life/records/people.json"]
)
def test_a_whole_life_is_known_by_its_files_also_where_it_was_packed_anew(first):
    assert kind_of(_zip("life/" if "life" in first else first, first)) is FileKind.LIFE


def test_another_folder_that_was_packed_is_no_life():
    assert isinstance(kind_of(_zip("people/", "people/README.txt", "people/all.vcf")), Unknown)


def _zip(*names):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as file:
        for name in dict.fromkeys(names):
            file.writestr(name, b"")
    return into.getvalue()
