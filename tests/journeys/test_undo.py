"""Died, unknown, paused, ended: nothing speaks of them, and undone, all is as it was (decision 14, MENT-9)."""

import re
from datetime import timedelta

import pytest

from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops, outbox, writing
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.tests import make
from bothways.gratitude.tests.conftest import box as _box
from bothways.ground import clock
from bothways.ground.clock import today_in
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.rhythm import actions as rhythm
from bothways.street import actions as street
from bothways.today import actions as answers

box = _box
DEED, NEWS = "You let me stay after class.", "I became director of the clinic."
ACTS = {
    "died": ("life", {"life": "died", "died": "2026-11"}),
    "unknown": ("life", {"life": "unknown", "died": ""}),
    "paused": ("contact", {"contact": "paused", "until": ""}),
    "ended": ("contact", {"contact": "ended", "until": ""}),
}
SILENT = ["died", "paused", "ended"]
_OF_THE_MOMENT = re.compile(
    r'name="(?:csrfmiddlewaretoken|whose|id|version|said)" value="[^"]*"|X-CSRFToken": "\w+"|Saved \d\d:\d\d'
)


@pytest.fixture
def today(ada):
    """As the pages see it."""
    return today_in(ada.timezone)


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def life(ada, grace, today, now):
    """Much lies open with Grace: help, an outcome, her news, a rhythm, a draft, a letter ready, a meeting."""
    street.remember(grace, lane="together", kind="met", on=in_year(2025), today=today)
    said = {"lane": "theirs", "today": today}
    helped = street.remember(grace, kind="time", on=in_year(2016), deed=DEED, words="Look again.", **said)
    street.remember(grace, kind="listened", on=in_year(2017), deed="You heard me out.", **said)
    street.remember(grace, kind="milestone", on=exactly(today - timedelta(days=2)), deed="You won the prize.", **said)
    meeting = {"lane": "together", "kind": "meeting_planned", "deed": "Lunch by the lake"}
    street.remember(grace, on=exactly(today + timedelta(days=7)), today=today, **meeting)
    loops.tell_of(ada, what=NEWS, on=exactly(today), because_of=[helped], today=today)
    ready = writing.start(ada, grace, moments=[helped], at=now)
    leaving.make_ready(ready, "print", now - timedelta(days=5))
    writing.start(ada, grace, kind="progress", at=now - timedelta(days=1))
    rhythm.wish(grace, 30)
    answers.put_off(grace, "ask", days=90, today=today - timedelta(days=8))
    people.remember_on(grace, month=(today.month + 5) % 12 + 1, day=1)
    return grace


def _pages(client, person):
    def as_shown(path):
        return _OF_THE_MOMENT.sub("", client.get(path).text)

    ready = Letter.objects.filter(state="ready").values_list("pk", flat=True)
    letters = {str(pk): as_shown(f"/letters/{pk}/") for pk in ready}
    paths = ("/", f"/people/{person.pk}/", "/people/", "/letters/", "/untold/", "/news/", "/words/")
    return letters | {path: as_shown(path) for path in paths}


def _say(client, person, act):
    page, said = ACTS[act]
    return client.post(f"/people/{person.pk}/{page}/", said)


def _undo(client, person, answer):
    return client.post(f"/people/{person.pk}/undo/", {"said": answer["Location"].partition("said=")[2]}, follow=True)


@pytest.mark.parametrize("act", ACTS)
def test_undone_every_page_is_what_it_was(as_ada, life, act):
    before, rows = _pages(as_ada, life), (Person.objects.values().get(), list(Letter.objects.values().order_by("pk")))

    answer = _say(as_ada, life, act)
    meanwhile = _pages(as_ada, life)
    undone = _undo(as_ada, life, answer)

    assert meanwhile != before
    assert "Undone. All is as it was." in undone.text
    assert _pages(as_ada, life) == before
    after = Person.objects.values().get() | {"version": rows[0]["version"]}
    assert (after, list(Letter.objects.values().order_by("pk"))) == rows


