"""Today's page: the same on every look of a day, with reasons that lead to records, and answers by its buttons."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import loops
from bothways.gratitude.models import Letter
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.people.models import Person, Role
from bothways.today.models import Answer
from bothways.today.queries.page import cards
from bothways.today.tests import make

HTMX = {"HX-Request": "true"}
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def today():
    return NOON.date()


def _shown(page):
    return re.findall(r'id="card-([0-9a-f-]{36})"', page)


def test_a_first_day_asks_who_comes_to_mind(as_ada):
    page = as_ada.get("/").text

    assert "Who comes to mind?" in page
    assert "Good afternoon, Ada" in page


def test_three_cards_a_week_with_their_reasons_and_one_deed_each(as_ada, ada, today):
    kept = [make.mentor(ada, f"Mentor {number}") for number in range(5)]
    for year, person in enumerate(kept, start=1990):
        make.helped(person, today, year=year)

    page = as_ada.get("/").text

    assert _shown(page) == [str(person.pk) for person in kept[:3]]
    assert page.count("What this rests on") == 3
    assert "Three kind things" in page


def test_every_reason_leads_to_its_record(as_ada, grace, today):
    make.helped(grace, today)

    page = as_ada.get("/").text

    rests_on = page.split("What this rests on")[1].split("</details>")[0]
    links = re.findall(r'href="([^"]+)"', rests_on)
    assert links
    assert {as_ada.get(link).status_code for link in links} == {200}


def test_looking_again_shows_the_same(as_ada, ada, today):
    for number in range(8):
        make.helped(make.mentor(ada, f"Mentor {number}"), today, year=2000)

    assert len({tuple(_shown(as_ada.get("/").text)) for _ in range(4)}) == 1


def test_a_card_that_is_put_off_is_gone_and_the_next_does_not_take_its_place(as_ada, ada, today):
    people_kept = [make.mentor(ada, f"Mentor {number}") for number in range(5)]
    for person in people_kept:
        make.helped(person, today)
    first = _shown(as_ada.get("/").text)[0]

    part = as_ada.post(f"/today/{first}/not-now/", {"act": "thank", "days": "7"}, headers=HTMX)

    assert "<html" not in part.text
    assert len(_shown(part.text)) == 2
    assert first not in _shown(part.text)


def test_with_scripts_off_the_answer_leads_back_to_today(as_ada, grace, today):
    make.helped(grace, today)

    answer = as_ada.post(f"/today/{grace.pk}/not-now/", {"act": "thank", "days": "never"})

    assert answer["Location"] == "/"
    assert "not be brought up again" in as_ada.get("/").text


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"act": "x", "days": "7"},
        {"act": "thank"},
        {"act": "thank", "days": ""},
        {"act": "thank", "days": "8"},
        {"act": "thank", "days": "1e9"},
    ],
)
def test_an_answer_that_was_not_offered_changes_nothing(as_ada, grace, today, typed):
    make.helped(grace, today)

    as_ada.post(f"/today/{grace.pk}/not-now/", typed)

    assert "Nothing was put off" in as_ada.get("/").text
    assert not Answer.objects.exists()


def test_the_deed_of_a_card_begins_its_letter(as_ada, grace, today):
    moment = make.helped(grace, today)

    answer = as_ada.post(f"/today/{grace.pk}/begin/", {"act": "thank", "about": str(moment.pk)})

    assert answer["Location"] == f"/letters/{Letter.objects.get().pk}/"


@pytest.mark.parametrize("typed", [{}, {"act": "thank", "about": "1e3"}, {"act": "thank"}])
def test_a_deed_about_nothing_begins_nothing(as_ada, grace, typed):
    assert as_ada.post(f"/today/{grace.pk}/begin/", typed).status_code in (302, 404, 422)
    assert not Letter.objects.exists()


def test_how_to_reach_somebody_stands_on_one_page_and_doing_it_is_kept(as_ada, grace, today):
    people.say_life(grace, "living", today=today)
    Person.objects.update(care_of="Oakdale High School", postal="12 Orchard Street")

    page = as_ada.get(f"/today/{grace.pk}/reach/", {"act": "meet"}).text
    as_ada.post(f"/today/{grace.pk}/done/", {"act": "meet", "how": "spoke"})

    assert "mailto:grace@example.edu" in page
    assert "Care of Oakdale High School<br>12 Orchard Street" in page
    assert "Together today" in as_ada.get(f"/people/{grace.pk}/").text


def test_the_same_local_day_shows_the_same_cards_and_the_next_week_new_ones(as_ada, ada, today):
    for number in range(8):
        make.helped(make.mentor(ada, f"Mentor {number}"), today)
    ada.timezone = "Pacific/Auckland"
    ada.save()
    before = _shown(as_ada.get("/").text)
    as_ada.post(f"/today/{before[0]}/done/", {"act": "thank", "how": "wrote"})

    with time_machine.travel(datetime(2026, 11, 22, 10, 59, tzinfo=UTC), tick=False):  # Sunday there
        sunday = _shown(as_ada.get("/").text)
    with time_machine.travel(datetime(2026, 11, 22, 11, 1, tzinfo=UTC), tick=False):  # Monday there, Sunday in UTC
        monday = _shown(as_ada.get("/").text)

    assert sunday == before[1:]
    assert len(monday) == 3


def test_who_flies_back_over_the_date_line_is_shown_nothing_twice(as_ada, ada, today):
    for number in range(8):
        make.helped(make.mentor(ada, f"Mentor {number}"), today)
    ada.timezone = "Pacific/Auckland"
    ada.save()
    first = _shown(as_ada.get("/").text)[0]
    as_ada.post(f"/today/{first}/done/", {"act": "thank", "how": "wrote"})

    ada.timezone = "Pacific/Honolulu"
    ada.save()
    again = as_ada.post(f"/today/{first}/done/", {"act": "thank", "how": "wrote"})

    assert again.status_code == 302
    assert first not in _shown(as_ada.get("/").text)
    assert len(_shown(as_ada.get("/").text)) == 2


@pytest.mark.parametrize(
    "moment", [datetime(1970, 1, 1, 0, 1), datetime(2038, 1, 19, 3, 15), datetime(2100, 2, 28, 23, 59)]
)
def test_whatever_the_clock_shows_there_is_a_page(as_ada, grace, today, moment):
    make.helped(grace, today)

    with time_machine.travel(moment.replace(tzinfo=UTC), tick=False):
        as_ada.force_login(grace.member)
        assert as_ada.get("/").status_code == 200


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2024, 2, 29), date(2038, 1, 19), date(2100, 2, 28)])
def test_cards_can_be_asked_for_any_day_of_a_life(ada, grace, today, day):
    make.helped(grace, today)
    people.remember_on(grace, month=2, day=29)

    assert isinstance(cards(ada, day), list)


@pytest.mark.parametrize(
    "rest",
    [
        lambda one, today: people.say_life(one, "died", today=today),
        lambda one, today: people.say_contact(one, "ended"),
        lambda one, today: people.say_contact(one, "paused", until=today + timedelta(days=60)),
    ],
)
def test_nothing_on_the_page_names_somebody_who_is_not_to_be_brought_up(as_ada, ada, grace, today, rest):
    helped = make.helped(grace, today)
    loops.tell_of(ada, what="I became director.", on=in_year(2025), because_of=[helped], today=today)
    planned = {"on": exactly(today + timedelta(days=3)), "today": today, "deed": "Lunch"}
    moments.record(grace, lane="together", kind="meeting_planned", **planned)
    bell = make.mentor(ada, "Thomas Bell")
    loops.tell_of(ada, what="My first book.", on=in_year(2026), because_of=[make.helped(bell, today)], today=today)
    assert "Grace Hill" in as_ada.get("/").text

    rest(grace, today)

    page = as_ada.get("/").text
    assert "Grace Hill" not in page
    assert "Lunch" not in page
    assert "My first book." in page


def test_what_is_never_to_be_told_does_not_stand_beside_either(as_ada, ada, grace, today):
    helped = make.helped(grace, today)
    loops.tell_of(ada, what="I became director.", on=in_year(2025), because_of=[helped], today=today)
    before = as_ada.get("/").text

    answer = as_ada.post(
        f"/today/{grace.pk}/not-now/", {"act": "tell", "days": "never"}, headers={"HX-Request": "true"}
    )

    assert "Still untold" in before
    assert "Still untold" not in as_ada.get("/").text
    assert 'id="this-week" hx-swap-oob="innerHTML">Remember who' in answer.text


def test_for_a_fortnight_after_a_death_only_the_day_is_named(as_ada, grace, today):
    people.say_life(grace, "died", today=today)

    assert "Good afternoon" not in as_ada.get("/").text
    with time_machine.travel(NOON + timedelta(days=15), tick=False):
        as_ada.force_login(grace.member)
        assert "Good afternoon" in as_ada.get("/").text


def test_after_long_silence_it_is_first_to_be_found_out_how_they_are(as_ada, ada, grace, today):
    long_ago = in_year(2001)
    Person.objects.filter(pk=grace.pk).update(life_changed_on=None)
    Role.objects.update(begins=long_ago, ends=long_ago)
    reach = f"/today/{grace.pk}/reach/?act=reconnect"

    first = as_ada.get(reach).text
    wrong = as_ada.post(f"/today/{grace.pk}/find-out/?act=reconnect", {"life": "perhaps"})
    unknown = as_ada.post(f"/today/{grace.pk}/find-out/?act=reconnect", {"life": "unknown"})
    found = as_ada.get(unknown["Location"]).text
    as_ada.post(f"/today/{grace.pk}/find-out/?act=reconnect", {"life": "living"})

    assert "First, how is" in first
    assert "grace@example.edu" not in first
    assert (wrong.status_code, "Say what you found out." in wrong.text) == (422, True)
    assert "grace@example.edu" in found
    assert "grace@example.edu" in as_ada.get(reach).text


def test_whoever_was_found_to_have_died_is_not_to_be_reached(as_ada, grace):
    answer = as_ada.post(f"/today/{grace.pk}/find-out/?act=reconnect", {"life": "died", "died": "2019"})

    assert answer["Location"].startswith(f"/people/{grace.pk}/remembrance/?said=")
    assert "grace@example.edu" not in as_ada.get(f"/today/{grace.pk}/reach/").text


def test_a_stale_page_does_not_take_back_a_death(as_ada, grace):
    as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2020"})

    refused = as_ada.post(f"/today/{grace.pk}/find-out/", {"life": "living", "died": ""})

    grace.refresh_from_db()
    assert refused.status_code == 422
    assert "Grace Hill has died, as you said." in refused.text
    assert (grace.life, str(grace.died)) == ("died", "2020")


def test_who_asked_for_rest_is_not_to_be_reached(as_ada, grace):
    people.say_contact(grace, "ended")

    page = as_ada.get(f"/today/{grace.pk}/reach/").text

    assert "grace@example.edu" not in page


def test_cleo_finds_no_card_of_adas(as_cleo, grace, today):
    moment = make.helped(grace, today)

    assert as_cleo.get(f"/today/{grace.pk}/reach/").status_code == 404
    for act in ("begin", "done", "not-now"):
        typed = {"act": "thank", "about": str(moment.pk), "how": "wrote", "days": "7"}
        assert as_cleo.post(f"/today/{grace.pk}/{act}/", typed).status_code == 404
    assert _shown(as_cleo.get("/").text) == []
