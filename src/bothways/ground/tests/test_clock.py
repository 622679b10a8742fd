"""Which day it is depends on where one is."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from bothways.ground import clock


def test_the_day_is_the_one_where_the_member_is():
    with time_machine.travel(datetime(2026, 11, 22, 10, 30, tzinfo=UTC), tick=False):
        assert clock.today_in("Pacific/Auckland") == date(2026, 11, 22)
        assert clock.today_in("Pacific/Honolulu") == date(2026, 11, 22)
    with time_machine.travel(datetime(2026, 11, 22, 11, 30, tzinfo=UTC), tick=False):
        assert clock.today_in("Pacific/Auckland") == date(2026, 11, 23)
        assert clock.today_in("Pacific/Honolulu") == date(2026, 11, 22)


def test_who_flies_from_auckland_to_honolulu_has_the_same_day_twice():
    with time_machine.travel(datetime(2026, 11, 22, 20, 0, tzinfo=UTC), tick=False):
        before, after = clock.today_in("Pacific/Auckland"), clock.today_in("Pacific/Honolulu")

    assert (before, after) == (date(2026, 11, 23), date(2026, 11, 22))


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "a\x00b"])
def test_a_zone_that_this_computer_does_not_know_is_utc(zone):
    with time_machine.travel(datetime(2026, 11, 22, 23, 59, tzinfo=UTC), tick=False):
        assert clock.today_in(zone) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "moment", [datetime(1970, 1, 1, 0, 0, 1), datetime(2038, 1, 19, 3, 14, 8), datetime(2100, 3, 1)]
)
def test_the_clock_may_stand_anywhere(moment):
    with time_machine.travel(moment.replace(tzinfo=UTC), tick=False):
        assert clock.today_in("UTC") == moment.date()


def test_in_the_hour_that_summer_time_skips_there_is_a_day():
    with time_machine.travel(datetime(2027, 3, 28, 1, 30, tzinfo=UTC), tick=False):
        assert clock.there("Europe/Berlin").hour == 3
        assert clock.today_in("Europe/Berlin") == date(2027, 3, 28)
