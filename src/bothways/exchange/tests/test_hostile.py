"""
Real files of the kinds that break readers, brought in as anybody brings in theirs.

By the rows of the bad inputs that this house looks for:

    1 to 6  ZIP: bombs, lies, nests, paths, links, locks     `test_a_zip_that_means_harm`, formats test_archive
    7       XML                                              not read today: refused by its first bytes, below
    8       vCard: 10,000 cards; 50 MB of photo              `test_cards_that_mean_harm`, test_cards_damaged; bench
    9       vCard: odd birthdays                             formats test_cards_dates
    10, 11  vCard: old charsets, folds, missing ends         `test_cards_that_mean_harm`, formats test_cards_damaged
    12 - 14 vCard: again and again, two of one name, owner   test_cards, test_same
    15 - 20 calendars                                        not read today: refused by their first bytes, below
    21 - 23 mail: nests, 50,000 addresses, charsets, dates   `test_mail_that_means_harm`
    24      mbox: `From ` within, cut off, gigabytes         formats test_mbox; gigabytes: `bin/bench --only files`
    25      mail in HTML                                     not read today: no body is kept of any mail
    26, 27  CSV                                              not read today: refused, below
    28, 29  JSON of our own ZIP                              `test_a_zip_that_means_harm`, test_life_refused
    30      images                                           not read today: refused, below; photos of cards are dropped
    31      Markdown                                         not read today: what is typed is shown as it is typed

A reader that hangs, eats or crashes all the same: test_apart.
"""

import io
import json
import resource
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bothways.accounts.models import Member
from bothways.exchange.actions.begin import NothingToRead, Source, begin
from bothways.exchange.actions.bringing import bring_in
from bothways.exchange.queries import life
from bothways.exchange.tests import make
from bothways.exchange.tests.make_life import brought_in
from bothways.formats.troubles import NAMED
from bothways.moments.models import Mail, MailParty
from bothways.people.models import Person

ADA = "ada@example.org"
NESTED = "\n".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}' for n in range(2_000))


def _letter(subject: str, number: int, *, to: str = ADA, **fields: str) -> str:
    return make.letter("grace@example.edu", to, message_id=f"{number}@x.y", subject=subject, **fields)


def _undated(letter: str, date: str) -> str:
    return "\n".join(f"Date: {date}" if line.startswith("Date: ") else line for line in letter.split("\n"))


def test_mail_that_means_harm(ada: Member, tmp_path: Path, now: datetime) -> None:
    encoded = "=?utf-8?Q?" + "=C3=A1" * 12 + "?= "
    letters = [
        _letter("first", 1),
        _letter("many", 2, to=", ".join(f"P {n} <p{n}@x.example>" for n in range(50_000))),
        _letter("brackets", 3, to="(" * 20_000 + ADA),
        _letter("nested", 4, MIME_Version="1.0").replace("\n\nThe text", f"\n{NESTED}\n\nThe text"),
        _letter(encoded * 20_000, 5),
        _letter("=?x-unknown?Q?caf=E9?=", 6),
        _letter("raw \udce9\udcff", 7),
        _letter("bare", 8).replace("Subject: bare\n", "Subject: bare\rBcc: x@y.example\r\n"),
        _undated(_letter("no date", 9), ""),
        _undated(_letter("1969", 10), "Wed, 31 Dec 1969 23:59:59 +0000"),
        _undated(_letter("2099", 11), "Thu, 01 Jan 2099 00:00:00 +0000"),
        _letter("From: " * 10, 12, From="x" * 3_000_000),
        _letter("last", 13),
    ]

    one = make.brought(ada, make.written(tmp_path, "a.mbox", "".join(letters)), at=now)

    assert one.state == "done"
    assert one.files.get().items == len(letters)
    kept = dict(Mail.objects.values_list("message_id", "subject"))
    assert (kept["1@x.y"], kept["13@x.y"], kept["6@x.y"]) == ("first", "last", "café")
    assert max(map(len, kept.values())) <= 300
    assert not any("\n" in said or "\r" in said for said in kept.values())
    assert not MailParty.objects.filter(address="x@y.example").exists()
    named = {trouble.at: trouble.why for trouble in one.troubles.all()}
    assert named["message 2"] == "It went to more than 500 addresses. The first 500 were read."
    assert {"message 9", "message 10", "message 11"} <= set(named)


