"""Two at once: nothing is lost, nothing happens twice (R4). On both databases: what one forgives the other loses."""

from datetime import date
from functools import partial

import pytest

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops, writing
from bothways.gratitude.models import Letter, News, Telling
from bothways.ground.records import change, new_id
from bothways.ground.refusals import ChangedMeanwhile
from bothways.moments import actions as moments
from bothways.moments import queries as moment_queries
from bothways.moments.models import Moment, State
from bothways.people import actions as people
from bothways.people.models import Chapter, Person, RememberedDay, Role
from bothways.rhythm import actions as rhythm
from bothways.rhythm.models import Promise
from bothways.street import actions as street
from bothways.today import actions as answers
from bothways.today.models import Answer
from tests.concurrency.conftest import at_once, round_by_round

EACH = 50  # by four at once: two hundred (decision 37)
FOUR = 4


def _add_to_the_note(person_id, letter):
    for _ in range(EACH):
        while True:
            person = Person.objects.get(pk=person_id)
            try:
                change(person, note=person.note + letter)
            except ChangedMeanwhile:
                continue
            break


def test_four_who_change_one_row_lose_no_change(grace):
    at_once(*[partial(_add_to_the_note, grace.pk, letter) for letter in "abcd"])

    after = Person.objects.get(pk=grace.pk)
    assert {letter: after.note.count(letter) for letter in "abcd"} == dict.fromkeys("abcd", EACH)
    assert after.version == grace.version + FOUR * EACH


@pytest.fixture
def everybody(ada):
    """One for each round, as a letter, a role or a card is one of somebody's."""
    return [people.keep(ada, name=f"Mentor {number}") for number in range(EACH)]


def _all_do(acts):
    """Four do the same at the same moment, round by round, one act a round; what each round gave."""
    return round_by_round([[act] * FOUR for act in acts])


def _faults(rounds, *meant):
    return [one for gave in rounds for one in gave if isinstance(one, Exception) and not isinstance(one, meant)]


def test_of_two_who_read_the_same_version_one_is_told(everybody):
    acts = [[partial(change, _anew(one), note=f"by {n}") for n in range(FOUR)] for one in everybody]

    said = round_by_round(acts)

    assert {tuple(sorted(type(one).__name__ for one in gave)) for gave in said} == {
        ("ChangedMeanwhile",) * 3 + ("NoneType",)
    }


def _anew(row):
    """Read by a window of its own."""
    return type(row).objects.get(pk=row.pk)


def _record(person, year, today):
    for month in range(1, 13):
        for day in (3, 9, 13, 20, 27):
            kind, lane = (("met", "together"), ("wrote", "mine"), ("time", "theirs"))[day % 3]
            moments.record(person, lane=lane, kind=kind, on=exactly(date(year, month, day)), today=today)


def test_four_who_record_moments_of_one_person_leave_its_state_as_the_moments_say(ada, grace, today):
    at_once(*[partial(_record, grace, year, today) for year in range(2020, 2024)])

    assert Moment.objects.count() == FOUR * 60
    assert moment_queries.drifted(ada) == []
    assert State.objects.get(pk=grace.pk).last_contact == date(2023, 12, 27)


def test_recording_and_taking_away_at_once_leave_no_drift(ada, grace, today):
    had = [moments.record(grace, lane="together", kind="met", on=in_year(1900 + n), today=today) for n in range(80)]

    def take_away():
        for moment in had:
            moments.take_away(moment)

    at_once(take_away, partial(_record, grace, 2020, today), partial(_record, grace, 1999, today))

    assert moment_queries.drifted(ada) == []


def test_two_who_come_first_at_once_are_one_member():
    for _ in range(EACH):
        joins = [
            partial(accounts.join_first, email=f"{n}@example.org", name=f"N{n}", password=None, timezone="UTC")
            for n in range(FOUR)
        ]

        said = at_once(*joins)

        assert Member.objects.count() == 1
        assert sorted(type(one).__name__ for one in said) == ["Member"] + ["SignUpClosed"] * 3
        Member.objects.all().delete()


def test_a_letter_given_twice_at_once_is_one_moment(ada, everybody, today, now):
    said = {"lane": "theirs", "kind": "time", "on": in_year(1996), "today": today, "deed": "You stayed late."}
    letters = [writing.start(ada, one, moments=[street.remember(one, **said)], at=now) for one in everybody]
    for letter in letters:
        leaving.make_ready(letter, "say", now)

    said = round_by_round(
        [[partial(leaving.give, _anew(letter), exactly(today), today) for _ in range(FOUR)] for letter in letters]
    )

    assert Moment.objects.filter(lane="mine").count() == EACH
    assert set(Letter.objects.values_list("state", flat=True)) == {"given"}
    assert _faults(said, ChangedMeanwhile) == []


