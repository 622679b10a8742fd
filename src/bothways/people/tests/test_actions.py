"""Keeping people, their roles, their life and contact, and the chapters of one's own life."""

from datetime import date
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from bothways.formats.days import in_year
from bothways.ground.records import change, drawn_for, find, new_id, own, own_id
from bothways.ground.refusals import ChangedMeanwhile, NotHere
from bothways.people import actions, queries
from bothways.people.models import IN_ORDER, Address, Chapter, Person


def test_a_person_is_kept_with_their_addresses_once_each(ada):
    person = actions.keep(
        ada, name="Rosa Quispe", addresses=["rosa@example.edu", "rosa@example.edu", ""], phones=["1", "1"]
    )

    assert list(person.addresses.values_list("address", flat=True)) == ["rosa@example.edu"]
    assert actions.reach_at(person, ["rosa@example.edu"], ["1", "2"]) == 1


def test_amending_makes_addresses_exactly_what_was_typed(grace):
    actions.amend(
        grace, version=1, values={"name": "Grace Hill-Ruiz"}, addresses=["new@example.edu"], phones=["+1 555 1"]
    )

    grace.refresh_from_db()
    assert (grace.name, grace.folded) == ("Grace Hill-Ruiz", "grace hill-ruiz")
    assert list(grace.addresses.values_list("address", flat=True)) == ["new@example.edu"]


def test_who_saves_from_an_old_page_is_told_and_changes_nothing(grace):
    actions.rename(grace, name="Grace Ruiz", address_as="")

    with pytest.raises(ChangedMeanwhile):
        actions.amend(grace, version=1, values={"name": "Other"}, addresses=[], phones=[])

    assert Person.objects.get().name == "Grace Ruiz"
    assert Address.objects.count() == 1


def test_a_change_counts_up_the_version_in_hand(grace):
    change(grace, note="Once")
    change(grace, note="Twice")

    assert (grace.version, Person.objects.get().version, Person.objects.get().note) == (3, 3, "Twice")


def test_what_is_not_among_the_rows_is_not_here(ada, ben, grace):
    assert find(Person.objects.of(ada), grace.pk) == grace
    for rows, row_id in ((Person.objects.of(ben), grace.pk), (Person.objects.of(ada), new_id())):
        with pytest.raises(NotHere):
            find(rows, row_id)


def test_new_ids_stand_in_the_order_they_were_made_and_are_version_seven():
    ids = [new_id() for _ in range(200)]

    assert {(one.version, one.variant) for one in ids} == {(7, "specified in RFC 4122")}
    assert len(set(ids)) == 200
    assert [one.int >> 80 for one in ids] == sorted(one.int >> 80 for one in ids)


def test_an_id_that_anothers_row_has_is_given_to_no_other_and_no_row_of_theirs_is_found(ada, ben, grace):
    free, bens = new_id(), drawn_for(ben.pk, grace.pk)
    assert own(Person, free, ben.pk) == (free, None)
    assert own(Person, grace.pk, ada.pk) == (grace.pk, grace)
    assert own(Person, grace.pk, ben.pk) == (bens, None)

    theirs = actions.keep(ada, id=bens, name="Kept under what is drawn for Ben")
    again, nobody = own(Person, grace.pk, ben.pk)
    assert (again in (grace.pk, theirs.pk), nobody) == (False, None)
    kept = actions.keep(ben, id=again, name="Ben's own")
    assert own(Person, grace.pk, ben.pk) == (again, kept)
    grace.delete()
    assert own(Person, again, ben.pk) == (again, kept)


def test_by_a_link_nobody_chooses_the_id_of_anothers_row(ada, ben, grace):
    named = new_id()

    assert own_id(Person, grace.pk, ada.pk) == grace.pk
    assert own_id(Person, grace.pk, ben.pk) != grace.pk
    assert len({named, own_id(Person, named, ada.pk), own_id(Person, named, ben.pk)}) == 3
    assert own_id(Person, named, ada.pk) == own_id(Person, named, ada.pk)
    assert own_id(Person, named, ada.pk).int >> 62 == named.int >> 62  # of the same time


def test_the_same_role_in_the_same_chapter_is_said_once(ada, grace):
    school = actions.begin_chapter(ada, name="School")

    first = actions.say_role(grace, "peer", chapter=school)
    again = actions.say_role(grace, "peer", chapter=school)
    later = actions.say_role(grace, "peer", chapter=school, begins=in_year(2020))

    assert first == again != later
    assert [role.role for role in queries.roles(grace)].count("peer") == 2


def test_a_chapter_said_twice_is_one_and_two_of_one_name_are_two(ada, ben):
    first, again = (actions.begin_chapter(ada, name="University", begins=in_year(1990)) for _ in range(2))
    later = actions.begin_chapter(ada, name="University", begins=in_year(2001), place="Paris")

    assert first == again != later
    assert actions.begin_chapter(ben, name="University", begins=in_year(1990)).member == ben
    assert Chapter.objects.count() == 3


def test_a_chapter_that_is_taken_out_leaves_its_people(ada, grace):
    school = actions.begin_chapter(ada, name="School")
    role = actions.say_role(grace, "peer", chapter=school)

    actions.take_out_chapter(school)

    role.refresh_from_db()
    assert role.chapter is None
    assert grace in queries.with_roles(ada)


