"""News that a letter sent from here tells: also where its words say it otherwise, or it is put right on the way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import writing
from bothways.gratitude.models import Letter, News, Telling
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.tests import make
from bothways.people.models import Person

SOON = make.NOW + timedelta(minutes=1)
OTHERWISE = "Since last week the whole place answers to me."


@pytest.fixture
def letter(ada: Member, grace: Person) -> Letter:
    telling = make.news_of(make.help_of(grace)).tellings.get()
    return writing.start(ada, grace, telling=telling, at=make.NOW)


def _send(browser: Client, letter: Letter, **more: str) -> str:
    typed = make.as_typed(queries.letter(letter.member, letter.pk))
    return browser.post(reverse("gratitude:ready", args=[letter.pk, "send"]), {**typed, **more}, follow=True).text


@pytest.mark.parametrize(("answer", "told"), [("yes", True), ("no", False)])
def test_where_the_words_do_not_say_it_that_is_asked_before_it_is_sent(
    as_ada: Client, ada: Member, letter: Letter, box: Postbox, answer: str, told: bool
) -> None:
    asked = _send(as_ada, letter, now=OTHERWISE)
    make.work(ada, SOON)
    assert "Will they know it by this letter?" in asked
    assert OTHERWISE in asked
    assert box.letters == []

    _send(as_ada, letter, now=OTHERWISE, knows=answer)
    make.work(ada, SOON)

    assert (len(box.letters), Letter.objects.get().state) == (1, "given")
    assert (Telling.objects.get().told_on is not None) is told


def test_what_is_put_right_while_the_letter_is_on_its_way_was_told(
    as_ada: Client, ada: Member, letter: Letter, box: Postbox
) -> None:
    what = News.objects.get().what
    assert "Will they know" not in _send(as_ada, letter, now=what)

    News.objects.update(what="I became something else altogether.")
    make.work(ada, SOON)

    assert Telling.objects.get().told_on is not None
    assert "Tell them" not in as_ada.get("/untold/").text


def test_of_two_questions_neither_answer_is_forgotten(as_ada: Client, letter: Letter, box: Postbox) -> None:
    writing.turn(letter, "reconnect", at=make.NOW)
    words = {"who": "We met in 2009.", "deed": "It was a favour I never forgot.", "now": OTHERWISE}

    assert "asks for nothing" in _send(as_ada, letter, **words)
    asked = _send(as_ada, letter, **words, asks_nothing="yes")

    assert "Will they know it by this letter?" in asked
    assert 'name="asks_nothing" value="yes" checked' in asked
    _send(as_ada, letter, **words, asks_nothing="yes", knows="yes")
    assert Letter.objects.get().state == "queued"
