"""Whatever a clock shows: a letter in hand is nobody else's, and none waits for a time that a wrong clock named."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import outbox, sending, writing
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.tests import make
from bothways.ground.clock import now
from bothways.ground.database import shown_there
from bothways.ground.environment import environment
from bothways.ground.later import TaskContext
from bothways.people import actions as people
from bothways.people.models import Person

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def _states() -> set[tuple[str, str]]:
    return {(one.letter.state, one.state) for one in Outgoing.objects.select_related("letter")}


def _worker(member: Member) -> None:
    """A worker comes to the letters of this member, by the clock of its own computer."""
    job = sending.send_on_later.enqueue(str(member.pk))
    DBTaskResult.objects.filter(pk=job.id).update(status=TaskResultStatus.RUNNING)
    sending.send_on_later.call(TaskContext(task_result=job), str(member.pk))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one computer, and so one clock")
@pytest.mark.parametrize("wrong", [-DAY, -DAY / 12, DAY / 12, DAY])
def test_a_worker_with_another_clock_takes_nothing_out_of_anybodys_hand(
    ada: Member, grace: Person, box: Postbox, wrong: timedelta
) -> None:
    make.sent_letter(grace, at=now())
    with time_machine.travel(now() + wrong):
        assert outbox.take_in_hand(Outgoing.objects.get(), shown_there())

    _worker(ada)
    with time_machine.travel(now() - wrong):
        _worker(ada)

    assert (_states(), box.letters) == ({("queued", "waiting")}, [])


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one computer, and so one clock")
@pytest.mark.parametrize("wrong", [-DAY, DAY])
def test_what_was_sent_by_another_clock_goes_at_once(
    ada: Member, grace: Person, box: Postbox, wrong: timedelta
) -> None:
    with time_machine.travel(now() + wrong):
        make.sent_letter(grace, at=now())

    _worker(ada)

    assert (_states(), len(box.letters)) == ({("given", "taken")}, 1)


def test_what_was_put_off_by_a_clock_that_stood_ahead_waits_no_longer(ada: Member, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace)
    other = people.keep(ada, name="Friend", addresses=["f@example.net"])
    make.sent_letter(other)
    box.says["MAIL"] = ["421 closing"]
    make.work(ada, make.NOW + 2 * DAY)
    assert box.letters == []

    assert sending.take_up_due(make.NOW) == 1
    make.work(ada, make.NOW)

    assert (_states(), len(box.letters)) == ({("given", "taken")}, 2)


def test_what_a_killed_worker_held_by_a_clock_that_stood_ahead_is_free(
    ada: Member, grace: Person, box: Postbox
) -> None:
    make.sent_letter(grace)
    assert outbox.take_in_hand(Outgoing.objects.get(), make.NOW + 2 * DAY)

    make.work(ada, make.NOW)

    assert (_states(), len(box.letters)) == ({("given", "taken")}, 1)


def test_of_what_a_killed_worker_held_so_it_is_asked_whether_it_arrived(
    ada: Member, grace: Person, box: Postbox
) -> None:
    make.sent_letter(grace)
    assert outbox.take_in_hand(Outgoing.objects.get(), make.NOW + 2 * DAY)

    assert not writing.say_contact(grace, "paused", today=make.TODAY, at=make.NOW)

    assert (_states(), Letter.objects.get().state) == ({("ready", "unsure")}, "ready")


def test_a_hand_that_took_it_a_few_minutes_later_by_its_clock_is_left_alone(
    ada: Member, grace: Person, box: Postbox
) -> None:
    make.sent_letter(grace)
    assert outbox.take_in_hand(Outgoing.objects.get(), make.NOW + 5 * MINUTE)

    make.work(ada, make.NOW)

    assert (_states(), box.letters) == ({("queued", "waiting")}, [])


def test_letters_that_were_queued_a_year_ahead_are_none_of_these_24_hours(
    ada: Member, grace: Person, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment(), "letters_a_day", 1)
    make.sent_letter(grace, at=make.NOW + 365 * DAY)
    other = people.keep(ada, name="Friend", addresses=["f@example.net"])
    third = people.keep(ada, name="Fellow", addresses=["g@example.net"])

    make.sent_letter(other, at=make.NOW + 5 * MINUTE)
    with pytest.raises(sending.EnoughToday, match="on 23 November 2026 at 09:17"):
        make.sent_letter(third)

    assert Outgoing.objects.count() == 2


def test_a_letter_that_was_queued_a_year_ahead_is_tried_for_no_year(ada: Member, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace, at=make.NOW + 365 * DAY)
    box.says["MAIL"] = ["421 closing"] * 3
    for days, state in ((0, "waiting"), (4, "waiting"), (5, "refused")):
        make.work(ada, make.NOW + days * DAY)
        assert Outgoing.objects.get().state == state