def test_a_death_said_and_taken_back_leaves_no_day_of_death(grace, today):
    actions.say_life(grace, "died", died=in_year(2020), today=today)
    assert (grace.life, grace.died, grace.life_changed_on) == ("died", in_year(2020), today)

    actions.say_life(grace, "living", today=today)

    assert (grace.life, grace.died) == ("living", None)


def test_a_day_of_death_of_somebody_living_is_not_kept(grace, today):
    actions.say_life(grace, "unknown", died=in_year(2020), today=today)

    assert (grace.life, grace.died) == ("unknown", None)


def test_a_pause_without_end_is_for_as_long_as_is_wished(grace):
    actions.say_contact(grace, "paused", until=None)
    assert grace.paused_until is None

    actions.say_contact(grace, "open", until=date(2027, 1, 1))
    assert (grace.contact, grace.paused_until) == ("open", None)


def test_two_days_a_year_are_enough_to_remember_someone(grace):
    actions.remember_on(grace, month=2, day=29)
    actions.remember_on(grace, month=11, day=3)
    actions.remember_on(grace, month=11, day=3)

    with pytest.raises(actions.TwoDaysAtMost, match="Take one away"):
        actions.remember_on(grace, month=12, day=24)

    assert grace.remembered_days.count() == 2


def test_two_words_for_one_day_are_both_kept(grace):
    for word in ("His birthday", "The day he died", "His birthday"):
        actions.remember_on(grace, month=2, day=29, word=word)

    assert grace.remembered_days.get().word == "His birthday; The day he died"
    actions.remember_on(grace, month=2, day=29, word="His")
    actions.remember_on(grace, month=2, day=29, word="His; The day he died")
    assert grace.remembered_days.get().word == "His birthday; The day he died; His"


def test_addresses_stand_in_the_order_in_which_they_were_typed(grace):
    def kept():
        return list(grace.addresses.order_by(*IN_ORDER).values_list("address", flat=True))

    typed = [f"{name}@example.edu" for name in ("main", "second", "third", "old", "older")]
    actions.amend(grace, version=grace.version, values={}, addresses=typed, phones=[])
    first = kept()
    actions.amend(grace, version=grace.version, values={}, addresses=["new@example.edu", *typed[1:3]], phones=[])

    assert first == typed
    assert kept() == ["new@example.edu", *typed[1:3]]


def test_a_clock_that_is_set_back_changes_no_order(grace, monkeypatch):
    typed = [f"{name}@example.edu" for name in ("one", "two", "three")]
    actions.amend(grace, version=1, values={}, addresses=typed[:1], phones=["1"])
    for name in ("address", "phone"):
        field = apps.get_model("people", name)._meta.get_field("id")
        monkeypatch.setattr(field, "_get_default", lambda: UUID(int=new_id().int >> 8))
    actions.amend(grace, version=2, values={}, addresses=typed, phones=["1", "2"])
    actions.reach_at(grace, ["four@example.edu"], ["3"])

    assert queries.addresses(grace) == [*typed, "four@example.edu"]
    assert list(grace.phones.order_by(*IN_ORDER).values_list("number", flat=True)) == ["1", "2", "3"]


def test_who_orders_addresses_from_an_old_page_is_told_how_they_stand(grace):
    one, two, three = typed = [f"{name}@example.edu" for name in ("one", "two", "three")]
    actions.amend(grace, version=1, values={}, addresses=typed, phones=["1", "2"])
    actions.amend(grace, version=2, values={}, addresses=[two, one, three], phones=["2", "1"])

    actions.amend(grace, version=2, values={}, addresses=[two, one, three], phones=["2", "1"])  # a second press
    with pytest.raises(ChangedMeanwhile) as problem:
        actions.amend(grace, version=2, values={}, addresses=[three, one, two], phones=["1", "2"])

    assert problem.value.kept == {"emails": f"{two}, {one}, {three}", "phones": "2, 1"}
    assert list(grace.addresses.order_by(*IN_ORDER).values_list("address", flat=True)) == [two, one, three]


def test_a_name_already_known_with_a_role_is_the_same_person_in_a_second_chapter(ada):
    school, practice = (actions.begin_chapter(ada, name=name) for name in ("School", "Practice"))

    first = actions.keep_known(ada, name="Rosa Quispe", role="mentor", chapter=school)
    again = actions.keep_known(ada, name="Rosa Quispe", role="mentor", chapter=practice)

    assert first == again
    assert {role.chapter for role in queries.roles(first)} == {school, practice}


def test_somebody_in_the_address_book_is_not_taken_for_a_mentor_of_the_same_name(ada):
    plumber = actions.keep(ada, name="Rosa Quispe")

    assert actions.keep_known(ada, name="Rosa Quispe", role="mentor") != plumber


@pytest.mark.parametrize("name", ["", None])
def test_nobody_without_a_name_is_kept(ada, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(member=ada, name=name)


@pytest.mark.parametrize("values", [{"life": "undead"}, {"contact": "overdue"}])
def test_life_and_contact_have_their_words(ada, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(member=ada, name="Rosa", **values)


def test_a_role_that_stands_without_its_chapter_too_is_there_once_when_that_is_taken_out(grace, ada):
    school = actions.begin_chapter(ada, name="School")
    actions.say_role(grace, "mentor")
    actions.say_role(grace, "mentor", chapter=school)
    actions.say_role(grace, "mentor", chapter=school, begins=in_year(1990))

    actions.take_out_chapter(school)

    assert sorted((one.role, str(one.begins or "")) for one in grace.roles.all()) == [
        ("mentor", ""),
        ("mentor", str(in_year(1990))),
    ]
