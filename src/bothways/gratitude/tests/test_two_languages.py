"""A page speaks the language of its member, and a letter that of its person, whichever two these are."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.formats.days import exactly, spoken
from bothways.formats.language import speaking
from bothways.formats.tests.reading_back import needs_poppler, poppler
from bothways.gratitude import emails
from bothways.gratitude.actions import leaving
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.tests import make
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Person


@pytest.fixture
def vargas(grace: Person) -> Person:
    """Grace as one who reads Spanish."""
    Person.objects.filter(pk=grace.pk).update(
        name="Elena Vargas Quispe", family="Vargas Quispe", prefix="Dra.", language="es-PE",
        postal="Calle Nueva 7\nCusco", care_of="Posta San Jerónimo",
    )  # fmt: skip
    grace.refresh_from_db()
    return grace


def test_her_letter_is_spanish_on_an_english_page(vargas: Person) -> None:
    letter = make.letter_to(vargas, make.help_of(vargas))

    text = queries.composed(letter).text

    assert text.startswith("Estimada Dra. Vargas Quispe:\n")
    assert text.endswith("Con gratitud y afecto,\n\nAda")
    assert f"«{make.WORDS}»" in text
    assert emails.subject_of(letter) == "Gracias"
    assert b"Subject: Gracias" in emails.as_file(letter)


def test_an_english_letter_stays_english_on_a_spanish_page(grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    with speaking("es"):
        text, subject = queries.composed(letter).text, emails.subject_of(letter)

    assert text.startswith("Dear ")
    assert "With gratitude," in text
    assert subject == "Thank you"


def test_who_invited_to_her_name_is_greeted_by_it(vargas: Person) -> None:
    Person.objects.filter(pk=vargas.pk).update(address_as="Elena")

    letter = make.letter_to(Person.objects.get(pk=vargas.pk))

    assert queries.composed(letter).greeting == "Querida Elena:"


@needs_poppler
def test_her_sheet_has_the_day_and_her_envelope_has_care_of_as_she_says_them(vargas: Person) -> None:
    letter = make.letter_to(vargas, make.help_of(vargas))
    with speaking("es"):
        day = spoken(exactly(make.TODAY))

    assert day in poppler("pdftotext", emails.sheet(letter, "letter", make.TODAY))
    assert "Al cuidado de Posta San Jerónimo" in poppler("pdftotext", emails.sheet(letter, "envelope", make.TODAY))


def test_what_is_refused_is_said_in_the_language_of_the_page(vargas: Person) -> None:
    letter = make.letter_to(vargas)

    with speaking("es"), pytest.raises(leaving.NothingWritten) as refused:
        leaving.make_ready(letter, "print", make.NOW)
    with pytest.raises(leaving.NothingWritten) as plainly:
        leaving.make_ready(letter, "print", make.NOW)

    assert refused.value.says.startswith("Todavía no hay nada en el papel. Escriba al menos lo que hizo por usted")
    assert plainly.value.says.startswith("There is nothing on the paper yet. Write at least what they did")


def test_what_a_worker_says_is_in_the_language_of_the_member(ada: Member, grace: Person, box: Postbox) -> None:
    Member.objects.filter(pk=ada.pk).update(language="es")
    make.sent_letter(grace)

    make.work(ada)

    assert Moment.objects.get(lane="mine").deed == "Agradecimiento por carta"


def test_why_a_worker_sent_nothing_is_in_the_language_of_the_member(ada: Member, grace: Person, box: Postbox) -> None:
    Member.objects.filter(pk=ada.pk).update(language="es")
    make.sent_letter(grace)
    Person.objects.filter(pk=grace.pk).update(not_from_here=True)

    make.work(ada)

    assert Outgoing.objects.get().said.endswith("por eso desde aquí no se envía nada.")


def test_the_kinds_and_their_questions_are_in_the_language_of_the_page(vargas: Person) -> None:
    letter = make.letter_to(vargas)
    asked = letter.of_kind.questions[0]

    assert (letter.word, letter.of_kind.word, asked.asks) == ("Letter", "a thank-you", "What did they do?")
    with speaking("es"):
        assert (letter.word, letter.of_kind.word, asked.asks) == ("Carta", "un agradecimiento", "¿Qué hizo?")


@pytest.mark.parametrize(
    ("name", "greets"),
    [
        ("A" * 300, "Dear " + "A" * 294 + ","),
        ("Grace " * 50, "Dear " + "Grace " * 48 + "Grace,"),
    ],
)
def test_a_letter_to_whoever_has_a_very_long_name_can_be_saved_as_it_is_proposed(
    as_ada: Client, ada: Member, name: str, greets: str
) -> None:
    letter = make.letter_to(people.keep(ada, name=name.strip()))
    proposed = queries.composed(letter).greeting

    saved = as_ada.post(
        reverse("gratitude:save", args=[letter.pk]),
        make.as_typed(letter, greeting=proposed, gave="You stayed after class."),
    )

    assert saved.status_code == 302
    assert proposed == greets
    assert Letter.objects.get().greeting == ""  # as proposed, so that it goes with the person
