"""The moment of a letter, and the letter itself, say the same of when it was given, and whether."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bothways.formats.days import exactly
from bothways.gratitude.actions import leaving, outbox, sending, writing
from bothways.gratitude.models import Letter, Loop, Outgoing, Telling, TheirNews
from bothways.gratitude.queries.loops import open_loops, open_rows
from bothways.gratitude.tests import make
from bothways.gratitude.tests.conftest import box as _box
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.street import actions

box = _box
GIVEN = date(2026, 11, 22)


def _said(moment, **other):
    stands = {"version": moment.version, "lane": moment.lane, "kind": moment.kind, "on": moment.on, "deed": moment.deed}
    return {**stands, "today": GIVEN, **other}


def _given(letter, day=GIVEN):
    leaving.give(letter, exactly(day), day)
    return Moment.objects.get(source_key=str(letter.pk))


@pytest.fixture
def helped(grace):
    return make.help_of(grace)


@pytest.fixture
def ready(grace, helped):
    letter = make.letter_to(grace, helped)
    make.save(letter, deed=make.DEED)
    leaving.make_ready(letter, "print", make.NOW)
    return letter


def test_taken_off_the_street_a_letter_lies_ready_again_and_its_help_is_open(as_ada, ada, grace, ready, helped):
    moment = _given(ready)

    answer = as_ada.post(f"/moments/{moment.pk}/take-away/", follow=True).text
    page = as_ada.get(f"/letters/{ready.pk}/").text

    letter = Letter.objects.get()
    assert "Taken away. The letter lies ready again" in answer
    assert (letter.state, letter.given_on, letter.unsent) == ("ready", None, False)
    assert "Ready. It is given when it has reached them." in page
    assert Loop.objects.get().thanked_on is None
    assert _given(letter).latest == GIVEN
    assert Loop.objects.get().thanked_on == GIVEN


def test_to_someone_who_has_died_it_is_a_letter_that_never_leaves(grace, ready):
    moment = _given(ready)
    people.say_life(grace, "died", today=GIVEN)

    actions.take_away(moment, at=make.NOW)

    assert Letter.objects.values_list("state", "unsent").get() == ("ready", True)


def test_what_the_mail_server_has_stays_on_the_street(as_ada, grace, box):
    sending.accept(_queued(grace), at=make.NOW)
    moment = Moment.objects.get(source="letter")

    answer = as_ada.post(f"/moments/{moment.pk}/take-away/")

    assert answer.status_code == 409
    assert "The mail server has this letter" in answer.text
    assert Letter.objects.get().state == "given"
    assert Moment.objects.filter(pk=moment.pk).exists()


def _queued(grace):
    make.sent_letter(grace)
    row = Outgoing.objects.get()
    outbox.take_in_hand(row, make.NOW)
    return row


def test_its_day_corrected_is_the_day_on_which_it_was_given(ada, grace, helped, ready):
    news = make.news_of(helped)
    Telling.objects.filter(news=news).update(told_by=ready)
    leaving.give(ready, exactly(GIVEN), GIVEN, knows=True)
    moment = Moment.objects.get(source_key=str(ready.pk))
    day = GIVEN + timedelta(days=3)

    actions.amend(moment, **_said(moment, on=exactly(day), today=day))

    assert Letter.objects.get().given_on == day
    assert Loop.objects.get().thanked_on == day
    assert Telling.objects.get().told_on == day


@pytest.mark.parametrize("given_between", [False, True])
def test_put_right_and_back_what_a_ready_letter_thanks_for_is_closed_by_it(ada, grace, helped, ready, given_between):
    actions.amend(helped, **_said(helped, kind="turning_point"))
    if given_between:
        _given(ready)
    actions.amend(helped, **_said(helped, kind="time"))
    _given(Letter.objects.get())

    assert Loop.objects.get().thanked_on == GIVEN
    assert [one.kind for one in open_loops(ada, GIVEN)] == ["outcome"]


@pytest.mark.parametrize("given_between", [False, True])
def test_put_right_and_back_the_news_that_a_ready_letter_is_glad_of_is_closed_by_it(ada, grace, given_between):
    said = {"lane": "theirs", "kind": "milestone", "on": exactly(GIVEN), "deed": "You built a house."}
    news = actions.remember(grace, today=GIVEN, **said)
    letter = make.letter_to(grace, kind="congratulation", theirs=TheirNews.objects.get())
    leaving.make_ready(letter, "print", make.NOW)

    actions.amend(news, **_said(news, kind="turning_point"))
    if given_between:
        _given(letter)
    actions.amend(news, **_said(news, kind="milestone"))
    _given(Letter.objects.get())

    assert TheirNews.objects.get().congratulated_on == GIVEN


def test_what_is_no_help_any_more_is_not_open_once_its_letter_is_a_draft_again(ada, grace, helped, ready):
    actions.amend(helped, **_said(helped, kind="turning_point"))

    leaving.not_given(ready, make.NOW)

    assert not open_rows(ada)[0].exists()


def test_nor_once_its_letter_is_thrown_away(ada, grace, helped, ready):
    actions.amend(helped, **_said(helped, kind="turning_point"))

    writing.throw_away(ready)

    assert not Loop.objects.exists()


def test_nor_when_it_came_back(ada, grace, box):
    sending.accept(_queued(grace), at=make.NOW)
    helped = Moment.objects.get(kind="time")
    actions.amend(helped, **_said(helped, kind="turning_point"))

    leaving.came_back(Letter.objects.get(), make.NOW)

    assert not open_rows(ada)[0].exists()


def test_nor_is_its_day_corrected_to_one_before_what_it_thanks_for(as_ada, grace):
    helped = make.help_of(grace, on=exactly(date(2026, 11, 10)))
    letter = make.ready_letter(grace, helped, by="say", at=datetime(2026, 11, 12, 9, tzinfo=UTC))
    moment = _given(letter)
    typed = {
        "lane": "mine",
        "kind": moment.kind,
        "deed": moment.deed,
        "words": "",
        "cost": "",
        "effect": "",
        "note": "",
    }

    answers = [
        as_ada.post(f"/moments/{moment.pk}/change/", {**typed, "minutes": "", "version": "1", "on": on})
        for on in ("2026-11-01", "2026-11-11", "2026-11-12")
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert "That day is before what it speaks of (10 November 2026)" in answers[0].text
    assert "It was made ready on 12 November 2026" in answers[1].text
    assert Letter.objects.get().given_on == date(2026, 11, 12)
