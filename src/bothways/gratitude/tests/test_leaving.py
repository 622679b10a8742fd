"""Letters leave: ready, given, back to the draft, and never to someone who has died."""

from datetime import date, timedelta

import pytest

from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import leaving, loops, writing
from bothways.gratitude.models import Letter, Loop, Telling
from bothways.gratitude.queries import letters as of_letters
from bothways.gratitude.queries import loops as queries
from bothways.gratitude.queries.beside import left_out
from bothways.gratitude.tests import make
from bothways.moments import actions as moments
from bothways.moments.models import Moment, State
from bothways.people import actions as people
from bothways.people.models import Person


def test_ready_keeps_what_was_written_about_the_help_with_its_moment_where_that_was_blank(grace: Person) -> None:
    helped = make.help_of(grace, effect="I chose histology.")
    letter = make.letter_to(grace, helped)
    make.save(letter, cost="You missed your bus.", effect="I chose medicine.")

    leaving.make_ready(letter, "print", make.NOW)

    helped.refresh_from_db()
    assert (helped.cost, helped.effect) == ("You missed your bus.", "I chose histology.")


def test_ready_is_not_given(grace: Person) -> None:
    make.ready_letter(grace, make.help_of(grace))

    assert Loop.objects.get().thanked_on is None
    assert not Moment.objects.filter(lane="mine").exists()


def test_an_empty_letter_is_not_ready(grace: Person) -> None:
    with pytest.raises(leaving.NothingWritten):
        make.ready_letter(grace)


def test_given_twice_is_one_moment_in_my_lane_and_its_loop_is_closed(grace: Person, today: date) -> None:
    letter = make.ready_letter(grace, make.help_of(grace))

    leaving.give(letter, exactly(today), today)
    leaving.give(Letter.objects.get(), exactly(today), today)

    moment = Moment.objects.get(lane="mine")
    assert (moment.kind, moment.deed, moment.source_key) == ("thanked", "Thank-you letter", str(letter.pk))
    assert (Loop.objects.get().thanked_on, Loop.objects.get().thanked_by) == (today, letter)
    assert Letter.objects.get().state == "given"


def test_a_letter_that_told_news_closes_the_telling_and_the_thanks(ada: Member, grace: Person, today: date) -> None:
    news = make.news_of(make.help_of(grace))
    letter = writing.start(ada, grace, telling=queries.telling_to(ada, grace, news.pk), at=make.NOW)
    leaving.make_ready(letter, "copy", make.NOW)

    leaving.give(letter, exactly(today), today)

    assert Moment.objects.get(lane="mine").kind == "told_outcome"
    assert (Telling.objects.get().told_on, Loop.objects.get().thanked_on) == (today, today)


def test_news_that_the_words_do_not_say_stays_to_be_told_unless_they_know(
    ada: Member, grace: Person, today: date
) -> None:
    for knows in (False, True):
        news = make.news_of(make.help_of(grace), f"News that they know: {knows}")
        letter = writing.start(ada, grace, telling=queries.telling_to(ada, grace, news.pk), at=make.NOW)
        make.save(letter, now="I draw every day.")
        leaving.make_ready(letter, "copy", make.NOW)
        leaving.give(letter, exactly(today), today, knows=knows)

    told = {one.news.what[-5:]: (one.told_on, one.told_by) for one in Telling.objects.select_related("news")}
    assert told == {"False": (None, None), " True": (today, letter)}
    assert set(Moment.objects.filter(lane="mine").values_list("kind", flat=True)) == {"thanked", "told_outcome"}


def test_what_was_said_aloud_is_not_called_written(ada: Member, grace: Person, today: date) -> None:
    letter = make.ready_letter(grace, make.help_of(grace), by="say")

    leaving.give(letter, exactly(today), today)

    state = State.objects.get(person=grace)
    assert (state.last_contact, state.last_mine, state.last_together) == (today, None, today)


