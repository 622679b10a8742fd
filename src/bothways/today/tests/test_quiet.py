"""Quiet hours: Today brings nothing up in them, unless it is asked to (CAD-2)."""

from datetime import UTC, datetime, time

import time_machine

from bothways.accounts.models import Member
from bothways.today.tests import make

EVENING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)  # ten in the evening in Auckland


def test_today_brings_nothing_up_in_quiet_hours_unless_it_is_asked_to(as_ada, ada, grace):
    make.helped(grace, EVENING.date())
    Member.objects.update(timezone="Pacific/Auckland", quiet_from=time(21, 30), quiet_until=time(7))

    with time_machine.travel(EVENING, tick=False):
        quiet, asked = as_ada.get("/").text, as_ada.get("/?look=yes").text
    with time_machine.travel(EVENING.replace(hour=20), tick=False):  # nine in the morning there
        morning = as_ada.get("/").text

    assert "You asked for it until 07:00" in quiet
    assert "card-" not in quiet
    assert f"card-{grace.pk}" in asked
    assert f"card-{grace.pk}" in morning
