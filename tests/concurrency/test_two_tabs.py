"""A form's hidden id names the row that it makes. Two tabs of one page send the same, each about another person."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction

from bothways.formats.days import in_year
from bothways.ground.database import Trouble, trouble_of
from bothways.ground.records import hold, new_id
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.rhythm import actions as rhythm
from bothways.rhythm.models import Promise
from bothways.street import actions as street
from tests.concurrency.conftest import at_once

ROUNDS = 6


def _promise(person, row_id, today):
    rhythm.promise(person, promise_id=row_id, lane="mine", what="The slides", on=None)


def _moment(person, row_id, today):
    street.remember(
        person, moment_id=row_id, lane="theirs", kind="time", on=in_year(1996), today=today, deed="You let me stay."
    )


@pytest.mark.parametrize(("say", "model"), [(_promise, Promise), (_moment, Moment)])
def test_of_what_several_say_under_one_id_of_several_people_one_is_kept_and_the_others_are_told(ada, today, say, model):
    three = [people.keep(ada, name=name) for name in ("Grace Hill", "Rosa Ortega", "Lin Okafor")]
    for _round in range(ROUNDS):
        row_id = new_id()
        said = at_once(*[partial(say, one, row_id, today) for one in three])
        assert sorted(type(one).__name__ for one in said) == ["KeptAlready", "KeptAlready", "NoneType"]
        assert model.objects.filter(person__in=three).count() == 1
        model.objects.all().delete()


def test_two_who_hold_what_the_other_points_at_do_not_wait_for_each_other(ada):
    first, second = (people.keep(ada, name=name) for name in ("Grace Hill", "Rosa Ortega"))
    both_hold = Barrier(2)

    @transaction.atomic
    def hold_and_point_at(held, other):
        hold(held)
        with suppress(BrokenBarrierError):  # on SQLite the other one has not begun
            both_hold.wait(timeout=0.3)
        return Promise.objects.create(member=ada, person=other, lane="mine", what="The slides").person

    said = at_once(partial(hold_and_point_at, first, second), partial(hold_and_point_at, second, first))

    assert said == [second, first]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there one writes at a time")
def test_of_two_who_wait_for_each_other_one_gives_way_and_is_told_so(ada):
    first, second = (people.keep(ada, name=name) for name in ("Grace Hill", "Rosa Ortega"))
    both_hold = Barrier(2)

    @transaction.atomic
    def hold_both(one, other):
        hold(one)
        both_hold.wait(timeout=30)
        hold(other)

    said = at_once(partial(hold_both, first, second), partial(hold_both, second, first))

    assert {trouble_of(one) for one in said if one is not None} == {Trouble.LOCKED}
