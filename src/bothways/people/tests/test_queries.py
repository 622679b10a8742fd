"""Reads of people and chapters: mine and nobody else's."""

from datetime import timedelta

import pytest

from bothways.formats.days import in_year
from bothways.people import actions, queries
from bothways.people.models import Person


def test_people_stand_by_name_without_case_and_accents(ada):
    for name in ("Zoe", "ägnes", "Bell", "Émile", "李 明"):
        actions.keep(ada, name=name)

    assert [person.name for person in queries.people(ada)] == ["ägnes", "Bell", "Émile", "Zoe", "李 明"]


def test_who_has_a_role_is_apart_from_the_address_book(ada, grace, lin):
    plumber = actions.keep(ada, name="Plumber")

    assert set(queries.with_roles(ada)) == {grace, lin}
    assert list(queries.without_role(ada)) == [plumber]


def test_someone_with_two_roles_stands_once_among_those_with_roles(ada, grace):
    actions.say_role(grace, "mentee")

    assert queries.with_roles(ada) == [grace]


def test_chapters_stand_from_the_latest_to_the_first_and_undated_ones_last(ada):
    for name, year in (("School", 1990), ("No year", None), ("Practice", 2010)):
        actions.begin_chapter(ada, name=name, begins=in_year(year) if year else None)

    assert [chapter.name for chapter in queries.chapters(ada)] == ["Practice", "School", "No year"]


def test_an_address_that_two_share_has_both(ada, ben, grace):
    partner = actions.keep(ada, name="Gil Hill", addresses=["grace@example.edu"])
    actions.keep(ben, name="Not Ada's", addresses=["grace@example.edu"])

    assert queries.holders(ada, ["grace@example.edu", "none@example.org"]) == {"grace@example.edu": [grace, partner]}


def test_days_of_remembrance_are_those_of_the_dead_only(ada, grace, lin, today):
    for person in (grace, lin):
        actions.remember_on(person, month=11, day=3)
    actions.say_life(grace, "died", today=today)

    assert [day.person for day in queries.remembered_days(ada)] == [grace]


def test_the_next_chapter_to_ask_about_is_the_latest_that_was_not(ada, now):
    school = actions.begin_chapter(ada, name="School", begins=in_year(1990))
    practice = actions.begin_chapter(ada, name="Practice", begins=in_year(2010))

    assert queries.next_to_ask(ada) == practice
    actions.mark_asked(practice, at=now)
    assert queries.next_to_ask(ada) == school
    actions.mark_asked(school, at=now)
    assert queries.next_to_ask(ada) is None


@pytest.mark.parametrize("until", [None, -1, 0, 1])
@pytest.mark.parametrize("contact", ["open", "paused", "ended"])
@pytest.mark.parametrize("life", ["living", "unknown", "died"])
def test_the_database_says_of_many_what_the_rule_says_of_one(ada, today, life, contact, until):
    paused_until = None if until is None else today + timedelta(days=until)
    one = actions.keep(ada, name="Grace", life=life, contact=contact, paused_until=paused_until)

    assert Person.objects.may_suggest(today).exists() == one.may_suggest(today)
