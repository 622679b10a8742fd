"""From answers to a letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.kinds import KINDS
from bothways.gratitude.rules.kits import KITS, close, greeting, subject
from bothways.gratitude.rules.letter import Answer, Form, Letter
from bothways.gratitude.rules.questions import THANK_YOU

SLUGS = [question.slug for question in THANK_YOU]
texts = st.text(st.sampled_from("ab.,!?“” \n“—é字"), max_size=60) | st.text(max_size=60)
letters = st.builds(
    Letter,
    addressed=st.sampled_from(["Mr. Bell", "", "Dra. Vargas"]),
    answers=st.lists(
        st.builds(Answer, st.sampled_from([*SLUGS, "asked_once"]), texts), unique_by=lambda one: one.question
    ).map(tuple),
    form=st.sampled_from(list(Form)),
    language=st.sampled_from(["en", "es", "es-MX", "xx"]),
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_answers_stand_in_the_order_of_a_letter_whatever_the_order_of_answering():
    answers = [Answer("now", "I am well."), Answer("effect", "I could read."), Answer("deed", "You taught me.")]

    composed = compose(Letter("Mr. Bell", tuple(answers)))

    assert composed.paragraphs == ("You taught me.", "I could read.", "I am well.")


def test_an_unfinished_sentence_is_not_run_into_the_next():
    composed = compose(
        Letter("Mr. Bell", (Answer("deed", "You stayed with me"), Answer("cost", "It was your evening.")))
    )

    assert composed.paragraphs == ("You stayed with me", "It was your evening.")


def test_blank_lines_and_line_breaks_of_the_member_are_kept():
    composed = compose(Letter("Mr. Bell", (Answer("deed", "One.\nTwo.\n\n\nThree."),)))

    assert composed.paragraphs == ("One.\nTwo.", "Three.")


def test_greeting_close_and_signature_are_the_members_where_they_wrote_one():
    composed = compose(
        Letter("Mr. Bell", (), greeting="My dear Mr. Bell,", close="Yours ever,", signature="Ada\nLinden")
    )

    assert composed.text == "My dear Mr. Bell,\n\nYours ever,\n\nAda\nLinden"


def test_where_nobody_is_named_no_greeting_is_made_up():
    assert compose(Letter("", ())).greeting == ""


def test_a_spanish_letter_greets_with_the_title_and_a_colon():
    assert greeting("es", "Dra. Vargas") == "Estimada Dra. Vargas:"
    assert greeting("es", "Dr. Núñez de la Vega") == "Estimado Dr. Núñez de la Vega:"
    assert greeting("es", "Tía Rosa") == "Querida Tía Rosa:"
    assert greeting("es", "tío Juan") == "Querido tío Juan:"
    assert greeting("es-MX", "Prof. Vargas") == "Apreciable Prof. Vargas:"
    assert compose(Letter("Dra. Vargas", (), language="es")).close == "Con gratitud y afecto,"


def test_whoever_invited_to_their_name_is_greeted_as_their_title_tells_and_otherwise_by_a_word_for_everybody():
    assert greeting("es", "Elena", "Dra.") == "Querida Elena:"
    assert greeting("es", "Luis", "Sr.") == "Querido Luis:"
    assert greeting("es", "Elena", "Dr.") == greeting("es", "Elena") == "Apreciable Elena:"
    assert greeting("en", "Elena", "Dra.") == "Dear Elena,"


def test_both_surnames_stand_after_the_title():
    assert greeting("es", "Dra. Vargas Quispe", "Dra.") == "Estimada Dra. Vargas Quispe:"
    assert greeting("es", "Dra Núñez de la Vega", "Dra") == "Estimada Dra Núñez de la Vega:"
    assert greeting("es", "Familia Vargas Quispe") == "Estimada Familia Vargas Quispe:"


@pytest.mark.parametrize("language", KITS)
def test_each_kind_of_letter_has_its_close_and_its_subject_in_every_language(language):
    for kind in KINDS:
        assert close(language, kind).endswith(",")
        assert subject(language, kind)


def test_the_spanish_kit_says_usted_and_tells_nobodys_gender_but_by_their_title():
    kit = KITS["es"]
    said = " ".join((kit.plain, *kit.closes.values(), *kit.subjects.values()))

    assert not re.search(r"\b(?:tú|te|ti|tu|tus|vos)\b|agradecid|estimad|querid", said.lower())


def test_a_name_with_braces_is_a_name():
    assert greeting("en", "{name} {0}") == "Dear {name} {0},"


@given(letters)
def test_a_letter_holds_all_the_answers_and_no_letter_of_the_alphabet_more(letter):
    composed = compose(letter)
    in_order = [answer for slug in [*SLUGS, "asked_once"] for answer in letter.answers if answer.question == slug]
    by_letter_order = squeezed("".join(answer.text for answer in in_order))

    assert squeezed("".join(composed.paragraphs)) == by_letter_order
    assert composed.close in {close for kit in KITS.values() for close in kit.closes.values()}
