"""How it stands with a help, or with good news of theirs: open, written about, closed, or laid down."""

from datetime import date, timedelta

import pytest
from django.test import Client

from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops, writing
from bothways.gratitude.models import Letter, Telling
from bothways.gratitude.queries.loops import loop, standing, theirs
from bothways.gratitude.tests import make
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people.models import Person


def _news(person: Person, on: date = make.TODAY) -> Moment:
    moment = moments.record(
        person,
        lane="theirs",
        kind="milestone",
        on=exactly(on),
        today=make.TODAY,
        deed="You defended your thesis.",
    )
    loops.follow(moment)
    return moment


def _stands(moment: Moment) -> tuple[object, ...] | None:
    found = standing(moment.member, moment)
    return found and (found.state, found.letter, found.day)


@pytest.mark.parametrize("kind", ["help", "news"])
def test_it_is_open_then_begun_then_waits_then_is_closed_by_its_letter(
    ada: Member, grace: Person, today: date, kind: str
) -> None:
    moment = make.help_of(grace, on=in_year(2025)) if kind == "help" else _news(grace)
    assert _stands(moment) == ("open", None, None)

    about = {"moments": [moment]} if kind == "help" else {"theirs": theirs(ada, moment.pk), "kind": "congratulation"}
    letter = writing.start(ada, grace, **about, at=make.NOW)
    assert _stands(moment) == ("begun", letter.pk, None)
    leaving.make_ready(letter, "print", make.NOW)
    assert _stands(moment) == ("waiting", letter.pk, None)
    leaving.give(letter, exactly(today), today)
    assert _stands(moment) == ("closed", letter.pk, today)


def test_what_is_laid_down_says_so_and_is_open_again_when_taken_up(ada: Member, grace: Person) -> None:
    for moment, row in ((one := make.help_of(grace), loop(ada, one.pk)), (two := _news(grace), theirs(ada, two.pk))):
        loops.let_go(row, "done")
        assert _stands(moment) == ("let_go", None, None)
        loops.take_up_again(row)
        assert _stands(moment) == ("open", None, None)


def test_what_is_laid_down_while_its_letter_waits_still_waits(ada: Member, grace: Person) -> None:
    letter = make.ready_letter(grace, moment := make.help_of(grace))

    loops.let_go(loop(ada, moment.pk), "done")

    assert _stands(moment) == ("waiting", letter.pk, None)


def test_what_is_neither_and_what_is_another_members_says_nothing(ben: Member, grace: Person) -> None:
    helped = make.help_of(grace)
    met = moments.record(grace, lane="together", kind="met", on=exactly(make.TODAY), today=make.TODAY)

    assert (_stands(met), standing(ben, helped)) == (None, None)


def _congratulated(person: Person, on: date) -> Moment:
    said = moments.record(person, lane="mine", kind="congratulated", on=exactly(on), today=make.TODAY)
    loops.follow(said)
    return said


def test_a_congratulation_written_down_closes_the_latest_news_before_it_and_taken_away_opens_it(
    as_ada: Client, grace: Person
) -> None:
    older, news = make.TODAY - timedelta(days=40), make.TODAY - timedelta(days=3)
    [before, latest] = [_news(grace, on) for on in (older, news)]

    said = _congratulated(grace, make.TODAY - timedelta(days=1))
    assert (_stands(before), _stands(latest)) == (("open", None, None), ("closed", None, said.latest))
    as_ada.post(f"/moments/{said.pk}/take-away/")
    assert _stands(latest) == ("open", None, None)


def test_news_after_the_congratulation_is_still_open(grace: Person) -> None:
    _congratulated(grace, make.TODAY - timedelta(days=9))

    assert _stands(_news(grace)) == ("open", None, None)


def test_a_page_of_before_begins_no_second_letter_for_what_was_said(as_ada: Client, ada: Member, grace: Person) -> None:
    letter = make.ready_letter(grace, moment := make.help_of(grace))

    while_it_waits = as_ada.post(f"/moments/{moment.pk}/thank/")
    leaving.give(letter, exactly(make.TODAY), make.TODAY)
    once_it_is_given = as_ada.post(f"/moments/{moment.pk}/thank/")

    assert while_it_waits["Location"] == once_it_is_given["Location"] == f"/letters/{letter.pk}/"
    assert Letter.objects.count() == 1


def test_nor_for_news_that_was_told(as_ada: Client, ada: Member, grace: Person) -> None:
    make.news_of(make.help_of(grace))
    telling = Telling.objects.get()
    letter = writing.start(ada, grace, telling=telling, kind="progress", at=make.NOW)
    make.save(letter, now=telling.news.what)
    leaving.make_ready(letter, "print", make.NOW)
    leaving.give(letter, exactly(make.TODAY), make.TODAY)

    again = as_ada.post(f"/letters/to/{grace.pk}/start/", {"telling": str(telling.pk)})

    assert again["Location"] == f"/letters/{letter.pk}/"
    assert Letter.objects.count() == 1


def test_one_congratulation_is_for_all_news_of_one_day_and_a_year_holds_all_its_days(grace: Person) -> None:
    [one, other] = [_news(grace), _news(grace)]

    said = _congratulated(grace, make.TODAY)

    assert [_stands(news) for news in (one, other)] == [("closed", None, said.latest)] * 2
