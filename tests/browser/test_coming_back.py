"""What brings the member back, and how they are met after a long time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.gratitude.tests.make import help_of
from bothways.people import actions as people
from tests.browser.conftest import Opens
from tests.browser.hands import Keys, Mouse

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("hands", [Mouse, Keys])
def test_after_a_long_time_it_is_asked_what_changed_and_then_there_is_one_deed(
    page: Page, ada: Member, hands: type[Mouse]
):
    for name in ("Rosa Ortega", "Imre Nagy", "Thomas Bell"):
        person = people.keep(ada, name=name)
        people.say_role(person, "mentor")
        help_of(person, on=in_year(2020))
    accounts.mark_welcomed(ada, at=datetime.now(UTC))
    Member.objects.update(acted_on=datetime.now(UTC).date() - timedelta(days=100))
    me = hands(page)

    page.goto("/")
    expect(page.get_by_role("heading", name="What changed?")).to_be_visible()
    expect(page.get_by_text(re.compile("overdue|missed|you have not", re.IGNORECASE))).to_have_count(0)
    me.choose("Who?", "Thomas Bell")
    me.choose("What changed?", "They have died")
    me.press("Go on")
    expect(page.get_by_role("heading", name="Remembering Thomas Bell")).to_be_visible()

    page.goto("/")
    expect(page.locator(".act")).to_have_count(1)
    expect(page.locator("#cards")).not_to_contain_text("Bell")


def test_ten_minutes_a_week_go_into_ones_own_calendar(opens: Opens, ada: Member):
    page = opens(ada, java_script_enabled=False)
    me = Mouse(page)
    accounts.mark_welcomed(ada, at=datetime.now(UTC))
    page.goto("/")
    me.follow("Ten minutes a week, in my calendar")
    me.choose("On which day", "Wednesday")
    me.write("At what time", "07:30")
    with page.expect_download() as taken:
        me.press("Take the calendar file")

    told = taken.value.path().read_text()
    begins = re.search(r"DTSTART:(\d{8})T073000\r?\n", told)
    assert begins is not None, "the time is that of the clock on the wall, wherever one is"
    assert datetime.strptime(begins[1], "%Y%m%d").weekday() == 2
    assert "RRULE:FREQ=WEEKLY" in told
