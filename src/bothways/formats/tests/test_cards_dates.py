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


@pytest.mark.parametrize(
    ("field", "but"), [("BDAY", "and was left out"), ("DEATHDATE", "so only that they died was kept")]
)
@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2099-01-01", "This day is still to come"),
        ("20261123", "This day is still to come"),
        ("2026-12", "This day is still to come"),
        ("2027", "This day is still to come"),
        ("0001-01-01", "This day lies before 1850"),
        ("circa 1999", "This is no day that can be read"),
    ],
)
def test_a_day_on_which_nobody_can_have_been_born_or_died_is_named_and_not_kept(field, but, written, why):
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Sam\n{field}:{written}\nEND:VCARD\n".encode()

    one, trouble = read_cards(io.BytesIO(text), TODAY)

    assert isinstance(one, Card)
    assert (one.born, one.died) == (None, None)
    assert trouble == NotUnderstood("card 1, line 4", f"{why}, {but}: {written}")


@pytest.mark.parametrize("written", ["2026-11-22", "2026-11", "2026", "--12-31", "1850"])
def test_today_and_what_has_begun_can_be_a_birthday(written):
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Sam\nBDAY:{written}\nEND:VCARD\n".encode()

    (one,) = read_cards(io.BytesIO(text), TODAY)

    assert isinstance(one, Card)
    assert str(one.born) == written


@pytest.mark.parametrize(
    ("lines", "died"),
    [
        ("DEATHDATE;VALUE=text:circa 1999", None),
        ("DEATHDATE:yes", None),
        ("DEATHDATE:2999-01-01", None),
        ("DEATHPLACE:Oslo", None),
        ("X-DEATHDATE:1999-03-04", "1999-03-04"),
        ("DEATHDATE:\nX-DEATHDATE:1999", "1999"),
        ("BDAY:1950\nDEATHDATE:1949-12-31", None),
        ("BDAY:1950\nDEATHDATE:1950-01-01", "1950-01-01"),
        ("BDAY:--0412\nDEATHDATE:1999", "1999"),
    ],
)
def test_whoever_a_card_says_has_died_has_died_on_whatever_day(lines, died):
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Sam\n{lines}\nEND:VCARD\n".encode()

    one, *_ = read_cards(io.BytesIO(text), TODAY)

    assert isinstance(one, Card)
    assert one.dead
    assert str(one.died or "") == (died or "")


@pytest.mark.parametrize("lines", ["", "DEATHDATE:", "BDAY:1950"])
def test_a_card_that_tells_of_no_death_is_of_somebody_living(lines):
    text = f"BEGIN:VCARD\nVERSION:4.0\nFN:Sam\n{lines}\nEND:VCARD\n".encode()

    one, *_ = read_cards(io.BytesIO(text), TODAY)

    assert isinstance(one, Card)
    assert not one.dead


def test_a_death_before_the_birthday_is_named_and_its_day_is_not_kept():
    text = b"BEGIN:VCARD\nVERSION:4.0\nFN:Sam\nBDAY:1950\nDEATHDATE:1949-12-31\nEND:VCARD\n"

    _, trouble = read_cards(io.BytesIO(text), TODAY)

    says = "This day lies before their birthday, so only that they died was kept: 1949-12-31"
    assert trouble == NotUnderstood("card 1, line 5", says)
