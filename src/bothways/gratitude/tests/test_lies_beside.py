"""A letter that was to be sent and did not go, where another draft to the same person was begun meanwhile."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.formats.days import exactly
from bothways.gratitude.actions import leaving, outbox, sending, writing
from bothways.gratitude.models import Letter, Loop, Telling
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.tests import make
from bothways.people.models import Person

SOON = make.NOW + timedelta(minutes=1)


@pytest.fixture
def both(grace: Person, box: Postbox) -> tuple[Letter, Letter]:
    return make.sent_letter(grace), make.letter_to(grace, make.help_of(grace, deed="You wrote for me."))


def _died_and_undone(person: Person) -> None:
    writing.say_life(person, "died", today=make.TODAY, at=SOON)
    writing.say_life(person, "living", today=make.TODAY, at=SOON)


def test_nobody_asks_whether_it_reached_them(as_ada: Client, grace: Person, both: tuple[Letter, Letter]) -> None:
    letter, other = both

    _died_and_undone(grace)

    pages = [as_ada.get(path).text for path in ("/letters/", "/untold/", reverse("gratitude:letter", args=[letter.pk]))]
    assert not [page for page in pages if "Did it reach" in page or "It is with them" in page]
    assert "It did not go" in pages[1]
    assert "It lies beside" in pages[2]
    assert "send it again" not in pages[2], "not before the other is out of its way"
    assert reverse("gratitude:letter", args=[other.pk]) in pages[2]
    assert queries.was_held_back(grace)


def test_it_is_not_given_and_can_be_written_on_when_the_other_is_out_of_the_way(
    as_ada: Client, ada: Member, grace: Person, both: tuple[Letter, Letter]
) -> None:
    letter, other = both
    _died_and_undone(grace)

    with pytest.raises(leaving.NotReady):
        leaving.give(queries.letter(ada, letter.pk), exactly(make.TODAY), make.TODAY)
    writing.throw_away(queries.letter(ada, other.pk))
    page = as_ada.post(reverse("gratitude:not_given", args=[letter.pk]), follow=True).text

    assert "When it is ready" in page
    assert Letter.objects.get().state == "draft"
    assert Letter.objects.get().answers() == letter.answers()


def test_what_the_member_took_back_lies_there_too(as_ada: Client, both: tuple[Letter, Letter]) -> None:
    letter, _other = both

    as_ada.post(reverse("gratitude:take_back", args=[letter.pk]))

    page = as_ada.get(reverse("gratitude:letter", args=[letter.pk])).text
    assert "It lies beside" in page
    assert "It is with them" not in page


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("contact", ["ended", "paused"])
def test_nothing_urges_to_send_again_what_came_back_from_whoever_rests_now(
    as_ada: Client, ada: Member, grace: Person, box: Postbox, contact: str, beside: bool
) -> None:
    letter = make.sent_letter(grace)
    if beside:
        make.letter_to(grace, make.help_of(grace, deed="You wrote for me."))
    box.says["RCPT"] = ["550 5.1.1 nobody"]
    make.work(ada)
    pages = "/letters/", reverse("gratitude:letter", args=[letter.pk])
    assert all("send it again" in as_ada.get(path).text for path in pages)

    until = make.TODAY + timedelta(days=9) if contact == "paused" else None
    writing.say_contact(grace, contact, until=until, today=make.TODAY, at=SOON)

    for path in pages:
        page = as_ada.get(path).text
        assert "send it again" not in page
        assert "nobody" not in page
    assert "so nothing is sent from here" in as_ada.get(pages[1]).text


def test_it_holds_nothing_back_from_the_letter_that_goes(ada: Member, grace: Person, box: Postbox) -> None:
    news = make.news_of(make.help_of(grace))
    letter = writing.start(ada, grace, telling=news.tellings.get(), at=make.NOW)
    make.save(letter, deed=make.DEED, now=news.what)
    sending.send(queries.letter(ada, letter.pk), at=make.NOW, today=make.TODAY)
    other = make.letter_to(grace, make.help_of(grace, deed="You wrote for me."))
    outbox.take_back(queries.letter(ada, letter.pk), at=SOON)
    assert Letter.objects.get(pk=letter.pk).ready_by == ""

    make.save(other, deed=make.DEED, now=news.what)
    leaving.make_ready(queries.letter(ada, other.pk), "print", SOON)
    leaving.give(queries.letter(ada, other.pk), exactly(make.TODAY), make.TODAY)

    assert Telling.objects.get().told_by_id == other.pk
    assert not Loop.objects.filter(thanked_on=None, moment__deed=make.DEED).exists()
