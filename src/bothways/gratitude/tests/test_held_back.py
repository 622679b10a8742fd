"""A waiting letter that is not to go any more: off its way at once, and its page says so until it is written on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import outbox, sending, writing
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.tests import make
from bothways.ground import clock
from bothways.people.models import Person

SOON = make.NOW + timedelta(minutes=1)
ASKED = "Grace Hill asked not to be written to through Bothways"
SAYS = "It did not go.</b>"


def _page(client: Client, letter: Letter) -> str:
    return client.get(reverse("gratitude:letter", args=[letter.pk])).text


def _they_asked(client: Client, person: Person, *, asked: bool = True) -> str:
    person.refresh_from_db()
    said = {"name": person.name, "language": "en", "emails": "grace@example.edu", "version": person.version}
    said |= {"not_from_here": "on"} if asked else {}
    answer = client.post(f"/people/{person.pk}/change/", said, follow=True)
    assert "Kept." in answer.text
    return answer.text


def test_the_wish_takes_it_off_its_way_at_once(as_ada: Client, ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)

    _they_asked(as_ada, grace)

    assert (Letter.objects.get().state, Outgoing.objects.get().state) == ("draft", "withdrawn")
    assert SAYS in _page(as_ada, letter)
    assert ASKED in _page(as_ada, letter)
    assert f"It did not go. {ASKED}" in as_ada.get("/letters/").text
    _they_asked(as_ada, grace, asked=False)
    assert "Nothing stands in its way any more" in _page(as_ada, letter)
    make.work(ada, SOON)
    assert box.letters == []


def test_what_is_in_hand_when_they_ask_is_said_to_be_leaving(as_ada: Client, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace)
    assert outbox.take_in_hand(Outgoing.objects.get(), clock.now())

    assert "at this very moment, and may reach them" in _they_asked(as_ada, grace)
    assert Letter.objects.get().state == "queued"


def test_paused_while_in_hand_and_then_not_taken_its_page_says_that_it_did_not_go(
    as_ada: Client, ada: Member, grace: Person, box: Postbox
) -> None:
    letter = make.sent_letter(grace)
    row = Outgoing.objects.get()
    assert outbox.take_in_hand(row, make.NOW)
    assert writing.say_contact(grace, "paused", today=make.TODAY, at=make.NOW)
    outbox.put_off(row, "It says: 451", at=make.NOW, for_all=False, unsure=False)

    make.work(ada, SOON)

    assert SAYS in _page(as_ada, letter)
    assert "You let contact with Grace Hill rest" in _page(as_ada, letter)


def test_beside_another_draft_it_says_so_too(as_ada: Client, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    make.letter_to(grace, make.help_of(grace, deed="You wrote for me."))

    _they_asked(as_ada, grace)

    assert Letter.objects.get(pk=letter.pk).state == "ready"
    assert "<h2>It did not go</h2>" in _page(as_ada, letter)
    assert "It did not go." in as_ada.get("/letters/").text


@pytest.mark.parametrize("was_put_off", [False, True])
def test_what_the_member_took_back_is_a_draft_and_nothing_more(
    as_ada: Client, ada: Member, grace: Person, box: Postbox, was_put_off: bool
) -> None:
    letter = make.sent_letter(grace)
    box.says["RCPT"] = ["451 greylisted"] * was_put_off
    if was_put_off:
        make.work(ada)

    outbox.take_back(letter, at=SOON)

    assert Letter.objects.get().state == "draft"
    assert "did not go" not in _page(as_ada, letter) + as_ada.get("/letters/").text


def test_written_on_or_sent_again_it_is_said_no_more(as_ada: Client, ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.sent_letter(grace)
    writing.say_contact(grace, "paused", today=make.TODAY, at=SOON)
    writing.say_contact(grace, "open", today=make.TODAY, at=SOON)
    again = queries.letter(ada, letter.pk)
    assert SAYS in _page(as_ada, letter)

    sending.send(again, at=SOON + timedelta(minutes=1), today=make.TODAY)
    outbox.take_back(again, at=SOON + timedelta(minutes=2))
    assert SAYS not in _page(as_ada, letter)

    Outgoing.objects.exclude(said="").update(queued_at=SOON + timedelta(minutes=3))
    assert SAYS in _page(as_ada, letter)
    again = queries.letter(ada, letter.pk)
    writing.save(
        again, version=again.version, answers={"now": "I teach."}, greeting="", close="", signature="", form="letter",
        at=SOON + timedelta(minutes=4),
    )  # fmt: skip
    assert SAYS not in _page(as_ada, letter)
