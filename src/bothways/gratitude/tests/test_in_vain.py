"""Today says of a letter that was sent from here that it came back, or may have arrived (row 68)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.postbox import TAKES_AND_BREAKS_OFF, Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import leaving, outbox, sending, writing
from bothways.gratitude.models import Letter
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.tests import make
from bothways.people.models import Person

CAME_BACK, MAY_HAVE_ARRIVED = "Your letter to Dr. Hill came back", "Your letter to Dr. Hill may have arrived"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _that_day() -> Iterator[None]:
    with time_machine.travel(make.NOW + 3 * HOUR, tick=False):
        yield


def _says(client: Client) -> tuple[bool, bool]:
    page = client.get("/").text
    return CAME_BACK in page, MAY_HAVE_ARRIVED in page


@pytest.fixture
def refused(ada: Member, grace: Person, box: Postbox) -> Letter:
    letter = make.sent_letter(grace)
    box.says["RCPT"] = ["550 5.1.1 nobody of this name"]
    make.work(ada)
    return queries.letter(ada, letter.pk)


@pytest.fixture
def unsure(ada: Member, grace: Person, box: Postbox) -> Letter:
    letter = make.sent_letter(grace)
    box.says["DATA"] = [TAKES_AND_BREAKS_OFF] * 3
    for minutes in (0, 10, 20):
        make.work(ada, make.NOW + minutes * HOUR / 60)
    return queries.letter(ada, letter.pk)


def test_one_that_came_back_leads_to_its_page_until_it_is_written_on(as_ada: Client, refused: Letter) -> None:
    assert _says(as_ada) == (True, False)
    assert f'href="/letters/{refused.pk}/"' in as_ada.get("/").text

    with time_machine.travel(make.NOW + timedelta(days=13), tick=False):
        assert _says(as_ada) == (True, False)
    with time_machine.travel(make.NOW + timedelta(days=15), tick=False):
        assert _says(as_ada) == (False, False)
    Letter.objects.update(saved_at=make.NOW + HOUR)
    assert _says(as_ada) == (False, False)


def test_beside_another_draft_it_came_back_as_well(as_ada: Client, ada: Member, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace)
    make.letter_to(grace, make.help_of(grace, deed="You wrote for me."))
    box.says["RCPT"] = ["550 nobody"]
    make.work(ada)

    assert _says(as_ada) == (True, False)


def test_sent_again_it_is_on_its_way_and_taken_back_a_draft_like_others(as_ada: Client, refused: Letter) -> None:
    sending.send(refused, at=make.NOW + HOUR, today=make.TODAY)
    assert _says(as_ada) == (False, False)

    outbox.take_back(refused, at=make.NOW + HOUR)
    assert _says(as_ada) == (False, False)


def test_of_one_that_may_have_arrived_it_is_said_once_and_until_it_is_answered(as_ada: Client, unsure: Letter) -> None:
    assert _says(as_ada) == (False, True)
    with time_machine.travel(make.NOW + timedelta(days=5), tick=False):
        assert "Did it reach Grace Hill?" not in as_ada.get("/").text

    leaving.not_yet(unsure, make.NOW + HOUR)
    assert _says(as_ada) == (False, False)


@pytest.mark.parametrize("went", ["refused", "unsure"])
@pytest.mark.parametrize("said", ["paused", "ended", "died"])
def test_of_nobody_with_whom_contact_rests_is_anything_said(
    as_ada: Client, grace: Person, request: pytest.FixtureRequest, went: str, said: str
) -> None:
    request.getfixturevalue(went)
    say = writing.say_life if said == "died" else writing.say_contact
    say(grace, said, today=make.TODAY, at=make.NOW + HOUR)

    assert _says(as_ada) == (False, False)


def test_nobody_else_hears_of_it(as_ben: Client, refused: Letter) -> None:
    assert _says(as_ben) == (False, False)
