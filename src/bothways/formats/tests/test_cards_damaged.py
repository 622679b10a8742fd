"""Cards that are broken, huge or hostile: what can be read is read, and the rest is named."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.formats.cards.card import Card
from bothways.formats.cards.reader import read_cards
from bothways.formats.tests.test_cards import TODAY, card, cards, read, troubles
from bothways.formats.troubles import NotUnderstood


def test_a_card_without_end_is_read_up_to_the_next_and_named():
    text = b"BEGIN:VCARD\nFN:Sam\nBEGIN:VCARD\nFN:Thuy\nEND:VCARD\n"

    assert [one.name for one in cards(text)] == ["Sam", "Thuy"]
    assert [one.at for one in troubles(text)] == ["card 1, line 1"]


def test_a_file_that_ends_within_a_card_gives_what_there_was():
    text = b"BEGIN:VCARD\nFN:Sam\nEMAIL:sam@exam"

    assert [one.name for one in cards(text)] == ["Sam"]
    assert "ends within" in troubles(text)[0].why


def test_versions_and_programs_named_twice_do_no_harm():
    text = card("VERSION:3.0", "PRODID:-//One//", "PRODID:-//Two//", "FN:Sam", "FN:Samuel")

    assert [one.name for one in cards(text)] == ["Sam"]
    assert troubles(text) == []


def test_a_card_inside_a_card_is_another_person_and_is_passed_over():
    text = card("FN:Sam", "AGENT:", "BEGIN:VCARD", "FN:Secretary", "END:VCARD", "TITLE:Director", version="2.1")

    [one] = cards(text)

    assert (one.name, one.title) == ("Sam", "Director")


def test_a_line_that_is_no_field_is_named_and_the_card_is_kept():
    text = card("FN:Sam", "View;CA;94040", "TITLE:Director")

    assert cards(text)[0].title == "Director"
    assert [(one.at, "View;CA" in one.why) for one in troubles(text)] == [("card 1, line 4", True)]


def test_text_outside_of_cards_is_named_once():
    text = b"hello\nthere\n" + card("FN:Sam") + b"bye\n"

    assert [one.at for one in troubles(text)] == ["line 1", "line 7"]


def test_zero_bytes_and_turned_text_leave_the_name_clean():
    [one] = cards(card(b"FN:S\x00am\x07 \xe2\x80\xaeIdowu"))

    assert one.name == "Sam Idowu"


@pytest.mark.parametrize("unseen", ["\u200b\u2060", "\u3164", "\u2800 \u2800"])
def test_a_name_that_nobody_can_see_is_no_name(unseen):
    [one] = cards(card(f"FN:{unseen}", "NICKNAME:Sam"))

    assert one.name == "Sam"


def test_a_name_with_a_line_break_in_it_stays_on_one_line():
    [one] = cards(card("FN:Sam\\r\\nBcc: ben@example.org"))

    assert "\n" not in one.name


def test_an_address_that_is_none_is_named_and_the_others_are_kept():
    text = card("FN:Sam", "EMAIL:not an address", "EMAIL:sam@example.org", "EMAIL:SAM@example.org")

    assert [email.address for email in cards(text)[0].emails] == ["sam@example.org"]
    assert [one.at for one in troubles(text)] == ["card 1, line 4"]


def test_a_photo_of_fifty_megabytes_is_left_out_by_name_and_the_card_is_read():
    for photo in (b"QUJD" * 12_500_000, (b"\r\n " + b"QUJD" * 18) * 700_000):
        one, trouble = read(card("FN:Sam", b"PHOTO;ENCODING=b:" + photo, "EMAIL:sam@example.org"))

        assert isinstance(one, Card)
        assert (one.name, one.photo, len(one.emails)) == ("Sam", None, 1)
        assert isinstance(trouble, NotUnderstood)
        assert (trouble.at, "photo" in trouble.why) == ("card 1, line 4", True)


def test_a_photo_on_the_web_is_not_fetched_and_is_named():
    text = card("FN:Sam", "PHOTO;VALUE=uri:http://169.254.169.254/latest")

    assert cards(text)[0].photo is None
    assert "not fetched" in troubles(text)[0].why


def test_a_note_in_three_hundred_thousand_folds_is_read():
    [one] = cards(card("FN:Sam", b"NOTE:" + b"\r\n ab" * 40_000 + b"\r\n " * 260_000, "TITLE:Director"))

    assert (len(one.note), one.title) == (80_000, "Director")


def test_limits_count_for_each_card_and_not_for_the_file():
    text = card("FN:Sam", b"NOTE:" + b"x" * 60_000) * 10

    assert len(cards(text)) == 10
    assert troubles(text) == []


def test_ten_thousand_cards_are_read_one_at_a_time():
    found = read_cards(io.BytesIO(card("FN:Sam") * 10_000), TODAY)

    assert sum(isinstance(one, Card) for one in found) == 10_000


def test_more_of_one_sort_than_anyone_has_is_cut_and_named():
    text = card("FN:Sam", *(f"TEL:{number}" for number in range(5_000)))

    assert len(cards(text)[0].phones) == 100
    assert len(troubles(text)) == 1


def test_fields_made_to_be_slow_are_read_in_their_time():
    hostile = [
        b'TEL;"' * 2_000,
        b"N:" + b"\\;" * 500_000,
        b"EMAIL:" + b"<" * 500_000,
        b"NOTE;CHARSET=punycode:" + b"a-" * 50_000,
    ]

    for line in hostile:
        assert len(cards(card("FN:Sam", line))) == 1


@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_reading_ends_without_an_error(noise):
    for text in (noise, card("FN:Sam", noise), noise + card("FN:Sam"), b"\xff\xfe" + noise):
        assert isinstance(read(text), list)


@given(
    st.lists(
        st.sampled_from(
            [b"BEGIN:VCARD", b"END:VCARD", b"AGENT:", b"FN:x", b'N;X="', b" ", b"=", b"\r", b"BDAY:0000-00-00"]
        )
    )
)
def test_pieces_of_cards_in_any_order_end_without_an_error(pieces):
    assert isinstance(read(b"\n".join(pieces)), list)


def test_a_charset_that_is_none_is_not_used_however_its_name_is_written():
    text = card("FN;CHARSET=punycode-:Sam-rl5a")

    assert [one.name for one in cards(text)] == ["Sam-rl5a"]


def test_of_a_card_full_of_rubbish_the_first_lines_are_named_and_the_others_counted():
    found = troubles(card("FN:Sam", *["rubbish"] * 1000))

    assert len(found) == 21
    assert found[-1].why == "980 more of its lines could not be read."