def test_cards_that_mean_harm(ada: Member, tmp_path: Path, now: datetime) -> None:
    folded = "NOTE:" + "\r\n ".join(["x"] * 300_000)
    cut_sign = "FN:Luc\udcc3\r\n \udcada"  # folded within the two bytes of one sign
    cards = [
        make.card("First", uid="1"),
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Photographed\r\nPHOTO;ENCODING=b:{'A' * 50_000_000}\r\nEND:VCARD\r\n",
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Folded\r\n{folded}\r\nEND:VCARD\r\n",
        f"BEGIN:VCARD\r\nVERSION:3.0\r\n{cut_sign}\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=X-NONE;ENCODING=QUOTED-PRINTABLE:Ren=E9=\r\n=E9\r\nEND:VCARD\r\n",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nVERSION:4.0\r\nPRODID:a\r\nPRODID:b\r\nFN:Twice\r\n",
        "BEGIN:VCARD\r\nAGENT:\r\n" * 5_000 + "END:VCARD\r\n" * 5_000,
        make.card("Mails", *(f"m{n}@x.example" for n in range(5_000)), uid="2"),
        make.card("Last", uid="3", X_MEMBER_ID="1", RELATED="urn:uuid:x"),
    ]

    one = make.brought(ada, make.written(tmp_path, "a.vcf", "".join(cards)), at=now)

    assert one.state == "done"
    names = set(Person.objects.values_list("name", flat=True))
    assert {"First", "Photographed", "Folded", "Lucía", "Twice", "Mails", "Last"} <= names
    assert all(person.member_id == ada.pk for person in Person.objects.all())
    assert any("photo is too large" in trouble.why for trouble in one.troubles.all())


