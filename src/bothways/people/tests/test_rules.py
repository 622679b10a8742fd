"""How people are called, and whether contact may be suggested."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.formats.days import in_year
from bothways.formats.language import speaking
from bothways.people.rules import (
    addressed,
    days_of_role,
    in_order,
    initials,
    may_remember,
    may_suggest,
    sort_key,
    spoken_of,
)

TODAY = date(2026, 11, 22)
TOMORROW = date(2026, 11, 23)


def test_contact_is_suggested_with_the_living_and_where_life_is_unknown():
    assert may_suggest("living", "open", None, TODAY)
    assert may_suggest("unknown", "open", None, TODAY)


@pytest.mark.parametrize("contact", ["open", "paused", "ended"])
@pytest.mark.parametrize("until", [None, TODAY, TOMORROW])
def test_contact_is_never_suggested_with_someone_who_died(contact, until):
    assert not may_suggest("died", contact, until, TODAY)


@pytest.mark.parametrize("until", [None, TODAY, date(2020, 1, 1)])
def test_a_contact_that_ended_stays_ended_whatever_day_was_once_named(until):
    assert not may_suggest("living", "ended", until, TODAY)


def test_a_pause_holds_up_to_its_day_and_without_a_day_for_as_long_as_it_stands():
    assert not may_suggest("living", "paused", None, TODAY)
    assert not may_suggest("living", "paused", TOMORROW, TODAY)
    assert may_suggest("living", "paused", TODAY, TODAY)


def test_an_unmarked_death_brings_everything_back_as_it_was():
    before = may_suggest("living", "paused", TODAY, TODAY)

    assert not may_suggest("died", "paused", TODAY, TODAY)
    assert may_suggest("living", "paused", TODAY, TODAY) == before


def test_only_someone_who_died_is_remembered_and_not_where_contact_had_ended():
    assert may_remember("died", "open", None, TODAY)
    assert not may_remember("living", "open", None, TODAY)
    assert not may_remember("died", "ended", None, TODAY)
    assert not may_remember("died", "paused", None, TODAY)


@given(life=st.sampled_from(["living", "unknown", "died"]), contact=st.sampled_from(["open", "paused", "ended"]))
def test_nobody_is_both_suggested_and_remembered(life, contact):
    assert not (may_suggest(life, contact, None, TODAY) and may_remember(life, contact, None, TODAY))


@pytest.mark.parametrize(
    ("name", "given", "family", "face"),
    [
        ("Dr. Rosa Ortega", "", "", "RO"),
        ("Rosa Ortega", "Rosa", "Ortega", "RO"),
        ("María-José O'Neill Núñez de la Vega", "María-José", "O'Neill Núñez de la Vega", "MO"),
        ("Vincent van Gogh", "Vincent", "van Gogh", "VG"),
        ("Rosa Ortega, MD", "", "", "RO"),
        ("Ortega, Rosa", "", "", "OR"),
        ("Mr. Bell", "", "", "B"),
        ("Dr.", "", "", "D"),
        ("王小明", "", "", "王"),
        ("Ärzte", "", "", "Ä"),
        ("Åse Øverland", "", "", "ÅØ"),
        ("ßeta", "", "", "ß"),
        ("محمد علي", "", "", "م"),
        ("राम कुमार", "", "", "रा"),
        ("👩🏽‍⚕️ Ana", "", "", "👩🏽‍⚕️"),
        ("<b>Bold</b>", "", "", "B"),
        ("Null", "", "", "N"),
        ("", "", "", "·"),
        ("  \u200b ", "", "", "·"),
        ("...", "", "", "·"),
        ("e\u0301mile zola", "", "", "E\u0301Z"),
    ],
)
def test_a_face_shows_the_letters_a_person_would_write(name, given, family, face):
    assert initials(name, given, family) == face


@given(st.text(), st.text(), st.text())
def test_any_name_whatever_has_a_face_a_form_of_address_and_a_place_in_the_list(name, given_name, family):
    assert 1 <= len(initials(name, given_name, family)) <= 16
    assert "\n" not in addressed(name, given_name, family)
    assert isinstance(sort_key(name, given_name, family), str)


def test_marks_without_end_do_not_flood_a_face():
    assert len(initials("Z" + "\u0300" * 5000)) <= 8


def test_title_and_surname_are_used_until_they_invite_to_another_form():
    assert addressed("Rosa Ortega", "Rosa", "Ortega", "Dr.") == "Dr. Ortega"
    assert addressed("Rosa Ortega", "Rosa", "Ortega", "Dr.", "Rosa") == "Rosa"


def test_a_first_name_alone_is_never_chosen_without_an_invitation():
    assert addressed("Rosa Ortega", "Rosa", "Ortega") == "Rosa Ortega"


def test_no_surname_is_cut_out_of_a_whole_name():
    assert addressed("Ana Ortega Vargas", prefix="Dra.") == "Dra. Ana Ortega Vargas"
    assert addressed("Dr. Rosa Ortega", prefix="Dr.") == "Dr. Rosa Ortega"
    assert addressed("María-José O'Neill Núñez de la Vega") == "María-José O'Neill Núñez de la Vega"


def test_a_list_of_people_reads_as_in_a_printed_register():
    people = [
        ("Zed", "", ""),
        ("Émile Zola", "Émile", "Zola"),
        ("Ana de la Vega", "Ana", "de la Vega"),
        ("adam", "", ""),
    ]

    ordered = sorted(people, key=lambda person: sort_key(*person))

    assert [person[0] for person in ordered] == ["adam", "Ana de la Vega", "Zed", "Émile Zola"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Hill, Grace", ("Grace Hill", "Grace", "Hill")),
        ("de la Vega, Ana María", ("Ana María de la Vega", "Ana María", "de la Vega")),
        ("Grace Hill", ("Grace Hill", "", "")),
        ("Grace Hill, MD", ("Grace Hill, MD", "", "")),
        ("Bell, Jr.", ("Bell, Jr.", "", "")),
        ("Acme, Inc.", ("Acme, Inc.", "", "")),
        ("Ward 4, Mercy General", ("Ward 4, Mercy General", "", "")),
        ("Hill, Grace, Boston", ("Hill, Grace, Boston", "", "")),
        (", Grace", (", Grace", "", "")),
    ],
)
def test_a_name_with_the_family_first_is_said_in_order_and_no_other_is_touched(name, said):
    assert in_order(name) == said


@pytest.mark.parametrize(
    ("chapter", "first", "said"),
    [
        ((in_year(1984), in_year(1990)), None, (in_year(1984), in_year(1990))),
        ((in_year(1984), in_year(1990)), 1986, (in_year(1984), in_year(1990))),
        ((in_year(2009), None), 2024, (in_year(2024), None)),
        ((in_year(2009), None), 2005, (in_year(2009), None)),
        ((in_year(2009), None), None, (None, None)),
        ((None, None), 2024, (in_year(2024), None)),
    ],
)
def test_a_chapter_that_goes_on_does_not_tell_since_when_they_were_what_they_are(chapter, first, said):
    assert days_of_role(*chapter, first) == said


@pytest.mark.parametrize(
    ("called", "english", "spanish"),
    [
        ("Dr. Boadu", "Dr. Boadu", "Kwame Boadu"),
        ("Mr Bell", "Mr Bell", "Kwame Boadu"),
        ("Profesora Ruiz", "Profesora Ruiz", "Kwame Boadu"),
        ("tía Carmen", "tía Carmen", "tía Carmen"),
        ("Kwame", "Kwame", "Kwame"),
        ("Drew Boadu", "Drew Boadu", "Drew Boadu"),
        ("K. Boadu", "K. Boadu", "K. Boadu"),
    ],
)
def test_in_spanish_nobody_is_spoken_of_by_a_title_that_would_want_its_article(called, english, spanish):
    assert spoken_of(called, "Kwame Boadu") == english
    with speaking("es"):
        assert spoken_of(called, "Kwame Boadu") == spanish


@pytest.mark.parametrize(("name", "said"), [("Dra. Elena Vargas", "Elena Vargas"), ("Sr. Ruiz", "Sr. Ruiz")])
def test_in_spanish_a_title_within_the_name_is_left_out_where_a_whole_name_stays(name, said):
    with speaking("es"):
        assert spoken_of(name, name) == said
