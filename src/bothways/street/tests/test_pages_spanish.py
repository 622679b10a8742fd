"""The street of whoever reads in Spanish: what is said in the language of the page, and what in that of the person."""

from datetime import date, timedelta

import pytest

from bothways.accounts.models import Member
from bothways.formats.days import exactly
from bothways.formats.language import speaking
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.rhythm.tests import make
from bothways.street.rules import folded_mail, last_time

BEFORE = date(2026, 3, 4)


@pytest.fixture
def in_spanish(ada):
    Member.objects.filter(pk=ada.pk).update(language="es")


@pytest.mark.parametrize(("language", "beginning"), [("en", "You "), ("es", "Usted ")])
def test_the_beginning_that_stands_in_the_field_is_not_yet_what_they_did(as_ada, ada, grace, language, beginning):
    Member.objects.filter(pk=ada.pk).update(language=language)
    path = as_ada.get(f"/first/{grace.pk}/what/")["Location"]

    assert f"{beginning}</textarea>" in as_ada.get(path).text
    assert as_ada.post(path, {"deed": beginning, "on": "1996"}).status_code == 422
    assert not Moment.objects.exists()


def test_kinds_are_offered_in_the_language_of_each_who_asks(as_ada, as_ben, in_spanish):
    assert "Dio su tiempo" in as_ada.get("/moments/add/").text
    assert "Gave time" in as_ben.get("/moments/add/").text


def test_words_for_telling_are_in_the_language_of_whoever_hears_them(as_ada, in_spanish, grace, lin, today):
    Person.objects.filter(pk=grace.pk).update(language="es")
    day = exactly(today - timedelta(days=9))

    to_grace, to_lin = (as_ada.get(f"/promises/{make.promise(one, on=day).pk}/").text for one in (grace, lin))

    assert "Le prometí «The slides of my talk»" in to_grace
    assert "I promised you: “The slides of my talk”." in to_lin


@pytest.mark.parametrize(
    ("mine", "theirs", "says"),
    [
        (1, 0, "una carta que usted escribió"),
        (0, 7, "7 cartas que recibió"),
        (3, 9, "12 cartas, en ambas direcciones"),
    ],
)
def test_who_wrote_is_plain_where_one_word_means_you_and_them(mine, theirs, says):
    with speaking("es"):
        assert folded_mail(mine, theirs) == says


def test_the_last_time_says_who_wrote():
    with speaking("es"):
        said = [last_time(exactly(BEFORE), *sides, BEFORE) for sides in ((BEFORE, None), (None, BEFORE), (None, None))]

    assert said == ["usted escribió hoy", "le escribió hoy", "se vieron o hablaron hoy"]
