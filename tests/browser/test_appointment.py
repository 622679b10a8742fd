"""The standing appointment with oneself goes into one's own calendar."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse, NoScripts

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hands", [Mouse, Keys, NoScripts])
def test_ten_minutes_a_week_go_into_the_calendar_and_move_with_it(opens: Opens, ada: Member, hands: type[Mouse]):
    page = opens(ada, java_script_enabled=hands.scripts)
    me = hands(page)
    accounts.mark_welcomed(ada, at=datetime.now(UTC))

    friday = _taken(me, "Friday", "18:30")
    sunday = _taken(me, "Sunday", "19:15")

    assert (friday.decoded("dtstart").isoweekday(), str(friday.decoded("dtstart").time())) == (5, "18:30:00")
    assert (sunday.decoded("dtstart").isoweekday(), str(sunday.decoded("dtstart").time())) == (7, "19:15:00")
    assert friday["uid"] == sunday["uid"]


def _taken(me: Mouse, day: str, at: str) -> Any:
    me.page.goto("/")
    me.follow("Ten minutes a week, in my calendar")
    me.choose("On which day", day)
    me.write("At what time", at)
    with me.page.expect_download() as coming:
        me.press("Take the calendar file")
    [event] = Calendar.from_ical(Path(coming.value.path()).read_bytes()).walk("VEVENT")
    return event
