"""What has been is spoken of as past, and whom one let go of is brought up nowhere unasked."""

import re
from datetime import date

import pytest

from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year, read_day
from bothways.moments import actions as moments
from bothways.moments.tests import make
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.street import queries


def _pages(client, person, chapter):
    paths = (f"/people/{person.pk}/", f"/people/{person.pk}/about/", "/people/", f"/chapters/{chapter.pk}/")
    return {path: client.get(path).text for path in paths}


@pytest.mark.parametrize("why", ["died", "ended"])
@pytest.mark.parametrize(
    ("language", "role", "now", "then"),
    [
        ("en", "mentee", ("ou mentor them", "I mentor them</span>"), "mentored them"),
        ("es", "mentee", ("entoría: yo le guío",), "entoría: yo le guie"),
        ("es", "mentor", ("entoría: me guía",), "entoría: me guio"),
    ],
)
def test_what_they_were_is_past_on_every_page(as_ada, ada, today, why, language, role, now, then):
    Member.objects.filter(pk=ada.pk).update(language=language)
    person = people.keep(ada, name="Rosa Quispe")
    chapter = people.begin_chapter(ada, name="School")
    said = people.say_role(person, role, chapter=chapter, begins=in_year(2010))
    before = _pages(as_ada, person, chapter)

    if why == "died":
        people.say_life(person, "died", today=today)
    else:
        people.change_role(said, version=said.version, values={"ends": in_year(2012)})

    for path, page in _pages(as_ada, person, chapter).items():
        shown = _but_the_choices(page)
        assert then in shown, path
        assert then not in _but_the_choices(before[path]), path
        assert [word for word in now if word in shown] == [], path


def test_what_ends_one_day_is_not_past_yet(as_ada, ada, today):
    person = people.keep(ada, name="Mei Xu")
    chapter = people.begin_chapter(ada, name="Doctorate")
    people.say_role(person, "mentee", chapter=chapter, begins=in_year(today.year), ends=in_year(today.year + 2))

    for path, page in _pages(as_ada, person, chapter).items():
        assert "entored them" not in _but_the_choices(page), path


def _but_the_choices(page):
    """What they are to each other can be said anew, in the present."""
    return re.sub(r"(?s)<(option|label)\b.*?</\1>", "", page)


@pytest.fixture
def ended(ada, grace, lin, today):
    for person, words in ((grace, "Look again."), (lin, "Keep at it.")):
        make.moment(person, lane="theirs", kind="kept_words", words=words, on=exactly(today))
        make.moment(person, lane="theirs", kind="letter", words=f"A letter. {words}", on=exactly(today))
    people.say_contact(grace, "ended")
    return grace


@pytest.mark.parametrize("path", ["/words/", "/received/"])
def test_whom_one_ended_contact_with_is_not_brought_up_by_their_words(as_ada, ended, path):
    page = as_ada.get(path).text

    assert "Keep at it." in page
    assert "Look again." not in page
    assert "Grace Hill" not in page
    assert "Look again." in as_ada.get(f"/people/{ended.pk}/").text


def test_beside_their_name_it_is_said_that_contact_has_ended(as_ada, ended):
    page = as_ada.get("/people/").text

    beside_grace = page[page.index("Grace Hill") :].partition("</li>")[0]
    assert "contact has ended" in beside_grace
    assert "they wrote" not in beside_grace


def test_there_is_nobody_to_congratulate_who_has_died(as_ada, grace, today):
    people.say_life(grace, "died", today=today)
    says = "Grace Hill has died. What you would have been glad of together"

    page = as_ada.get(f"/people/{grace.pk}/good-news/", follow=True)
    answer = as_ada.post(f"/people/{grace.pk}/good-news/keep/", {"deed": "You won the prize.", "on": "2026"})

    assert page.redirect_chain[-1][0] == f"/people/{grace.pk}/remembrance/"
    assert says in page.text
    assert answer.status_code == 422
    assert says in answer.text
    assert "You won the prize." in answer.text
    assert not Person.objects.filter(state__isnull=False).exists()


def test_hints_in_spanish_are_spanish(as_ada, ada, grace):
    Member.objects.filter(pk=ada.pk).update(language="es")

    about, first = as_ada.get(f"/people/{grace.pk}/about/").text, as_ada.get("/first/", follow=True).text

    assert "Mr. Bell" not in about + first
    assert "Sr. Bello, Rosa" in about
    assert "Sr. Bello, Rosa, tía" in first
    assert re.search(r"Apellidos\s*</label>", about)


def test_the_last_of_the_first_minutes_takes_back_no_death_that_was_said_meanwhile(as_ada, ada, grace):
    address = as_ada.get(f"/first/{grace.pk}/what/")["Location"]
    on = as_ada.post(address, {"kind": "time", "on": "1996", "deed": "You let me stay."})["Location"]
    last = as_ada.post(on, {"words": ""})["Location"]
    as_ada.post(f"/people/{grace.pk}/life/", {"life": "died", "died": "2020"})

    refused = as_ada.post(last, {"life": "living", "died": ""})

    assert "Grace Hill has died, as you said" in refused.text
    assert Person.objects.get(pk=grace.pk).life == "died"


@pytest.mark.parametrize(
    ("died", "said_on", "came"),
    [("2026-11-20", 22, False), ("2026", 22, False), ("", 22, False), ("2026-11-25", 26, True)],
)
def test_what_was_planned_for_after_the_death_never_came_also_when_its_day_has_passed(
    ada, grace, today, died, said_on, came
):
    planned = {"kind": "ahead", "lane": "theirs", "on": exactly(date(2026, 11, 24)), "deed": "Your operation"}
    moment = moments.record(grace, today=today, **planned)
    people.say_life(grace, "died", died=read_day(died), today=date(2026, 11, said_on))
    later = date(2026, 12, 9)

    deeds = queries.remembrance(ada, grace, later).deeds
    lines = [line for _, era in queries.street(ada, grace, today=later).eras for line in era]

    assert moment in deeds if came else deeds == []
    assert any(line.moment == moment for line in lines) == came
