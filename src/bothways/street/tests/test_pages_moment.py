"""The page of a moment: what it leaves to be thanked for, or to be glad of, and how it stands with that."""

import pytest

from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops
from bothways.gratitude.models import Letter
from bothways.gratitude.queries import loops as gratitude
from bothways.ground import clock
from bothways.people import actions as people
from bothways.street import actions

ASKS = {"time": "Thank them for it", "milestone": "Congratulate them"}
CLOSED = {"time": "Thanked on", "milestone": "Congratulated on"}


@pytest.fixture
def moment(grace, today, request):
    kind = request.node.callspec.params["kind"]
    on = in_year(2025) if kind == "time" else exactly(today)
    return actions.remember(grace, lane="theirs", kind=kind, on=on, today=today, deed="You did it.")


def _begin(client, moment):
    if moment.kind == "time":
        client.post(f"/moments/{moment.pk}/thank/")
    else:
        client.post(f"/letters/to/{moment.person_id}/start/", {"theirs": str(moment.pk)})
    return Letter.objects.get()


@pytest.mark.parametrize("kind", ASKS)
def test_what_is_open_is_asked_for_and_what_is_begun_or_waits_is_gone_on_with(as_ada, moment, kind):
    path = f"/moments/{moment.pk}/"
    first = as_ada.get(path).text

    letter = _begin(as_ada, moment)
    begun = as_ada.get(path).text
    leaving.make_ready(letter, "print", clock.now())
    waits = as_ada.get(path).text

    assert ASKS[kind] in first
    for page in (begun, waits):
        assert ASKS[kind] not in page
        assert f'href="/letters/{letter.pk}/">Go on with the letter' in page


@pytest.mark.parametrize("kind", ASKS)
def test_what_was_said_is_not_asked_for_again_and_says_when(as_ada, moment, today, kind):
    letter = _begin(as_ada, moment)
    leaving.make_ready(letter, "print", clock.now())
    leaving.give(letter, exactly(clock.today_in("UTC")), clock.today_in("UTC"))

    page = as_ada.get(f"/moments/{moment.pk}/").text
    people.say_life(moment.person, "died", today=today)
    remembered = as_ada.get(f"/moments/{moment.pk}/").text

    assert ASKS[kind] not in page
    for shown in (page, remembered):
        assert CLOSED[kind] in shown
        assert f'href="/letters/{letter.pk}/">Read the letter' in shown


@pytest.mark.parametrize("kind", ASKS)
def test_what_was_laid_down_is_not_asked_for_and_can_be_taken_up(as_ada, ada, moment, kind):
    row = gratitude.loop(ada, moment.pk) if kind == "time" else gratitude.theirs(ada, moment.pk)
    loops.let_go(row, "done")
    page = as_ada.get(f"/moments/{moment.pk}/").text

    loops.take_up_again(row)

    assert ASKS[kind] not in page
    assert 'It is laid down. <a href="/untold/">' in page
    assert ASKS[kind] in as_ada.get(f"/moments/{moment.pk}/").text