def test_a_letter_that_reached_them_before_they_died_is_given_and_stays_so(grace: Person, today: date) -> None:
    letter = make.ready_letter(grace, make.help_of(grace))
    for life in ("died", "living"):
        writing.say_life(grace, life, today=today, at=make.NOW)
        leaving.give(Letter.objects.get(), exactly(today), today)

    assert (Letter.objects.get().state, Letter.objects.get().kind) == ("given", "thanks")
    assert Letter.objects.get() == letter


def test_no_letter_reached_them_on_a_day_after_their_death(grace: Person, today: date) -> None:
    make.ready_letter(grace, make.help_of(grace), at=make.NOW - timedelta(days=20))
    died, day_after = exactly(today - timedelta(days=9)), exactly(today - timedelta(days=8))
    writing.say_life(grace, "died", died=died, today=today, at=make.NOW)

    with pytest.raises(moments.AfterTheirDeath, match="had died by that day"):
        leaving.give(Letter.objects.get(), day_after, today)
    assert (Letter.objects.get().state, Moment.objects.filter(lane="mine").exists()) == ("ready", False)

    leaving.give(Letter.objects.get(), died, today)
    assert Letter.objects.get().given_on == died.latest


def test_what_a_ready_letter_thanks_for_is_closed_by_that_one(ada: Member, grace: Person, today: date) -> None:
    helped = make.help_of(grace)
    ready = make.ready_letter(grace, helped)
    make.letter_to(grace, helped, make.help_of(grace, deed="You wrote for me."))

    leaving.give(ready, exactly(today), today)

    assert Loop.objects.get(moment=helped).thanked_on == today


def test_news_that_a_ready_letter_tells_is_closed_by_that_one(ada: Member, grace: Person, today: date) -> None:
    telling = queries.telling_to(ada, grace, make.news_of(make.help_of(grace)).pk)
    ready = writing.start(ada, grace, telling=telling, at=make.NOW)
    leaving.make_ready(ready, "copy", make.NOW)
    other = make.letter_to(grace, make.help_of(grace, deed="You wrote for me."))
    left = next(one for one in left_out(other) if one.kind == "news")
    writing.weave_in(other, left, at=make.NOW)

    leaving.give(ready, exactly(today), today)

    assert Telling.objects.get().told_on == today


def test_a_draft_cannot_be_given(grace: Person, today: date) -> None:
    letter = make.letter_to(grace, make.help_of(grace))

    with pytest.raises(leaving.NotReady):
        leaving.give(letter, exactly(today), today)


def test_what_was_not_given_is_a_draft_again_unless_another_was_begun(grace: Person) -> None:
    letter = make.ready_letter(grace, make.help_of(grace))
    leaving.not_given(letter, make.NOW)
    leaving.make_ready(letter, "say", make.NOW)
    make.letter_to(grace)

    with pytest.raises(leaving.AnotherDraft):
        leaving.not_given(letter, make.NOW)


def test_a_letter_to_someone_who_died_never_leaves_and_an_undone_death_restores_it(grace: Person, today: date) -> None:
    draft, ready = make.help_of(grace), make.ready_letter(grace, make.help_of(grace))
    writing.say_life(grace, "died", today=today, at=make.NOW)
    unsent = make.letter_to(grace, draft)

    with pytest.raises(leaving.NeverLeaves):
        leaving.make_ready(unsent, "print", make.NOW)
    writing.say_life(grace, "living", today=today, at=make.NOW)

    assert set(Letter.objects.values_list("pk", "kind", "state")) == {
        (ready.pk, "thanks", "ready"), (unsent.pk, "thanks", "draft"),
    }  # fmt: skip


def test_a_given_letter_stays_and_a_deleted_draft_leaves_its_loop_open(grace: Person, today: date) -> None:
    given = make.ready_letter(grace, make.help_of(grace))
    leaving.give(given, exactly(today), today)
    draft = make.letter_to(grace, make.help_of(grace))

    writing.throw_away(draft)

    assert Loop.objects.filter(thanked_on=None, thanked_by=None).count() == 1
    with pytest.raises(writing.WasGiven):
        writing.throw_away(Letter.objects.get())


