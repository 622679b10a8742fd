"""Nobody who has died is met or promised to afterwards, whichever of the two was said first."""

from datetime import date

import pytest

from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving
from bothways.gratitude.tests import make as letters
from bothways.moments.models import Moment
from bothways.moments.tests import make
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.rhythm import actions as rhythm
from bothways.rhythm import queries as rhythm_queries
from bothways.rhythm.models import Promise
from bothways.rhythm.tests.make import promise
from bothways.street import actions

MET = date(2026, 11, 22)
SAYS = "Met, 22 November 2026. Write another day, or correct that moment."


@pytest.mark.parametrize("lane", ["mine", "theirs"])
def test_of_a_page_opened_before_no_promise_is_kept_after_a_death(as_ada, grace, today, lane):
    one = promise(grace, lane=lane)
    before = as_ada.get("/promises/").text
    people.say_life(grace, "died", died=in_year(2020), today=today)

    answer = as_ada.post(f"/promises/{one.pk}/keep/")

    assert f"/promises/{one.pk}/keep/" in before
    assert answer.status_code == 409
    assert "Grace Hill has died, and nothing is owed. You can release it." in answer.text
    assert f"/promises/{one.pk}/release/" in answer.text
    assert "The slides of my talk" in answer.text
    assert (Promise.objects.get().state, Moment.objects.exists()) == ("open", False)


def test_what_was_promised_to_who_has_died_can_be_released_and_nothing_else_is_offered(as_ada, grace, today):
    one = promise(grace)
    people.say_life(grace, "died", today=today)

    for path in ("/promises/", f"/promises/{one.pk}/", f"/people/{grace.pk}/"):
        page = as_ada.get(path).text
        assert f"/promises/{one.pk}/release/" in page
        assert f"/promises/{one.pk}/keep/" not in page


def test_what_was_kept_while_they_lived_stays_kept_by_a_second_press(as_ada, grace, today):
    one = promise(grace)
    actions.keep_promise(one, today=today)
    people.say_life(grace, "died", today=today)

    assert as_ada.post(f"/promises/{one.pk}/keep/").status_code == 302
    assert Moment.objects.get().deed == "The slides of my talk"


def test_nobody_wishes_to_hear_from_who_has_died(as_ada, grace, today):
    rhythm.wish(grace, 30)
    people.say_life(grace, "died", today=today)

    answer = as_ada.post(f"/people/{grace.pk}/wish/", {"every": "7"})

    assert answer.status_code == 409
    assert "Grace Hill has died: that was said since this page was opened. Nothing was kept." in answer.text
    assert rhythm_queries.wish(grace) == 30


def _about(client, person):
    return f"/people/{person.pk}/life/"


def _before_a_letter(client, person):
    Person.objects.filter(pk=person.pk).update(life="unknown")
    return client.post(f"/people/{person.pk}/write/")["Location"] + "find-out/"


def _before_they_are_reached(client, person):
    return f"/today/{person.pk}/find-out/?act=meet"


def _first_minutes(client, person):
    address = client.get(f"/first/{person.pk}/what/")["Location"]
    on = client.post(address, {"kind": "time", "on": "1996", "deed": "You let me stay."})["Location"]
    return client.post(on, {"words": ""})["Location"]


PLACES = [_about, _before_a_letter, _before_they_are_reached, _first_minutes]


@pytest.mark.parametrize("place", PLACES)
def test_nobody_died_before_they_were_met(as_ada, grace, place):
    make.moment(grace)
    address = place(as_ada, grace)

    answer = as_ada.post(address, {"life": "died", "died": "2020"})

    assert answer.status_code == 422
    assert SAYS in answer.text
    assert 'value="2020"' in answer.text
    assert Person.objects.get().life != "died"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("died", ["", "2026", "2026-11", "2026-11-22"])
def test_a_death_that_may_have_come_after_it_is_kept(as_ada, grace, place, died):
    make.moment(grace)
    address = place(as_ada, grace)

    as_ada.post(address, {"life": "died", "died": died})

    assert str(Person.objects.get().died or "") == died


def test_the_last_contact_is_the_one_that_is_named(as_ada, grace):
    make.moment(grace, kind="spoke", on=in_year(2021))
    make.moment(grace)
    make.moment(grace, lane="mine", kind="milestone")

    assert SAYS in as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2020"}).text


def _mail_brought_in(person):
    make.moment(person, lane="theirs", kind="wrote", source="mail", source_key="1@x")


def _a_letter_to_who_had_died_unknown(person):
    leaving.give(letters.ready_letter(person, letters.help_of(person)), exactly(MET), MET)


def _help_kept_late(person):
    make.moment(person, lane="theirs", kind="helped")


@pytest.mark.parametrize("kept", [_mail_brought_in, _a_letter_to_who_had_died_unknown, _help_kept_late])
def test_what_does_not_show_that_they_lived_stands_in_no_ones_way(as_ada, grace, kept):
    kept(grace)

    as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2020"})

    assert Person.objects.get().died == in_year(2020)


def test_a_death_that_stands_can_be_sent_again(as_ada, grace, today):
    make.moment(grace)
    Person.objects.filter(pk=grace.pk).update(life="died", died=in_year(2020), life_changed_on=today)

    assert as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2020"}).status_code == 302
    assert as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2019"}).status_code == 422
