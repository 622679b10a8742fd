"""The one question about a letter that lies ready (decision 5), on Today."""

from datetime import UTC, datetime, timedelta

import time_machine

from bothways.gratitude.models import Letter
from bothways.ground.records import change

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@time_machine.travel(NOON, tick=False)
def test_a_letter_that_lies_ready_is_asked_about_and_an_older_page_answers_nothing(as_ada, ada, grace):
    letter = Letter.objects.create(
        member=ada, person=grace, state="ready", ready_by="print", ready_at=NOON - timedelta(days=5), saved_at=NOON
    )

    page = as_ada.get("/").text

    assert "Did it reach Dr. Hill?" in page
    assert f'name="version" value="{letter.version}"' in page
    change(letter, close="Warmly")
    as_ada.post(f"/letters/{letter.pk}/not-given/", {"version": letter.version - 1})
    assert Letter.objects.get().state == "ready"
