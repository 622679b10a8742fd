"""What they said, kept to be read again."""

from datetime import timedelta

from bothways.formats.days import exactly
from bothways.moments.tests import make
from bothways.people import actions as people
from bothways.street.queries import A_PART, kept_words


def test_their_words_stand_with_whose_they_are_and_when_the_newest_first(as_ada, ada, grace, today):
    bell = people.keep(ada, name="Thomas Bell")
    make.moment(bell, lane="theirs", kind="kept_words", words="Careful hands can be taught.", on=exactly(today))
    make.moment(grace, lane="theirs", kind="time", words="Look again.", on=exactly(today - timedelta(days=9)))
    make.moment(grace, lane="mine", kind="wrote", words="My own words.", on=exactly(today))
    people.say_life(bell, "died", today=today)

    page = as_ada.get("/words/").text

    assert page.index("“Careful hands can be taught.”") < page.index("“Look again.”")
    assert "Thomas Bell" in page
    assert "remembered" in page
    assert "My own words." not in page


def test_many_words_come_in_parts_and_none_twice(as_ada, ada, grace, today):
    for number in range(A_PART + 3):
        on = exactly(today - timedelta(days=number % 7))
        make.moment(grace, lane="theirs", kind="kept_words", words=f"Number {number}.", on=on)

    first = kept_words(ada)
    rest = kept_words(ada, after=first.shown[-1])
    part = as_ada.get(f"/words/?after={first.earlier}", headers={"HX-Request": "true"}).text

    assert len({one.pk for one in (*first.shown, *rest.shown)}) == A_PART + 3
    assert (rest.earlier, part.count("<blockquote")) == (None, 3)


def test_without_any_the_page_asks_for_some(as_ada):
    assert "Whose sentence do you still hear?" in as_ada.get("/words/").text


def test_cleo_reads_nothing_of_adas(as_cleo, grace, today):
    said = make.moment(grace, lane="theirs", kind="kept_words", words="Look again.", on=exactly(today))

    assert "Look again." not in as_cleo.get("/words/").text
    assert as_cleo.get(f"/words/?after={said.pk}").status_code == 404