def test_a_promise_made_or_kept_twice_at_once_is_one_and_one_moment(grace, today):
    told = [{"promise_id": new_id(), "lane": "theirs", "what": f"A book {n}", "on": None} for n in range(EACH)]
    _all_do([partial(rhythm.promise, grace, **one) for one in told])
    assert Promise.objects.count() == EACH

    said = round_by_round(
        [[partial(street.keep_promise, _anew(one), today=today) for _ in range(FOUR)] for one in Promise.objects.all()]
    )

    assert said == [[None] * FOUR] * EACH
    assert list(Moment.objects.values_list("lane", flat=True)) == ["theirs"] * EACH


def test_a_letter_begun_twice_at_once_is_one_draft(ada, everybody, now):
    said = _all_do([partial(writing.start, ada, one, at=now) for one in everybody])

    assert Letter.objects.count() == EACH
    assert [{one.pk for one in gave} for gave in said] == [{Letter.objects.get(person=one).pk} for one in everybody]


def test_a_letter_saved_by_two_at_once_keeps_one_and_tells_the_other(ada, everybody, now):
    letters = [writing.start(ada, one, at=now) for one in everybody]
    around = {"greeting": "", "close": "", "signature": "", "form": "letter"}

    said = round_by_round(
        [
            [
                partial(writing.save, _anew(one), version=one.version, answers={"deed": f"Text {n}"}, at=now, **around)
                for n in range(FOUR)
            ]
            for one in letters
        ]
    )

    kept = [_anew(one).answers()["deed"] for one in letters]
    assert [[n for n, one in enumerate(gave) if one is None] for gave in said] == [[int(one[-1])] for one in kept]
    assert {sum(isinstance(one, ChangedMeanwhile) for one in gave) for gave in said} == {FOUR - 1}


def test_the_same_name_kept_twice_at_once_is_one_person(ada):
    _all_do([partial(people.keep_known, ada, name=f"Rosa Quispe {n}", role="mentor") for n in range(EACH)])

    assert Person.objects.count() == EACH
    assert Role.objects.count() == EACH


def test_the_same_chapter_and_role_twice_at_once_are_one(ada, everybody):
    _all_do([partial(people.begin_chapter, ada, name=f"School {n}") for n in range(EACH)])
    _all_do([partial(people.say_role, one, "peer") for one in everybody])

    assert Chapter.objects.count() == EACH
    assert Role.objects.filter(role="peer").count() == EACH


def test_at_most_two_days_to_remember_even_at_once(everybody):
    round_by_round(
        [[partial(people.remember_on, one, month=month, day=1) for month in range(1, 5)] for one in everybody]
    )

    assert RememberedDay.objects.count() == 2 * EACH


def test_a_moment_sent_twice_at_once_is_one(ada, today, grace):
    typed = {"lane": "theirs", "kind": "time", "on": in_year(1996), "name": "", "today": today}

    said = _all_do(
        [partial(street.remember_with, ada, grace, moment_id=new_id(), deed=f"You {n}", **typed) for n in range(EACH)]
    )

    assert Moment.objects.count() == EACH
    assert _faults(said) == []


def test_the_first_person_sent_twice_at_once_is_one(ada):
    said = {"address_as": "", "role": "mentor"}

    _all_do([partial(street.first_person, ada, person_id=new_id(), name=f"Mr. Bell {n}", **said) for n in range(EACH)])

    assert Person.objects.count() == EACH


def test_news_told_twice_at_once_is_told_once(ada, grace, today):
    helped = street.remember(grace, lane="theirs", kind="time", on=in_year(1996), today=today)
    known = {"on": in_year(2020), "because_of": [helped], "today": today}

    _all_do([partial(loops.tell_of, ada, what=f"I am a doctor of {n}.", **known) for n in range(EACH)])

    assert (News.objects.count(), Telling.objects.count()) == (EACH, EACH)


def test_a_card_answered_twice_at_once_is_answered_once(everybody, today):
    _all_do([partial(answers.done, one, "meet", "spoke", today=today) for one in everybody])

    assert Answer.objects.count() == EACH
    assert Moment.objects.count() == EACH
