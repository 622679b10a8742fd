"""A letter to the family of someone who has died, whole; and what hurts whoever mourns (domain 8.5)."""

from dataclasses import replace

import pytest

from bothways.gratitude.rules.checks import checks
from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.letter import Answer, Form, Letter

ANSWERS = {
    "loss": "I was sorry to hear that Mr. Bell has died.",
    "known": "He taught me biology in Leeds from 1994 to 1996.",
    "gave": "He let me stay after class until I could hold the knife without shaking, and missed his bus for it.",
    "story": "Once he cut an onion, put it under the glass and said: “Now look as if you had never seen one.” The "
    "whole class wept, and he gave us his handkerchief.",
    "lives_on": "I say that sentence to every student who comes to my clinic.",
    "freely": "There is no need to answer.",
}
WHOLE = """\
Dear Mrs. Bell,

I was sorry to hear that Mr. Bell has died. He taught me biology in Leeds from 1994 to 1996.

He let me stay after class until I could hold the knife without shaking, and missed his bus for it.

Once he cut an onion, put it under the glass and said: “Now look as if you had never seen one.” The whole class wept, \
and he gave us his handkerchief.

I say that sentence to every student who comes to my clinic. There is no need to answer.

With deep sympathy,

Ada"""


def letter(language: str = "en", **changed: str) -> Letter:
    said = tuple(Answer(slug, text) for slug, text in {**ANSWERS, **changed}.items())
    return Letter("Mrs. Bell", said, Form.LETTER, language, signature="Ada", kind="family")


def test_the_answers_become_this_letter_word_for_word():
    assert compose(letter()).text == WHOLE


@pytest.mark.parametrize(
    ("loss", "is_asked"),
    [
        ("I am sorry that he has died.", True),
        ("I was sorry to hear of the death of mr. bell.", False),
        ("HENRY was the kindest man I knew.", False),
        ("The bells rang.", True),
    ],
)
def test_the_first_words_name_the_one_who_has_died(loss: str, is_asked: bool):
    mourning = replace(letter(loss=loss), mourned=("Henry Bell", "Henry", "Bell", "Mr. Bell"))

    asked = [one.says for one in checks(mourning) if one.at == "loss"]

    assert asked == ["Do your first words name the one who has died?"] * is_asked


def test_nothing_is_pointed_out_in_a_letter_that_says_it_all():
    assert checks(letter()) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("At least he did not suffer.", "en"),
        ("Everything happens for a reason.", "en"),
        ("I know how you feel.", "en"),
        ("He is in a better place now.", "en"),
        ("God needed him more.", "en"),
        ("Could you send me his notes?", "en"),
        ("Al menos no sufrió.", "es"),
        ("Todo pasa por algo.", "es"),
        ("Sé cómo se siente usted.", "es"),
    ],
)
def test_what_hurts_whoever_mourns_is_asked_about_where_it_stands(text, language):
    assert ("8.5", "lives_on") in [(one.rule, one.at) for one in checks(letter(language, lives_on=text))]


@pytest.mark.parametrize(
    "text",
    ["He knew every reason why it rains.", "He called it the least he could do.", "“At least try,” he used to say."],
)
def test_what_only_sounds_like_it_passes(text):
    assert checks(letter(lives_on=text)) == []


@pytest.mark.parametrize("missing", ANSWERS)
def test_what_is_missing_is_asked_for(missing):
    found = checks(letter(**{missing: ""}))

    assert [(one.rule, one.at) for one in found if one.at == missing] == [("8.5", missing)]
    assert all("?" in one.says for one in found)


def test_a_card_needs_the_loss_and_who_they_were():
    assert {one.at for one in checks(replace(letter(), answers=(), form=Form.CARD))} == {"loss", "known"}


@pytest.mark.parametrize(
    ("language", "to", "greeting"),
    [
        ("en", "the Holm family", "Dear Holm family,"),
        ("en", "La Rue family", "Dear La Rue family,"),
        ("es", "The familia", "Apreciable The familia:"),
        ("en", "The Bells", "Dear The Bells,"),
        ("es", "la familia Serrano", "Estimada familia Serrano:"),
    ],
)
def test_a_family_is_greeted_without_its_article(language, to, greeting):
    assert compose(replace(letter(language), addressed=to)).greeting == greeting
