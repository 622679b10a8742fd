"""Lives that such programs get wrong: someone who died, thirty silent years, two roles at once, a death undone."""

from datetime import date, timedelta

import pytest

from bothways.formats.days import in_year
from bothways.gratitude.actions import writing
from bothways.gratitude.models import Letter
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.rhythm import actions as rhythm
from bothways.street import actions as street
from bothways.today.queries.page import cards
from tests.journeys.life import a_life
from tests.journeys.walk import tables


def _helped(person, today, year=1996):
    return street.remember(
        person, lane="theirs", kind="time", on=in_year(year), today=today, deed="You let me stay after class."
    )


def _shown(member, day):
    return [card.person for card in cards(member, day)]


def test_nobody_is_ever_prompted_to_reach_someone_who_died(ada, as_ada, grace, today, now):
    letter = writing.start(ada, grace, moments=[_helped(grace, today)], at=now)
    rhythm.wish(grace, 30)
    assert grace.pk in _shown(ada, today)

    as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2026-11"})

    days = [today + timedelta(days=7 * week) for week in range(60)]
    assert {person for day in days for person in _shown(ada, day)} == set()
    assert Letter.objects.get(pk=letter.pk).unsent
    assert as_ada.get(f"/letters/{letter.pk}/letter.eml").status_code == 409
    assert "They have died." in as_ada.get(f"/today/{grace.pk}/reach/").text
    assert grace.name in as_ada.get("/people/").text


def test_a_death_marked_by_mistake_leaves_nothing_behind(ada, as_ada, grace, today, now):
    letter = writing.start(ada, grace, moments=[_helped(grace, today)], at=now)
    before = Person.objects.values().get(pk=grace.pk)
    suggested = _shown(ada, today)

    as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2020"})
    as_ada.post(f"/people/{grace.pk}/life/", {"life": "living"})

    after = Person.objects.values().get(pk=grace.pk)
    assert {name: after[name] for name in before if name not in ("version", "life_changed_on")} == {
        name: before[name] for name in before if name not in ("version", "life_changed_on")
    }
    assert not Letter.objects.get(pk=letter.pk).unsent
    assert _shown(ada, today) == suggested


def test_a_page_about_someone_who_died_speaks_of_memory_and_offers_no_letter(as_ada, grace, today):
    _helped(grace, today)
    as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2020"})

    page = as_ada.get(f"/people/{grace.pk}/").text

    assert "2020" in page
    assert "Write to" not in page
    assert "overdue" not in page


@pytest.mark.parametrize("silent_since", [None, 1996])
def test_someone_silent_for_thirty_years_and_without_mail_does_appear(ada, today, silent_since):
    teacher = people.keep(ada, name="Thomas Bell")
    people.say_role(teacher, "mentor", begins=in_year(1994), ends=in_year(1996))
    if silent_since:
        street.remember(teacher, lane="together", kind="farewell", on=in_year(silent_since), today=today)

    assert _shown(ada, today) == [teacher.pk]


def test_before_a_letter_after_thirty_years_one_finds_out_gently(as_ada, ada, today, now):
    teacher = people.keep(ada, name="Thomas Bell")
    people.say_role(teacher, "mentor", begins=in_year(1994), ends=in_year(1996))
    letter = writing.start(ada, teacher, moments=[_helped(teacher, today)], at=now)

    page = as_ada.get(f"/letters/{letter.pk}/").text
    found_out = as_ada.post(f"/letters/{letter.pk}/find-out/", {"life": "living"})

    assert f"/letters/{letter.pk}/find-out/" in page
    assert f"/letters/{letter.pk}/save/" in as_ada.get(found_out["Location"]).text


def test_somebody_can_be_mentor_and_mentee_at_once(as_ada, ada, grace, today):
    _helped(grace, today)
    as_ada.post(f"/people/{grace.pk}/role/", {"role": "mentee", "chapter": "", "begins": "2020", "ends": ""})
    street.remember(
        grace, lane="mine", kind="taught", on=in_year(2024), today=today, deed="I showed her the new method."
    )

    page = as_ada.get(f"/people/{grace.pk}/").text

    assert _shown(ada, today) == [grace.pk]
    assert "You let me stay after class." in page
    assert "I showed her the new method." in page
    assert sorted(role.role for role in grace.roles.all()) == ["mentee", "mentor"]


def test_who_is_only_in_the_address_book_is_never_brought_up(ada, today):
    people.keep(ada, name="Plumber", addresses=["plumber@example.org"])

    assert _shown(ada, today) == []


def test_a_pause_ends_on_its_day(as_ada, ada, grace, today):
    rhythm.wish(grace, 30)
    until = today + timedelta(days=14)

    as_ada.post(f"/people/{grace.pk}/contact/", {"contact": "paused", "until": until.isoformat()})

    assert _shown(ada, until - timedelta(days=1)) == []
    assert _shown(ada, until) == [grace.pk]


def test_whoever_is_taken_away_leaves_no_trace_in_any_table(ada, as_ada, today):
    life = a_life(ada, today)
    gone = life.ids["person_id"]

    for person in Person.objects.of(ada):
        as_ada.post(f"/people/{person.pk}/forget/", {"name": person.name})

    left = [row for rows in tables().values() for row in rows]
    assert [row for row in left for one in gone if one.hex in row or str(one) in row] == []


def test_an_ended_contact_stays_ended(as_ada, ada, grace, today):
    _helped(grace, today)

    as_ada.post(f"/people/{grace.pk}/contact/", {"contact": "ended"})

    assert {person for year in range(2026, 2060) for person in _shown(ada, date(year, 5, 4))} == set()
    assert grace.name in as_ada.get("/people/").text
