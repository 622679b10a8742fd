"""Where nobody knows whether they live, what waits to be sent lies on the desk until somebody looked (CAD-5)."""

from datetime import timedelta

import pytest
from django.test import Client
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
