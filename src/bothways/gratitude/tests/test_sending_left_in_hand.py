"""A letter that a killed worker had in hand: the server may have it, so it is asked about, and never sent anew (R7)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import outbox, writing
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.rules import sending as rules
from bothways.gratitude.tests import make
from bothways.people.models import Person

WHILE_HELD = make.NOW + timedelta(minutes=1)
HELD_NO_MORE = make.NOW + rules.IN_HAND + timedelta(minutes=1)


def _killed_with(letter: Letter) -> None:
    """Taken in hand, and not a word after that."""
    assert outbox.take_in_hand(Outgoing.objects.get(letter=letter), make.NOW)


def _state(letter: Letter) -> tuple[str, str]:
    letter.refresh_from_db()
    return letter.state, Outgoing.objects.get(letter=letter).state


_ENDS: dict[str, Callable[[Letter], object]] = {
    "taken back": lambda letter: outbox.take_back(letter, at=HELD_NO_MORE),
    "paused": lambda letter: writing.say_contact(letter.person, "paused", today=make.TODAY, at=HELD_NO_MORE),
    "died": lambda letter: writing.say_life(letter.person, "died", today=make.TODAY, at=HELD_NO_MORE),
}


@pytest.mark.parametrize("end", _ENDS)
def test_however_it_ends_it_is_asked_about(ada: Member, grace: Person, box: Postbox, end: str) -> None:
    letter = make.sent_letter(grace)
    _killed_with(letter)

    _ENDS[end](letter)
    make.work(ada, HELD_NO_MORE)

    assert (_state(letter), box.letters) == (("ready", "unsure"), [])
    assert "may have arrived" in Outgoing.objects.get().said
    assert queries.sent_copy(letter).message_id == Outgoing.objects.get().message_id


@pytest.mark.parametrize("end", ["paused", "died"])
def test_what_is_said_while_it_is_in_hand_leads_to_the_same_question(
    ada: Member, grace: Person, box: Postbox, end: str
) -> None:
    letter = make.sent_letter(grace)
    _killed_with(letter)

    said = {"contact": "paused"} if end == "paused" else {"life": "died"}
    Person.objects.update(**said)
    make.work(ada, HELD_NO_MORE)

    assert (_state(letter), box.letters) == (("ready", "unsure"), [])


def test_refused_at_the_second_try_it_is_asked_about_with_what_the_server_said(
    ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    _killed_with(letter)
    box.says["RCPT"] = ["550 5.1.1 no such user"]

    make.work(ada, HELD_NO_MORE)

    assert _state(letter) == ("ready", "unsure")
    said = Outgoing.objects.get().said
    assert "may have arrived" in said
    assert "550 5.1.1 no such user" in said


def test_killed_before_anything_was_handed_over_it_is_given_by_the_next_worker(
    ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    _killed_with(letter)

    make.work(ada, WHILE_HELD)
    assert box.letters == []
    make.work(ada, HELD_NO_MORE)

    assert _state(letter) == ("given", "taken")
    assert box.message_ids == [Outgoing.objects.get().message_id]


def test_where_every_worker_dies_of_it_it_is_asked_about_in_the_end(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    at = make.NOW
    for _ in range(rules.MOST_UNANSWERED):
        assert outbox.take_in_hand(Outgoing.objects.get(), at)
        at += rules.IN_HAND

    make.work(ada, at)

    assert (_state(letter), box.letters) == (("ready", "unsure"), [])


def test_one_that_was_put_off_is_taken_back_to_the_draft_as_before(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    box.says["RCPT"] = ["451 greylisted"]
    make.work(ada)

    outbox.take_back(letter, at=HELD_NO_MORE)

    assert _state(letter) == ("draft", "withdrawn")
