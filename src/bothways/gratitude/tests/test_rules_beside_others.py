"""Domain 8.1: a thank-you compares nobody with others, and apologises once at most."""

import pytest

from bothways.gratitude.rules.checks import checks
from bothways.gratitude.rules.letter import Answer, Letter


def _found(text):
    said = checks(Letter(addressed="Mr. Bell", answers=(Answer("deed", "You stayed late."), Answer("effect", text))))
    return [one.quote for one in said if one.rule == "8.1"]


@pytest.mark.parametrize(
    "text",
    [
        "You were better than any other teacher.",
        "You were kinder than all my other professors.",
        "Unlike most supervisors, you listened.",
        "No other mentor has done that.",
        "You were the best teacher I ever had.",
    ],
)
def test_who_sets_them_beside_others_is_asked_whether_it_needs_the_others(text):
    assert _found(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "You told me that later is better than never.",
        "I have other teachers to thank as well, and I will.",
        "You gave me more than an hour of your time.",
        "It was the best advice of that year.",
        "Your letter was longer than the one I had written.",
        "Recuerdo las clases que mis profesores daban.",
        "You said: “You are better than any teacher here.”",
    ],
)
def test_what_compares_no_mentors_passes(text):
    assert _found(text) == []


def test_one_sentence_of_apology_is_enough():
    assert _found("I am sorry that I write so late.") == []
    assert _found("I am sorry that I write so late. Please forgive me. I apologise.") == ["Please forgive me."]
