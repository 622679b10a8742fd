"""The first letter after a long time: somebody looked how they are, and it asks for nothing (CAD-5, GRAT-11)."""

import pytest
from django.test import Client
from django.urls import reverse

from bothways.formats.days import exactly
from bothways.gratitude.actions import writing
from bothways.gratitude.models import Letter
from bothways.gratitude.tests import make
from bothways.moments import actions as moments
from bothways.people.models import Person

ASKS = {"en": "Could you write me a letter of recommendation?", "es": "¿Podría escribirme una recomendación?"}


@pytest.fixture
def letter(grace: Person) -> Letter:
    moments.record(grace, lane="together", kind="met", on=exactly(make.TODAY), today=make.TODAY)
    return make.letter_to(grace, kind="reconnect")


def _ready(client: Client, letter: Letter, **answers: str) -> tuple[int, str]:
    at = reverse("gratitude:ready", args=[letter.pk, "print"])
    answer = client.post(at, {**make.as_typed(letter, **answers), "kind": letter.kind})
    letter.refresh_from_db()
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("language", ASKS)
def test_one_that_asks_for_something_stays_with_every_word_until_it_does_not(
    as_ada: Client, grace: Person, letter: Letter, language: str
) -> None:
    Person.objects.update(language=language)
    before = {"who": "We met in Ayacucho in 2009.", "deed": "You let me stay after class."}

    status, page = _ready(as_ada, letter, **before, effect=ASKS[language])

    assert (status, letter.state) == (400, "draft")
    assert "asks for nothing" in page
    assert page.count(ASKS[language]) >= 2, "in the sentence, and where it was typed"
    assert _ready(as_ada, letter, **before, effect="I run the lab now.")[0] == 302
    assert letter.state == "ready"


def test_what_only_looks_as_if_it_asked_goes_once_the_member_says_so(as_ada: Client, letter: Letter) -> None:
    looks_so = {"who": "We met in 2009.", "deed": "It was a favour I never forgot."}
    assert _ready(as_ada, letter, **looks_so)[0] == 400
    assert 'name="asks_nothing"' in as_ada.get(reverse("gratitude:letter", args=[letter.pk])).content.decode()

    assert _ready(as_ada, letter, **looks_so, asks_nothing="yes")[0] == 302


def test_the_same_words_hold_back_no_letter_of_another_kind(as_ada: Client, grace: Person, letter: Letter) -> None:
    writing.turn(letter, "progress", at=make.NOW)

    assert _ready(as_ada, letter, now=ASKS["en"])[0] == 302


@pytest.mark.parametrize("way", ["send", "print", "copy"])
def test_a_page_of_before_sends_nothing_to_whom_nobody_looked_for(as_ada: Client, grace: Person, way: str) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    writing.find_out(letter, "living", today=make.TODAY, at=make.NOW)
    typed = make.as_typed(letter, deed="You let me stay.") | {"kind": letter.kind}
    writing.say_life(grace, "unknown", today=make.TODAY, at=make.NOW)

    answer = as_ada.post(reverse("gratitude:ready", args=[letter.pk, way]), typed)

    letter.refresh_from_db()
    assert (answer.status_code, letter.state, letter.answers()["deed"]) == (409, "draft", "You let me stay.")
    assert "find out gently" in answer.content.decode()


@pytest.mark.parametrize("sheet", ["paper", "mail_file"])
def test_nor_is_it_taken_as_a_file(as_ada: Client, grace: Person, sheet: str) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    writing.say_life(grace, "unknown", today=make.TODAY, at=make.NOW)
    named = ["letter"] if sheet == "paper" else []

    assert as_ada.get(reverse(f"gratitude:{sheet}", args=[letter.pk, *named])).status_code == 409
