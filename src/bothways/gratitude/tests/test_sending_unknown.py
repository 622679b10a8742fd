"""Where nobody knows whether they live, what waits to be sent lies on the desk until somebody looked (CAD-5)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import sending, writing
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.tests import make
from bothways.people.models import Person

SOON = make.NOW + timedelta(minutes=1)


def _unknown(grace: Person) -> None:
    writing.say_life(grace, "unknown", today=make.TODAY, at=SOON)


def test_it_lies_on_the_desk_again_and_asks_how_they_are(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)

    _unknown(grace)
    make.work(ada, SOON)

    assert (Letter.objects.get().state, Outgoing.objects.get().state, box.letters) == ("draft", "withdrawn", [])
    assert queries.find_out_first(queries.letter(ada, letter.pk), make.TODAY)


def test_right_before_it_goes_it_is_asked_once_more(ada: Member, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace)
    Person.objects.update(life="unknown")

    make.work(ada, SOON)

    assert (Letter.objects.get().state, box.letters) == ("draft", [])
    assert "do not know whether Grace Hill lives" in Outgoing.objects.get().said


def test_from_another_window_it_is_not_sent_either(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    _unknown(grace)

    with pytest.raises(sending.NotFromHere, match="Find that out gently first"):
        sending.send(queries.letter(ada, letter.pk), at=SOON, today=make.TODAY)

    assert Letter.objects.get().state == "draft"


def test_whoever_looked_and_could_not_find_out_sends_it_all_the_same(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    _unknown(grace)

    writing.find_out(queries.letter(ada, letter.pk), "unknown", today=make.TODAY, at=SOON)
    sending.send(queries.letter(ada, letter.pk), at=SOON, today=make.TODAY)
    writing.follow(queries.letter(ada, letter.pk).person, today=make.TODAY, at=SOON)
    make.work(ada, SOON)

    assert (Letter.objects.get().state, len(box.letters)) == ("given", 1)


def test_the_page_of_letters_does_not_say_that_it_can_be_sent_again(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    make.sent_letter(grace)
    _unknown(grace)

    page = as_ada.get("/letters/").content.decode()

    assert "Find that out gently first" in page
    assert "send it again" not in page


def test_that_they_lived_is_an_answer_for_three_years(ada: Member, grace: Person) -> None:
    letter = make.letter_to(grace)
    writing.find_out(letter, "living", today=make.TODAY, at=SOON)

    def is_asked(days: int) -> bool:
        return queries.find_out_first(queries.letter(ada, letter.pk), make.TODAY + timedelta(days=days))

    assert (is_asked(0), is_asked(1_094), is_asked(1_095)) == (False, False, True)


def test_one_that_lies_ready_asks_before_it_goes_on_its_way(as_ada: Client, ada: Member, grace: Person) -> None:
    letter = make.ready_letter(grace, make.help_of(grace))
    page = reverse("gratitude:letter", args=[letter.pk])
    assert "First, how is" not in as_ada.get(page).text

    _unknown(grace)
    assert "First, how is Grace Hill?" in as_ada.get(page).text
    as_ada.post(reverse("gratitude:find_out", args=[letter.pk]), {"life": "unknown"})

    assert "First, how is" not in as_ada.get(page).text
    assert Letter.objects.get().state == "ready", "it lies as it lay"
