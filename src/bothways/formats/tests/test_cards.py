"""Cards as address books write them."""

import io
from datetime import date

import pytest

from bothways.formats.cards.card import Card, Email, Phone, Postal
from bothways.formats.cards.reader import read_cards
from bothways.formats.troubles import NotUnderstood

TODAY = date(2026, 11, 22)


def cards(text: str | bytes) -> list[Card]:
    return [one for one in read(text) if isinstance(one, Card)]


def troubles(text: str | bytes) -> list[NotUnderstood]:
    return [one for one in read(text) if isinstance(one, NotUnderstood)]


def read(text: str | bytes) -> list[Card | NotUnderstood]:
    return list(read_cards(io.BytesIO(text.encode() if isinstance(text, str) else text), TODAY))


def card(*lines: str | bytes, version: str = "3.0") -> bytes:
    inner = b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    return f"BEGIN:VCARD\r\nVERSION:{version}\r\n".encode() + inner + b"\r\nEND:VCARD\r\n"


def test_everything_bothways_keeps_of_a_person_is_read():
    [one] = cards(
        card(
            "UID:urn:uuid:1",
            "FN:Prof. Ingrid Holm",
            "N:Holm;Ingrid;Marie;Prof.;PhD",
            "NICKNAME:Inga",
            "EMAIL;TYPE=INTERNET,WORK:Ingrid.Holm@Example.EDU",
            "TEL;TYPE=CELL:+1 555 0100",
            "ADR;TYPE=HOME:;;12 Fern Road;Oakdale;NJ;08000;USA",
            "ORG:Oakdale College;Histology",
            "TITLE:Professor",
            "ROLE:Teacher",
            "BDAY:1948-04-12",
            "DEATHDATE:20160203",
            "NOTE:Office beside the old lab.\\nDoor always open.",
        )
    )

    assert (one.uid, one.name, one.nickname) == ("urn:uuid:1", "Prof. Ingrid Holm", "Inga")
    assert (one.prefix, one.given, one.additional, one.family, one.suffix) == (
        "Prof.",
        "Ingrid",
        "Marie",
        "Holm",
        "PhD",
    )
    assert one.emails == (Email("ingrid.holm@example.edu", "work"),)
    assert one.phones == (Phone("+1 555 0100", "mobile"),)
    assert one.postals == (Postal("12 Fern Road\nOakdale, NJ 08000\nUSA", "home"),)
    assert (one.organisation, one.title, one.role) == ("Oakdale College, Histology", "Professor", "Teacher")
    assert (str(one.born), str(one.died)) == ("1948-04-12", "2016-02-03")
    assert one.note == "Office beside the old lab.\nDoor always open."


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("FN:Henry Bell", "N:Bell;Henry;;Mr.;"), "Henry Bell"),
        (("N:Bell;Henry;James;Mr.;Jr.",), "Mr. Henry James Bell Jr."),
        (("FN:", "N:Bell;Henry"), "Henry Bell"),
        (("FN: ", "N:;;;;", "NICKNAME:Hal"), "Hal"),
        (("ORG:Oakdale School",), "Oakdale School"),
        (("EMAIL:bell@example.org",), "bell@example.org"),
        (("TEL:1",), ""),
    ],
)
def test_a_name_is_fn_else_the_parts_else_nickname_else_organisation_else_the_first_address(lines, name):
    assert cards(card(*lines))[0].name == name


def test_vcard_2_1_with_quoted_printable_soft_breaks_and_bare_types_is_read():
    [one] = cards(
        card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ortega;Luc=C3=",
            "=ADa",
            "TEL;CELL;PREF:+34 600 000 000",
            "EMAIL;INTERNET:lucia@example.org",
            "LABEL;HOME;ENCODING=QUOTED-PRINTABLE:Calle Mayor 1=0D=0A=",
            "28001 Madrid",
            "NOTE:This ends with an equals sign=",
            version="2.1",
        )
    )

    assert one.name == "Lucía Ortega"
    assert one.phones == (Phone("+34 600 000 000", "mobile"),)
    assert one.postals == (Postal("Calle Mayor 1\n28001 Madrid", "home"),)
    assert one.note == "This ends with an equals sign="


def test_vcard_4_with_addresses_as_uris_and_a_layout_of_its_own_is_read():
    [one] = cards(
        card(
            "FN:Sam Idowu",
            'TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-0101',
            "EMAIL:mailto:sam@example.org",
            'ADR;LABEL="Ward 4\\n1 Main St^nOakdale":;;1 Main St;Oakdale;;;',
            "PHOTO:data:image/png;base64,iVBORw0KGgo=",
            version="4.0",
        )
    )

    assert one.phones == (Phone("+1-555-0101", "home"),)
    assert one.emails == (Email("sam@example.org"),)
    assert one.postals[0].text == "Ward 4\n1 Main St\nOakdale"
    assert one.photo is not None
    assert (one.photo.media, one.photo.content[:4]) == ("image/png", b"\x89PNG")


def test_the_words_that_people_gave_their_labels_are_kept():
    [one] = cards(
        card(
            "FN:Sam Idowu",
            "item1.EMAIL;type=INTERNET:sam@example.org",
            "item1.X-ABLabel:Choir",
            "item2.TEL:1",
            "item2.X-ABLabel:_$!<Home>!$_",
        )
    )

    assert one.emails == (Email("sam@example.org", "Choir"),)
    assert one.phones == (Phone("1", "home"),)


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\r\r\n"])
def test_lines_may_end_in_any_of_the_ways(end):
    text = b"BEGIN:VCARD\nVERSION:3.0\nFN:Walter\n  Hill\nEMAIL:hill@\n example.org\nEND:VCARD\n".replace(b"\n", end)

    [one] = cards(text)

    assert (one.name, one.emails) == ("Walter Hill", (Email("hill@example.org"),))


def test_a_line_folded_in_the_middle_of_a_letter_is_put_together():
    accent = "í".encode()

    [one] = cards(card(b"FN:Luc" + accent[:1] + b"\r\n " + accent[1:] + b"a"))

    assert one.name == "Lucía"


def test_charsets_may_differ_from_card_to_card_and_from_field_to_field():
    text = card(b"FN:Jos\xe9") + card("FN:José") + card(b"FN;CHARSET=ISO-8859-2:\xa3ucja", "NOTE:Łódź")
    text += card("Σοφία".encode("cp1253").join([b"FN:", b""]), b"NOTE;CHARSET=Windows-1253:\xd3", version="2.1")

    assert [one.name for one in cards(text)] == ["José", "José", "Łucja", "Σοφία"]


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_file_in_utf_16_or_with_a_byte_order_mark_is_read(charset):
    [one] = cards(card("FN:Thuy Nguyễn").decode().encode(charset))

    assert one.name == "Thuy Nguyễn"


def test_a_group_is_told_from_a_person():
    group, person = cards(card("FN:Choir", "KIND:group", version="4.0") + card("FN:Sam"))

    assert (group.group, person.group) == (True, False)


def test_fields_that_say_whose_a_card_is_are_not_read():
    plain = cards(card("FN:Sam"))

    assert cards(card("FN:Sam", "X-MEMBER-ID:7", "RELATED;TYPE=spouse:urn:uuid:2", "OWNER:ben", "X-OWNER:ben")) == plain
