"""Who of these mentored you: under which name, and since when."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bothways.accounts.models import Member
from bothways.exchange.actions.who import answer
from bothways.exchange.queries.who import everybody, sheet
from bothways.exchange.tests import make
from bothways.formats.days import in_year
from bothways.gratitude.actions import writing
from bothways.people import actions as people
from bothways.people.models import Person, Role
from bothways.people.queries import chapters

NORA = "a-nora@clinic.example"


@pytest.fixture
def mail(ada: Member, tmp_path: Path, now: datetime) -> None:
    text = make.archive(ada.email, ['"Weiss, Nora" <nora@clinic.example>'], 10, every=timedelta(days=40))
    make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)


def test_a_name_with_the_family_first_is_kept_as_one_says_it(ada: Member, mail: None) -> None:
    answer(ada, {NORA: "mentor"}, chapter=None)

    nora = Person.objects.get()
    assert (nora.name, nora.given, nora.family, nora.folded) == ("Nora Weiss", "Nora", "Weiss", "nora weiss")


def test_whoever_is_kept_under_that_name_in_order_is_offered(ada: Member, mail: None) -> None:
    people.say_role(people.keep(ada, name="Nora Weiss"), "mentor")

    [row] = sheet(ada, chapters(ada), stretch="", after="", this_year=2026).rows

    assert row.namesake == "Nora Weiss"


def test_a_chapter_that_goes_on_does_not_say_since_when(ada: Member, mail: None) -> None:
    practice = people.begin_chapter(ada, name="Practice", begins=in_year(1999))
    [first] = [one.first for one in everybody(ada).asked_about]

    answer(ada, {NORA: "mentee"}, chapter=practice)

    assert first is not None
    assert [(str(one.begins), one.ends) for one in Role.objects.all()] == [(str(first), None)]


def test_nobody_is_asked_about_whose_contact_has_ended_or_who_mourns_somebody(
    ada: Member, grace: Person, now: datetime
) -> None:
    ended, widow, _ = (people.keep(ada, name=name) for name in ("Walter Hill", "Mrs. Bell", "Rosa Ortega"))
    people.say_contact(ended, "ended")
    people.say_life(grace, "died", today=now.date())
    writing.start(ada, widow, kind="family", in_memory_of=grace, at=now)

    assert [one.name for one in everybody(ada).asked_about] == ["Rosa Ortega"]
