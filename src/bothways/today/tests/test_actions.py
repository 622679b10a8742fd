"""Answers to a card: done, or not now."""

from datetime import timedelta

import pytest

from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import loops
from bothways.ground.refusals import NotHere
from bothways.moments import actions as moments
from bothways.moments.models import Moment, State
from bothways.people import actions as people
from bothways.today import actions
from bothways.today.models import Answer
from bothways.today.queries.begun import letter_of
from bothways.today.queries.page import cards
from bothways.today.tests import make


@pytest.mark.parametrize("days", [3, 7, 14, 90])
def test_not_now_holds_for_so_many_days_and_no_longer(ada, grace, today, days):
    make.helped(grace, today)
    [card] = cards(ada, today)

    actions.put_off(grace, card.act, days=days, today=today)

    # from the next week on, when the week's three are new again
    later = max(today + timedelta(days=days), today + timedelta(days=7 - today.weekday()))
    assert cards(ada, today) == []
    assert cards(ada, today + timedelta(days=days - 1)) == []
    assert [card.person for card in cards(ada, later)] == [grace.pk]


def test_never_for_this_person_is_for_ever_and_for_this_deed(ada, grace, today):
    make.helped(grace, today)

    actions.put_off(grace, "thank", days=None, today=today)

    shown = [card for year in range(1, 9) for card in cards(ada, today + timedelta(days=365 * year))]
    assert "thank" not in {card.act for card in shown}


@pytest.mark.parametrize(("act", "days"), [("nonsense", 7), ("thank", 8), ("thank", -1), ("thank", 0)])
def test_an_answer_that_was_not_offered_is_refused(grace, today, act, days):
    with pytest.raises(actions.NoSuchAnswer):
        actions.put_off(grace, act, days=days, today=today)

    assert not Answer.objects.exists()


@pytest.mark.parametrize(("how", "lane"), [("wrote", "mine"), ("spoke", "together"), ("met", "together")])
def test_a_deed_done_another_way_stands_on_the_street_once(grace, today, how, lane):
    for _ in range(2):
        actions.done(grace, "meet", how, today=today)

    assert [(moment.kind, moment.lane) for moment in Moment.objects.all()] == [(how, lane)]
    assert State.objects.get().last_contact == today
    assert Answer.objects.count() == 1


def test_what_is_said_on_one_page_is_one_after_midnight_and_by_another_card(grace, today):
    actions.done(grace, "congratulate", "met", today=today, shown_on=today)
    actions.done(grace, "congratulate", "met", today=today + timedelta(days=1), shown_on=today)
    actions.done(grace, "celebrate", "met", today=today, shown_on=today)
    assert Moment.objects.get().earliest == today

    actions.done(grace, "congratulate", "met", today=today + timedelta(days=1), shown_on=today + timedelta(days=1))

    assert Moment.objects.count() == 2


def test_what_was_put_right_since_swallows_nothing_that_is_said_anew(grace, today):
    call = actions.done(grace, "thank", "spoke", today=today)
    yesterday = exactly(today - timedelta(days=1))
    moments.amend(call, version=1, lane="together", kind="spoke", on=yesterday, today=today)

    for _twice in range(2):
        actions.done(grace, "thank", "spoke", today=today)

    assert [str(one.on) for one in Moment.objects.order_by("earliest")] == [str(yesterday), str(today)]


def test_after_a_deed_they_are_left_in_peace_for_thirty_days(ada, grace, today):
    make.helped(grace, today)

    actions.done(grace, "thank", "spoke", today=today)

    assert {card.person for day in range(30) for card in cards(ada, today + timedelta(days=day))} == set()


def test_the_letter_of_a_card_is_about_the_help_it_thanks_for(ada, grace, today):
    moment = make.helped(grace, today)

    assert letter_of(grace, "thank", moment.pk) == {"moment": [moment]}


def test_the_letter_of_a_card_can_tell_an_outcome(ada, grace, today):
    moment = make.helped(grace, today)
    news = loops.tell_of(ada, what="I am a doctor.", on=in_year(2020), because_of=[moment], today=today)

    assert letter_of(grace, "tell", news.pk)["telling"].news == news


def test_the_letter_of_a_card_is_glad_of_their_news_or_comes_after_a_long_time(grace, today):
    theirs = make.good_news(grace, today)

    assert letter_of(grace, "congratulate", theirs.pk)["theirs"].moment == theirs
    assert letter_of(grace, "reconnect", grace.pk) == {"kind": "reconnect"}


def test_a_card_about_somebody_elses_moment_begins_no_letter(grace, ben, today):
    theirs = make.helped(make.mentor(ben, "Ben's teacher"), today)

    for act in ("thank", "tell", "congratulate"):
        with pytest.raises(NotHere):
            letter_of(grace, act, theirs.pk)


def test_a_card_about_a_moment_with_another_person_begins_no_letter(ada, grace, lin, today):
    with_lin = make.helped(lin, today)

    with pytest.raises(NotHere):
        letter_of(grace, "thank", with_lin.pk)


def test_who_died_is_in_the_way_of_no_one(ada, grace, lin, today):
    for person in (grace, lin):
        make.helped(person, today)

    people.say_life(grace, "died", today=today)

    assert [card.person for card in cards(ada, today)] == [lin.pk]


def test_a_page_from_before_their_death_says_no_contact_with_them(as_ada, grace, today):
    people.say_life(grace, "died", today=today)

    answer = as_ada.post(f"/today/{grace.pk}/done/", {"act": "meet", "how": "wrote"})

    assert answer.status_code == 409
    assert "Grace Hill has died" in answer.text
    assert not Moment.objects.exists()
    assert not Answer.objects.exists()
