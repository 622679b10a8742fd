"""Acts that reach into several rooms."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bothways.formats.days import in_year
from bothways.gratitude.actions import loops, writing
from bothways.gratitude.models import Letter, Loop, News, Telling
from bothways.gratitude.queries import loops as gratitude
from bothways.ground.records import new_id
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready
from bothways.moments import actions as moments
from bothways.moments import queries as moment_queries
from bothways.moments.models import Mail, MailParty, Moment, State
from bothways.moments.tests import make
from bothways.people import actions as people
from bothways.people.models import Erased, Person
from bothways.rhythm.models import Rhythm
from bothways.street import actions

HELP = {"lane": "theirs", "kind": "time", "on": in_year(1996), "deed": "You stayed late."}


def _help(person, today, **values):
    return actions.remember(person, today=today, **{**HELP, **values})


def test_help_that_came_to_me_is_open_until_it_is_thanked(grace, today):
    moment = _help(grace, today)

    assert Loop.objects.get().moment == moment
    assert Loop.objects.get().thanked_on is None


@pytest.mark.parametrize("said", [{"lane": "mine"}, {"lane": "together", "kind": "met"}, {"kind": "kept_words"}])
def test_what_is_no_help_to_me_opens_nothing(grace, today, said):
    _help(grace, today, **said)

    assert not Loop.objects.exists()


def test_the_same_id_twice_is_the_same_moment(grace, today):
    one_id = new_id()

    first, again = (_help(grace, today, moment_id=one_id) for _ in range(2))

    assert first == again
    assert first.pk == one_id


def test_the_same_words_of_the_same_day_are_the_same_moment_whatever_id_they_bring(grace, today):
    first, again = (_help(grace, today, moment_id=new_id()) for _ in range(2))

    assert first == again
    assert _help(grace, today, deed="You stayed even later.") != first


def test_what_the_same_words_say_beyond_before_is_added(grace, today):
    first = _help(grace, today, moment_id=new_id())

    again = _help(grace, today, moment_id=new_id(), cost="A whole Sunday", minutes=90)
    other = _help(grace, today, moment_id=new_id(), cost="Two Sundays")

    kept = Moment.objects.get(pk=first.pk)
    assert again == first != other
    assert (kept.cost, kept.minutes) == ("A whole Sunday", 90)


def test_other_words_under_an_id_that_is_taken_change_nothing_and_are_no_other_moment(ada, grace, today):
    first = _help(grace, today, moment_id=new_id())

    said = {**HELP, "deed": "You wrote for me.", "on": in_year(2001), "today": today}
    with pytest.raises(KeptAlready) as told:
        actions.remember_with(ada, grace, name="", moment_id=first.pk, **said)

    assert (told.value.version, told.value.kept) == (1, {"deed": first.deed, "on": first.on})
    assert Moment.objects.get().deed == first.deed


def test_two_calls_of_one_day_of_which_nothing_is_told_are_two(grace, today):
    call = {"lane": "together", "kind": "spoke", "deed": ""}

    assert _help(grace, today, **call) != _help(grace, today, **call)


def test_back_and_a_second_press_keep_nobody_new_twice(ada, today):
    said = {**HELP, "today": today}

    first, again = (actions.remember_with(ada, None, name="Vera Holm", moment_id=new_id(), **said) for _ in range(2))

    assert first == again
    assert Person.objects.count() == 1


def test_an_id_of_another_members_moment_makes_a_moment_of_ones_own(ben, grace, today):
    stolen = _help(grace, today).pk

    mine = _help(people.keep(ben, name="Ben's teacher"), today, moment_id=stolen)

    assert mine.pk != stolen
    assert Moment.objects.get(pk=stolen).person == grace


def test_what_came_of_a_help_stays_when_the_help_is_taken_away(ada, grace, today, now):
    helped = _help(grace, today)
    loops.tell_of(ada, what="I bought the practice.", on=in_year(2020), because_of=[helped], today=today)

    actions.take_away(helped, at=now)

    told = Telling.objects.get()
    assert (told.person, told.moment, told.news.what) == (grace, None, "I bought the practice.")


def test_thanks_that_were_given_are_known_again_when_a_kind_is_corrected_back(grace, today):
    moment = _help(grace, today)
    Loop.objects.update(thanked_on=today)
    words = {"lane": "theirs", "on": in_year(1996), "today": today}
    actions.amend(moment, version=1, kind="kept_words", **words)
    asked = gratitude.without_outcome(grace)

    actions.amend(moment, version=2, kind="time", **words)

    assert asked == []
    assert Loop.objects.get().thanked_on == today


def test_whoever_is_forgotten_leaves_no_letter_behind(ada, grace, today):
    people.reach_at(grace, ["grace@example.edu"])
    sam = people.keep(ada, name="Sam", addresses=["sam@x.example"])
    make.mail(ada, "grace@example.edu", "ada@example.org")
    make.mail(ada, "sam@x.example", "ada@example.org", "grace@example.edu")

    actions.forget(grace)

    assert list(MailParty.objects.filter(address="grace@example.edu")) == []
    assert [one.parties.get(wrote=True).address for one in Mail.objects.all()] == ["sam@x.example"]
    assert sam.addresses.exists()


def test_a_moment_that_becomes_no_help_closes_its_loop(grace, today):
    moment = _help(grace, today)

    actions.amend(moment, version=1, lane="together", kind="met", on=in_year(1996), today=today)

    assert not Loop.objects.exists()
    assert Moment.objects.get().pk == moment.pk


def test_a_moment_amended_from_an_old_page_leaves_its_loop_as_it_was(grace, today):
    moment = _help(grace, today)
    actions.amend(moment, version=1, lane="theirs", kind="time", on=in_year(1997), today=today)

    with pytest.raises(ChangedMeanwhile):
        actions.amend(moment, version=1, lane="mine", kind="wrote", on=in_year(1998), today=today)

    assert Loop.objects.get().since.year == 1997


def test_a_moment_with_somebody_new_keeps_them(ada, today):
    moment = actions.remember_with(ada, None, name="Rosa Quispe", moment_id=new_id(), today=today, **HELP)

    assert moment.person.name == "Rosa Quispe"
    assert not moment.person.roles.exists()


def test_an_address_that_is_added_brings_its_letters_and_one_taken_away_takes_them(ada, grace, today, now):
    make.mail(ada, "grace@old.example.edu", "ada@example.org")
    said = {"values": {"name": grace.name}, "phones": [], "today": today, "at": now}

    actions.amend_person(grace, version=1, addresses=["grace@example.edu", "grace@old.example.edu"], **said)
    assert State.objects.get().last_contact is not None

    actions.amend_person(grace, version=2, addresses=["grace@example.edu"], **said)
    assert State.objects.get().last_contact is None
    assert moment_queries.drifted(ada) == []


def test_saving_a_person_whose_addresses_stay_reads_no_mail(ada, grace, today, now):
    make.mail(ada, "grace@example.edu", "ada@example.org")

    with CaptureQueriesContext(connection) as asked:
        actions.amend_person(
            grace, version=1, values={"note": "x"}, addresses=["grace@example.edu"], phones=[], today=today, at=now
        )

    assert [one["sql"] for one in asked if "moments_" in one["sql"]] == []


def test_with_a_death_every_draft_stays_here_and_undone_it_is_a_letter_again(ada, grace, today, now):
    writing.start(ada, grace, moments=[_help(grace, today)], at=now)

    writing.say_life(grace, "died", died=None, today=today, at=now)
    assert Letter.objects.get().unsent

    writing.say_life(grace, "living", died=None, today=today, at=now)
    assert not Letter.objects.get().unsent


def test_whoever_is_taken_away_is_taken_away_whole_and_nobody_else(ada, grace, lin, today, now):
    helped = _help(grace, today)
    loops.tell_of(ada, what="I am a doctor.", on=in_year(2020), because_of=[helped], also=[lin], today=today)
    writing.start(ada, grace, moments=[helped], at=now)
    actions.say_wish(grace, 30)
    kept_of_lin = _help(lin, today)

    actions.forget(grace)

    assert list(Person.objects.all()) == [lin]
    assert list(Moment.objects.all()) == [kept_of_lin]
    assert not Letter.objects.exists()
    assert not Rhythm.objects.exists()
    assert [telling.person for telling in Telling.objects.all()] == [lin]
    assert News.objects.count() == 1


def test_a_wish_is_kept_changed_and_taken_back(grace):
    for every in (30, 90):
        actions.say_wish(grace, every)
        assert Rhythm.objects.get().every_days == every

    actions.say_wish(grace, None)

    assert not Rhythm.objects.exists()


def test_the_first_minutes_taken_up_again_with_the_same_name_are_about_the_same_person(ada):
    first = actions.first_person(ada, person_id=new_id(), name="Mr. Bell", address_as="Mr. Bell", role="mentor")

    again = actions.first_person(ada, person_id=new_id(), name="Mr. Bell", address_as="", role="mentor")

    assert again == first
    assert Person.objects.get().address_as == "Mr. Bell"


def test_news_that_came_of_a_letter_stays_told_when_its_address_is_put_right(ada, grace, today):
    people.reach_at(grace, ["grace@example.edu"])
    make.mail(ada, "grace@example.edu", "ada@example.org")
    moments.take_up_mail(ada, grace)
    loops.tell_of(ada, what="A surgeon", on=in_year(2026), because_of=[Moment.objects.get()], today=today)
    Telling.objects.update(told_on=today)
    stands = {"values": {}, "phones": [], "today": today, "at": datetime(2026, 11, 22, tzinfo=UTC)}

    actions.amend_person(grace, version=grace.version, addresses=["new@example.edu"], **stands)

    assert not Moment.objects.exists()
    assert [(one.person, one.moment, one.told_on) for one in Telling.objects.all()] == [(grace, None, today)]


def test_a_backup_takes_away_again_whom_that_member_erased_since_and_nobody_who_came_back(ada, grace):
    gone, member_id = grace.pk, grace.member_id
    actions.forget(grace)
    marks = set(Erased.objects.values_list("pk", flat=True))
    people.keep(ada, name="Grace Hill", id=gone)  # as in a backup of before, or on purpose
    assert not Erased.objects.exists()

    assert actions.erase_again(marks) == 1
    assert not Person.objects.filter(pk=gone, member=member_id).exists()
    assert set(Erased.objects.values_list("pk", flat=True)) == marks


def test_whom_a_backup_knows_nothing_of_the_next_one_does_not_bring_back(ada, grace):
    gone = grace.pk
    actions.forget(grace)
    marks = set(Erased.objects.values_list("pk", flat=True))
    Erased.objects.all().delete()  # a backup of before she came

    assert actions.erase_again(marks) == 0
    assert set(Erased.objects.values_list("pk", flat=True)) == marks
    assert not Person.objects.filter(pk=gone).exists()


def test_a_letter_taken_off_one_street_stays_with_who_has_the_same_address(ada, grace, lin, today):
    for one in (grace, lin):
        people.reach_at(one, ["both@example.edu"])
    make.mail(ada, "both@example.edu", "ada@example.org")
    for one in (grace, lin):
        moments.take_up_mail(ada, one)
    stands = {"values": {}, "phones": [], "today": today, "at": datetime(2026, 11, 22, tzinfo=UTC)}

    actions.take_away(Moment.objects.get(person=grace), at=stands["at"])
    for one in (grace, lin):
        both = ["both@example.edu", f"{one.pk}@example.edu"]
        actions.amend_person(one, version=one.version, addresses=both, **stands)

    assert Moment.objects.get().person == lin