def test_a_report_names_a_thousand_things_of_a_file_and_counts_the_rest(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    """What somebody wrote among them comes in, however much of the file is nothing."""
    nothing = "BEGIN:VCARD\r\n" * 700
    path = make.written(tmp_path, "a.vcf", make.card("First") + nothing + make.card("Last"))

    one = make.brought(ada, path, at=now)

    assert set(Person.objects.values_list("name", flat=True)) == {"First", "Last"}
    *named, last = one.troubles.order_by("pk")
    assert len(named) == NAMED
    assert (last.at, last.why) == ("", "400 more things of this file were not understood, and are not named.")
    assert one.files.get().items == 702


def test_a_file_in_which_nothing_is_understood_is_not_read_on_for_ever(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    path = make.written(tmp_path, "a.vcf", "BEGIN:VCARD\r\n" * 20_000)

    one = make.brought(ada, path, at=now)

    assert one.state == "done"
    assert one.files.get().items < 6_000
    last = one.troubles.order_by("pk").last()
    assert last is not None
    assert last.why.startswith("Reading stopped here: of so much in this file nothing was understood.")
    assert one.troubles.count() == NAMED + 2


def _zip(entries: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            change(entry)
            made.writestr(entry, content)
    return into.getvalue()


def _lying(packed: bytes) -> bytes:
    """Its list of files says that each holds ten bytes."""
    at = packed.rfind(b"PK\x01\x02")
    return packed[: at + 24] + struct.pack("<L", 10) + packed[at + 28 :]


def _locked(packed: bytes) -> bytes:
    at = packed.rfind(b"PK\x01\x02")
    return packed[: at + 8] + b"\x01\x00" + packed[at + 10 :]


def _linked(entry: zipfile.ZipInfo) -> None:
    entry.external_attr = 0o120777 << 16


def _bomb() -> bytes:
    """By pieces, so that this process has never held it."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made, made.open("manifest.json", "w") as entry:
        for _ in range(300):
            entry.write(b"\x00" * 1_000_000)
    return into.getvalue()


def _crowd() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as made:
        for number in range(65_000):
            made.writestr(zipfile.ZipInfo(f"records/{number}"), b"")
    return into.getvalue()


MANIFEST = json.dumps({"format": "bothways-life", "version": 1, "files": []}).encode()
ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (_bomb, "would grow to 300,000,000 bytes"),
    "lies": (lambda: _lying(_zip({"manifest.json": MANIFEST})), "was changed after it was taken out"),
    "nested": (
        lambda: _zip({"manifest.json": MANIFEST, "records/a.zip": _zip({"records/b.zip": b"PK"})}),
        "does not list the files",
    ),
    "crowd": (_crowd, "lists more files than a life has"),
    "up": (lambda: _zip({"manifest.json": MANIFEST, "../../db.sqlite3": b"x"}), "leads out of the ZIP"),
    "root": (lambda: _zip({"manifest.json": MANIFEST, "/etc/passwd": b"x"}), "leads out of the ZIP"),
    "drive": (lambda: _zip({"manifest.json": MANIFEST, "C:\\x": b"x"}), "leads out of the ZIP"),
    "link": (lambda: _zip({"manifest.json": b"/etc/passwd"}, _linked), "leads out of the ZIP"),
    "locked": (lambda: _locked(_zip({"manifest.json": MANIFEST})), "is locked with a password"),
    "cut": (lambda: _zip({"manifest.json": MANIFEST})[:-30], "is not whole"),
    "two": (lambda: _zip({"manifest.json": MANIFEST}) * 2, "it is two ZIPs in one file"),
    "deep": (lambda: _zip({"manifest.json": b"[" * 100_000}), "holds things within things without end"),
}


@pytest.mark.parametrize("what", ZIPS)
def test_a_zip_that_means_harm(ben: Member, tmp_path: Path, now: datetime, what: str) -> None:
    made, says = ZIPS[what]
    packed = made()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    try:
        one = brought_in(ben, packed, tmp_path, now)
    except NothingToRead as refused:
        why = refused.says
    else:
        assert one.state == "failed"
        why = one.why

    assert says in why
    assert not Person.objects.filter(member=ben).exists()
    assert {path.name for path in tmp_path.iterdir()} == {"life.zip"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < 50_000  # KB: nothing of it was unpacked here


def test_whoever_sends_a_zip_waits_for_none_of_what_is_in_it(
    ben: Member, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does anybody else whom the same worker serves: it is read where all else is read."""
    listed = b",".join(b'{"name":"%d","bytes":1,"sha256":"x"}' % number for number in range(70_000))
    manifest = b'{"format":"bothways-life","version":1,"files":[' + listed + b"]}"
    path = tmp_path / "life.zip"
    path.write_bytes(_zip({"manifest.json": manifest}))
    asked: list[Path] = []
    with monkeypatch.context() as no_reader:
        no_reader.setattr(life, "Life", asked.append)
        one = begin(ben, [Source(path, path.name)], at=now)
    assert asked == []

    while bring_in(one.pk, at=now):
        pass

    one.refresh_from_db()
    assert one.why == "manifest.json does not list the files of this ZIP. Use another copy of the ZIP."


NOT_READ = {
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "HTML": b"<html><script>alert(1)</script><img src='https://tracker.example/'>",
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "picture": b"GIF89a\xff\xff\xff\xff/*\x00*/=1;alert(1)",
    "calendar": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "table": b"name,mail\r\n=HYPERLINK(1),x@y.example\r\n",
    "JSON": b"[" * 100_000,
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 100,
}


@pytest.mark.parametrize("what", NOT_READ)
def test_what_is_not_read_today_is_refused_by_its_first_bytes(
    ada: Member, tmp_path: Path, now: datetime, what: str
) -> None:
    path = tmp_path / "people.vcf"
    path.write_bytes(NOT_READ[what])

    with pytest.raises(NothingToRead) as refused:
        make.brought(ada, path, at=now)

    assert refused.value.says.startswith("This ")