def test_whoever_typed_the_words_of_a_help_has_thanked_for_it(ada: Member, grace: Person, today: date) -> None:
    helped = make.help_of(grace, deed="You taught me to swim.", words="")
    make.help_of(grace, deed="You wrote my reference.", words="")
    letter = make.letter_to(grace)
    make.save(letter, deed="You taught me to swim.", effect="I cross the lake now.")

    leaving.make_ready(letter, "say", make.NOW)
    leaving.give(letter, exactly(today), today)

    assert Loop.objects.get(moment=helped).thanked_on == today
    assert [one.moment.deed for one in queries.open_loops(ada, today) if one.moment and one.kind == "unthanked"] == [
        "You wrote my reference."
    ]


def test_nothing_is_given_before_what_it_thanks_for(as_ada, grace: Person) -> None:  # type: ignore[no-untyped-def]
    letter = make.ready_letter(grace, make.help_of(grace, on=in_year(2020)))

    answer = as_ada.post(f"/letters/{letter.pk}/given/", {"on": "2001-01-01"})

    assert answer.status_code == 400
    assert "That day is before what it speaks of (2020)." in answer.text
    assert not Moment.objects.filter(lane="mine").exists()


def test_nobody_at_rest_is_asked_about(as_ada, ada: Member, grace: Person) -> None:  # type: ignore[no-untyped-def]
    make.ready_letter(grace, make.help_of(grace))
    people.say_contact(grace, "ended")

    page = as_ada.get("/letters/").text

    assert "for Grace Hill" in page
    assert "Did it reach them?" not in page
    assert "It waits." not in page


def test_who_flew_west_gives_today_what_thanks_for_a_help_of_tomorrow(grace: Person, today: date) -> None:
    letter = make.ready_letter(grace, make.help_of(grace, on=exactly(today)))
    before = today - timedelta(days=1)  # the day that it is where they are now

    leaving.give(letter, exactly(before), before)

    assert Loop.objects.get().thanked_on == before


def test_of_one_who_died_it_is_asked_whether_it_reached_them_and_answered_with_yes(as_ada, grace: Person) -> None:  # type: ignore[no-untyped-def]
    letter = make.ready_letter(grace, make.help_of(grace))
    writing.say_life(grace, "died", today=make.TODAY, at=make.NOW)

    page = as_ada.get(f"/letters/{letter.pk}/").text

    assert "Did it reach them before?" in page
    assert "Yes, it did" in page
    assert "It is with them" not in page


NOWHERE: dict[str, list[str]] = {"addresses": [], "phones": []}


def test_given_it_reads_as_it_was_given_whatever_its_person_is_called_later(ada, grace, today):
    letter = make.ready_letter(grace, make.help_of(grace))
    leaving.give(letter, exactly(today), today)
    given = of_letters.composed(letter)
    named = {"family": "Meadow", "name": "Grace Meadow", "language": "es"}
    people.amend(grace, version=grace.version, values=named, **NOWHERE)

    later = of_letters.composed(of_letters.letter(ada, letter.pk))

    assert (given.greeting, given.close) == ("Dear Dr. Hill,", "With gratitude,")
    assert later == given


def test_a_draft_again_it_goes_with_the_person_as_before(ada, grace):
    letter = make.ready_letter(grace, make.help_of(grace))
    people.amend(grace, version=grace.version, values={"family": "Meadow", "name": "Grace Meadow"}, **NOWHERE)
    leaving.not_given(of_letters.letter(ada, letter.pk), make.NOW)

    assert of_letters.composed(of_letters.letter(ada, letter.pk)).greeting == "Dear Dr. Meadow,"


def test_what_was_laid_down_and_thanked_for_all_the_same_is_laid_down_no_more(ada, grace, today):
    helped = make.help_of(grace)
    loops.let_go(helped.loop, "too_late")
    letter = make.ready_letter(grace, helped)
    before = queries.let_go(ada)

    leaving.give(letter, exactly(today), today)

    assert [one.pk for one in before] == [helped.pk]
    assert queries.let_go(ada) == []
