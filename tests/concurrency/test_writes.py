"""Two at once: nothing is lost, nothing happens twice (R4). On both databases: what one forgives the other loses."""

from datetime import date
from functools import partial

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
from tests.concurrency.conftest import at_once

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


def test_of_two_who_read_the_same_version_one_is_told(grace):
    said = at_once(*[partial(change, Person.objects.get(pk=grace.pk), note=f"by {n}") for n in range(FOUR)])

    assert sorted(type(one).__name__ for one in said) == ["ChangedMeanwhile"] * 3 + ["NoneType"]


def _record(person, year, today):
    for month in range(1, 13):
        for day in (3, 13, 20, 27):
            kind, lane = (("met", "together"), ("wrote", "mine"), ("time", "theirs"))[day % 3]
            moments.record(person, lane=lane, kind=kind, on=exactly(date(year, month, day)), today=today)


def test_four_who_record_moments_of_one_person_leave_its_state_as_the_moments_say(ada, grace, today):
    at_once(*[partial(_record, grace, year, today) for year in range(2020, 2024)])

    assert Moment.objects.count() == FOUR * 48
    assert moment_queries.drifted(ada) == []
    assert State.objects.get(pk=grace.pk).last_contact == date(2023, 12, 27)


def test_recording_and_taking_away_at_once_leave_no_drift(ada, grace, today):
    had = [moments.record(grace, lane="together", kind="met", on=in_year(2000 + n), today=today) for n in range(20)]

    def take_away():
        for moment in had:
            moments.take_away(moment)

    at_once(take_away, partial(_record, grace, 2020, today), partial(_record, grace, 1999, today))

    assert moment_queries.drifted(ada) == []


def test_two_who_come_first_at_once_are_one_member():
    joins = [
        partial(accounts.join_first, email=f"{n}@example.org", name=f"N{n}", password=None, timezone="UTC")
        for n in range(FOUR)
    ]

    said = at_once(*joins)

    assert Member.objects.count() == 1
    assert sorted(type(one).__name__ for one in said) == ["Member"] + ["SignUpClosed"] * 3


def test_a_letter_given_twice_at_once_is_one_moment(ada, grace, today, now):
    helped = street.remember(grace, lane="theirs", kind="time", on=in_year(1996), today=today, deed="You stayed late.")
    letter = writing.start(ada, grace, moments=[helped], at=now)
    leaving.make_ready(letter, "say", now)

    said = at_once(*[partial(leaving.give, Letter.objects.get(pk=letter.pk), exactly(today), today)] * FOUR)

    assert Moment.objects.filter(lane="mine").count() == 1
    assert Letter.objects.get(pk=letter.pk).state == "given"
    assert [one for one in said if isinstance(one, Exception) and not isinstance(one, ChangedMeanwhile)] == []


def test_a_promise_made_or_kept_twice_at_once_is_one_and_one_moment(grace, today):
    said = {"promise_id": new_id(), "lane": "theirs", "what": "A book", "on": None}
    at_once(*[partial(rhythm.promise, grace, **said)] * FOUR)

    said = at_once(*[partial(street.keep_promise, Promise.objects.get(), today=today)] * FOUR)

    assert said == [None] * FOUR
    assert Moment.objects.get().lane == "theirs"


def test_a_letter_begun_twice_at_once_is_one_draft(ada, grace, now):
    said = at_once(*[partial(writing.start, ada, grace, at=now)] * FOUR)

    assert Letter.objects.count() == 1
    assert {one.pk for one in said} == {Letter.objects.get().pk}


def test_a_letter_saved_by_two_at_once_keeps_one_and_tells_the_other(ada, grace, now):
    letter = writing.start(ada, grace, at=now)
    letters = [Letter.objects.get(pk=letter.pk) for _ in range(FOUR)]

    def save(mine, text):
        writing.save(
            mine,
            version=letter.version,
            answers={"deed": text},
            greeting="",
            close="",
            signature="",
            form="letter",
            at=now,
        )

    said = at_once(*[partial(save, mine, f"Text {n}") for n, mine in enumerate(letters)])

    kept = Letter.objects.get(pk=letter.pk).answers()["deed"]
    assert [n for n, one in enumerate(said) if one is None] == [int(kept[-1])]
    assert sum(isinstance(one, ChangedMeanwhile) for one in said) == FOUR - 1


def test_the_same_name_kept_twice_at_once_is_one_person(ada):
    at_once(*[partial(people.keep_known, ada, name="Rosa Quispe", role="mentor")] * FOUR)

    assert Person.objects.count() == 1
    assert Role.objects.count() == 1


def test_the_same_chapter_and_role_twice_at_once_are_one(ada, grace):
    at_once(*[partial(people.begin_chapter, ada, name="School")] * FOUR)
    at_once(*[partial(people.say_role, grace, "peer")] * FOUR)

    assert Chapter.objects.count() == 1
    assert Role.objects.filter(role="peer").count() == 1


def test_at_most_two_days_to_remember_even_at_once(grace):
    at_once(*[partial(people.remember_on, grace, month=month, day=1) for month in range(1, 5)])

    assert RememberedDay.objects.count() == 2


def test_a_moment_sent_twice_at_once_is_one(ada, today, grace):
    typed = {"moment_id": Person.id.field.default(), "lane": "theirs", "kind": "time", "on": in_year(1996)}

    said = at_once(*[partial(street.remember_with, ada, grace, name="", today=today, deed="You", **typed)] * FOUR)

    assert Moment.objects.count() == 1
    assert [one for one in said if isinstance(one, Exception)] == []


def test_the_first_person_sent_twice_at_once_is_one(ada):
    one_id = Person.id.field.default()
    who = partial(street.first_person, ada, person_id=one_id, name="Mr. Bell", address_as="", role="mentor")

    at_once(*[who] * FOUR)

    assert Person.objects.count() == 1


def test_news_told_twice_at_once_is_told_once(ada, grace, today):
    helped = street.remember(grace, lane="theirs", kind="time", on=in_year(1996), today=today)
    tell = partial(loops.tell_of, ada, what="I am a doctor.", on=in_year(2020), because_of=[helped], today=today)

    at_once(*[tell] * FOUR)

    assert (News.objects.count(), Telling.objects.count()) == (1, 1)


def test_a_card_answered_twice_at_once_is_answered_once(grace, today):
    at_once(*[partial(answers.done, grace, "meet", "spoke", today=today)] * FOUR)

    assert Answer.objects.count() == 1
    assert Moment.objects.count() == 1