@pytest.mark.parametrize("act", SILENT)
def test_meanwhile_nothing_speaks_of_them_or_asks_for_a_letter(as_ada, life, act):
    _say(as_ada, life, act)

    today, street_page, letters = (as_ada.get(path).text for path in ("/", f"/people/{life.pk}/", "/letters/"))
    assert "Grace" not in re.sub(r"(?s)<head>.*?</head>", "", today)
    assert [word for word in ("Congratulate", "Tell them", "Thank", "reach them?", "Lunch") if word in letters] == []
    assert [word for word in ("Congratulate them", "Tell them so", "Next</dt>") if word in street_page] == []
    assert "Grace" not in as_ada.get("/news/").text


@pytest.mark.parametrize("act", ACTS)
def test_undone_twice_or_in_a_second_window_it_is_undone_once(as_ada, grace, act):
    first = _say(as_ada, grace, act)
    again = _say(as_ada, grace, act)

    once = _undo(as_ada, grace, first)
    stands = Person.objects.values().get()
    twice = _undo(as_ada, grace, again)

    assert first["Location"] == again["Location"]
    assert "All is as it was" in once.text
    assert "Nothing was undone" in twice.text
    assert Person.objects.values().get() == stands
    assert (stands["life"], stands["contact"]) == ("living", "open")


def test_what_was_said_since_stays(as_ada, grace):
    died = _say(as_ada, grace, "died")
    _say(as_ada, grace, "unknown")

    refused = _undo(as_ada, grace, died)

    assert "something else was said since" in refused.text
    assert Person.objects.get().life == "unknown"


def test_one_act_after_another_is_undone_in_turn(as_ada, grace):
    answers = [_say(as_ada, grace, act) for act in ("paused", "unknown", "died")]

    seen = []
    for answer in reversed(answers):
        _undo(as_ada, grace, answer)
        seen.append(Person.objects.values_list("life", "contact").get())

    assert seen == [("unknown", "paused"), ("living", "paused"), ("living", "open")]


def test_what_was_written_since_stays_when_a_death_is_undone(as_ada, ada, grace, today):
    died = _say(as_ada, grace, "died")
    moments.record(grace, lane="mine", kind="remembrance", on=exactly(today), today=today, deed="Planted a tree")
    as_ada.post(f"/people/{grace.pk}/write/")
    make.save(Letter.objects.get(), deed="You stayed late.")

    _undo(as_ada, grace, died)

    letter = Letter.objects.get()
    assert (letter.unsent, letter.state, letter.answers()) == (False, "draft", {"deed": "You stayed late."})
    assert "Planted a tree" in as_ada.get(f"/people/{grace.pk}/").text


def test_a_letter_on_its_way_is_taken_back_and_never_sent_by_undoing(as_ada, ada, grace, box):
    make.sent_letter(grace)

    undone = _undo(as_ada, grace, _say(as_ada, grace, "died"))
    make.work(ada)

    assert "lies on your desk, and is not sent by itself" in undone.text
    assert (Letter.objects.get().state, Letter.objects.get().unsent, box.letters) == ("draft", False, [])


def test_of_a_letter_that_is_leaving_at_that_very_moment_one_is_told(as_ada, ada, grace, box):
    make.sent_letter(grace)
    outbox.take_in_hand(Outgoing.objects.get(), clock.now())

    answer = _say(as_ada, grace, "died")
    page = as_ada.get(answer["Location"]).text

    assert "was being handed to the mail server at this very moment" in page
    assert Person.objects.get().life == "died"


@pytest.mark.parametrize("died", ["2027-01-01", "2020-02-30", "1899"])
def test_a_death_on_a_day_that_cannot_be_changes_nothing(as_ada, grace, died):
    Person.objects.update(born=in_year(1900))

    answer = as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": died})

    assert answer.status_code == 422
    assert f'value="{died}"' in answer.text
    assert "error" in answer.text
    assert Person.objects.get().life == "living"


def test_cleo_undoes_nothing_of_adas(as_ada, as_cleo, grace):
    answer = _say(as_ada, grace, "died")

    assert _undo(as_cleo, grace, answer).status_code == 404
    assert Person.objects.get().life == "died"
