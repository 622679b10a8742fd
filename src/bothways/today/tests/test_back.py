"""After long silence of the member's own: what changed, then one deed (decision 8)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from bothways.accounts.models import Member
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.today.tests import make

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
AWAY = NOON - timedelta(days=60)


@pytest.fixture
def helped(as_ada, ada):
    """Three mentors to thank, and a member who did something on a day sixty days ago."""
    with time_machine.travel(AWAY, tick=False):
        kept = [make.mentor(ada, f"Mentor {number}") for number in range(3)]
        kept.append(make.mentor(ada, "Mentor 3"))
        for person in kept:
            make.helped(person, AWAY.date())
        people.say_life(kept.pop(2), "died", today=AWAY.date())
        as_ada.post("/people/keep/", {"name": "Rosa Quispe", "role": "mentor"})
    with time_machine.travel(NOON, tick=False):
        as_ada.force_login(Member.objects.get())
        yield kept


def test_who_comes_back_is_asked_what_changed_and_then_shown_one_deed(as_ada, helped):
    asked = as_ada.get("/").text
    looked_again = as_ada.get("/").text
    as_ada.post("/today/back/", {"person": "", "what": ""})
    after = as_ada.get("/").text

    assert "What changed?" in asked
    assert ["Mentor 0" in asked, "Mentor 2" in asked] == [True, False], "who has died is no news"
    assert "What changed?" in looked_again, "looking is not doing"
    assert after.count("What this rests on") == 1
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert as_ada.get("/").text.count("What this rests on") == 3


@pytest.mark.parametrize(("what", "leads_to"), [("moved", "/about/"), ("ill", "kind=struggled")])
def test_what_changed_is_told_where_it_is_kept(as_ada, helped, what, leads_to):
    answer = as_ada.post("/today/back/", {"person": str(helped[0].pk), "what": what})

    assert str(helped[0].pk) in answer["Location"]
    assert leads_to in answer["Location"]
    assert "What changed?" in as_ada.get("/").text, "whoever leaves that page without telling it is asked again"


def test_a_death_is_kept_as_it_is_said_and_can_be_undone(as_ada, helped):
    answer = as_ada.post("/today/back/", {"person": str(helped[0].pk), "what": "died"}, follow=True)

    assert Person.objects.get(pk=helped[0].pk).life == "died"
    assert "You said that they have died." in answer.text
    assert "Mentor 0" not in as_ada.get("/").text
    said = re.search(r'name="said" value="([^"]+)"', answer.text)[1]
    as_ada.post(f"/people/{helped[0].pk}/undo/", {"said": said})
    assert Person.objects.get(pk=helped[0].pk).life == "living"


def test_of_whom_it_is_said_must_be_named(as_ada, helped):
    answer = as_ada.post("/today/back/", {"person": "", "what": "died"})

    assert answer.status_code == 422
    assert "Say who it is." in answer.text
    assert "What changed?" in as_ada.get("/").text, "nothing was done yet"


def test_somebody_of_another_member_is_nobody_here(as_ada, helped, ben):
    stranger = make.mentor(ben, "Ben's mentor")

    assert as_ada.post("/today/back/", {"person": str(stranger.pk), "what": "died"}).status_code == 422


def test_one_who_was_here_lately_or_never_did_anything_is_not_asked(as_ada, ada):
    assert "What changed?" not in as_ada.get("/").text

    as_ada.post("/people/keep/", {"name": "Rosa Quispe", "role": "mentor"})

    assert Member.objects.get(pk=ada.pk).acted_on >= date(2026, 1, 1)
    assert "What changed?" not in as_ada.get("/").text
