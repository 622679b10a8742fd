"""Reads of the timeline: mine, newest first."""

from datetime import date

import pytest

from bothways.formats.days import exactly, in_year
from bothways.ground.refusals import NotHere
from bothways.moments import queries
from bothways.moments.tests import make


def test_a_street_stands_newest_first_and_in_one_order_on_every_look(ada, grace):
    same_day = [make.moment(grace, on=exactly(date(2020, 5, 4))) for _ in range(3)]
    old, new = make.moment(grace, on=in_year(1996)), make.moment(grace)

    assert list(queries.line(ada, grace)) == [new, *reversed(same_day), old]


def test_cleo_reads_no_moment_of_adas(ada, cleo, grace):
    moment = make.moment(grace)

    assert queries.moment(ada, moment.pk) == moment
    assert list(queries.line(cleo, grace)) == []
    assert queries.by_id(cleo, [moment.pk]) == {}
    assert queries.states(cleo) == {}
    with pytest.raises(NotHere):
        queries.moment(cleo, moment.pk)


def test_a_moment_is_called_by_its_deed_or_by_its_kind(grace):
    assert make.moment(grace, "theirs", "time", deed="You stayed late.").title == "You stayed late."
    assert make.moment(grace, "theirs", "time").title == "Gave time"


def test_who_has_no_moments_has_nothing_to_say(ada, grace):
    assert set(queries.state_of(grace).values()) == {None, ""}
    assert queries.drifted(ada) == []
