"""Days on cards."""

import io
from datetime import date

import pytest

from bothways.formats.cards.card import Card
from bothways.formats.cards.dates import day_of
from bothways.formats.cards.reader import read_cards
from bothways.formats.troubles import NotUnderstood

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1948-04-12", "1948-04-12"),
        ("19480412", "1948-04-12"),
        ("1948-04-12T23:30:00-05:00", "1948-04-12"),
        ("19480412T000000Z", "1948-04-12"),
        ("1948-04", "1948-04"),
        ("1948", "1948"),
        ("--0412", "--04-12"),
        ("--04-12", "--04-12"),
        ("1604-04-12", "--04-12"),
        ("16040412", "--04-12"),
        ("0000-04-12", "--04-12"),
        ("--0229", "--02-29"),
        ("1604-02-29", "--02-29"),
        ("2000-02-29", "2000-02-29"),
    ],
)
def test_a_day_is_read_as_far_as_the_card_knows_it(written, day):
    assert str(day_of(written)) == day


@pytest.mark.parametrize(
    "written", ["", "circa 1948", "1999-02-29", "19480412190000", "12.4.1948", "---12", "0000", "٤٤"]
)
def test_what_names_no_day_is_none(written):
    assert day_of(written) is None


def test_a_birthday_that_cannot_be_read_is_named_with_its_line_and_the_card_is_kept():
    text = b"BEGIN:VCARD\nVERSION:3.0\nFN:Sam\nBDAY:1999-02-29\nEND:VCARD\n"

    one, trouble = read_cards(io.BytesIO(text), TODAY)

    assert isinstance(one, Card)
    assert one.born is None
    assert isinstance(trouble, NotUnderstood)
    assert (trouble.at, "1999-02-29" in trouble.why) == ("card 1, line 4", True)


@pytest.mark.parametrize("field", ["BDAY", "DEATHDATE"])
@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2099-01-01", "This day is still to come, and was left out: 2099-01-01"),
        ("20261123", "This day is still to come, and was left out: 20261123"),
        ("2026-12", "This day is still to come, and was left out: 2026-12"),
        ("2027", "This day is still to come, and was left out: 2027"),
        ("0001-01-01", "This day lies before 1850, and was left out: 0001-01-01"),
    ],
)
def test_a_day_on_which_nobody_can_have_been_born_or_died_is_named_and_not_kept(field, written, why):
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Sam\n{field}:{written}\nEND:VCARD\n".encode()

    one, trouble = read_cards(io.BytesIO(text), TODAY)

    assert isinstance(one, Card)
    assert (one.born, one.died) == (None, None)
    assert trouble == NotUnderstood("card 1, line 4", why)


@pytest.mark.parametrize("written", ["2026-11-22", "2026-11", "2026", "--12-31", "1850"])
def test_today_and_what_has_begun_can_be_a_birthday(written):
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Sam\nBDAY:{written}\nEND:VCARD\n".encode()

    (one,) = read_cards(io.BytesIO(text), TODAY)

    assert isinstance(one, Card)
    assert str(one.born) == written
