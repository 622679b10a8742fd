"""Loops, news, and letters as they are written."""

from datetime import date, timedelta

import pytest

from bothways.accounts.models import Member
from bothways.formats.days import exactly, in_month, in_year
from bothways.gratitude.actions import loops, writing
from bothways.gratitude.models import Letter, Loop, News, Telling
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.beside import left_out
from bothways.gratitude.queries.loops import telling, telling_to
from bothways.gratitude.tests import make
from bothways.ground.records import change
from bothways.ground.refusals import ChangedMeanwhile
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.people.models import Person


def test_help_that_came_to_me_opens_a_loop_once_and_other_moments_open_none(grace: Person, today: date) -> None:
    helped = make.help_of(grace)
    met = moments.record(grace, lane="together", kind="met", on=exactly(today), today=today)

    loops.follow(helped)
    loops.follow(met)

    assert [loop.moment for loop in Loop.objects.all()] == [helped]


def test_a_loop_goes_when_its_moment_was_no_help_after_all_and_moves_with_its_day(grace: Person, today: date) -> None:
    helped, other = make.help_of(grace), make.help_of(grace)
    moments.amend(helped, version=1, lane="theirs", kind="kept_words", on=in_year(2025), today=today)
    moments.amend(other, version=1, lane="theirs", kind="chance", on=in_year(1996), today=today)

    loops.follow(helped)
    loops.follow(other)

    assert [(loop.moment_id, loop.since) for loop in Loop.objects.all()] == [(other.pk, date(1996, 12, 31))]


def test_news_is_for_whoever_helped_and_whomever_it_concerns_and_a_double_click_tells_nobody_twice(
    ada: Member, grace: Person, lin: Person
) -> None:
    helped = make.help_of(grace)

    make.news_of(helped, also=(lin, grace))
    make.news_of(helped, also=(lin, grace))

    assert News.objects.count() == 1
    assert {(one.person, one.moment) for one in Telling.objects.all()} == {(grace, helped), (lin, None)}


def test_news_of_this_month_lies_no_later_than_today_and_news_ahead_is_refused(ada: Member, today: date) -> None:
    news = loops.tell_of(ada, what="I passed.", on=in_month(2026, 11), today=today)

    assert news.latest == today
    with pytest.raises(loops.NotADay):
        loops.tell_of(ada, what="I shall pass.", on=in_year(2027), today=today)


def test_a_letter_begins_with_what_is_kept_word_for_word(grace: Person) -> None:
    helped = make.help_of(grace, cost="You missed your bus.", effect="")

    letter = make.letter_to(grace, helped)

    assert letter.answers() == {"deed": make.DEED, "cost": "You missed your bus.", "words": f"“{make.WORDS}”"}


def test_their_words_stand_in_a_letter_once(grace: Person) -> None:
    helped = make.help_of(grace, deed="You wrote on my paper that careful hands can be taught.")

    letter = make.letter_to(grace, helped)

    assert "words" not in letter.answers()
    assert not left_out(letter)


def test_there_is_one_unfinished_letter_to_a_person_however_often_it_is_begun(grace: Person) -> None:
    first = make.letter_to(grace, make.help_of(grace))
    make.save(first, cost="You missed your bus.")

    again = make.letter_to(grace, make.help_of(grace, deed="You wrote for me.", cost="A weekend."))

    assert again.pk == first.pk
    assert again.answers()["deed"] == make.DEED
    assert again.answers()["cost"] == "You missed your bus."


def test_a_letter_that_tells_news_says_it_as_where_i_am_now(grace: Person, ada: Member) -> None:
    news = make.news_of(make.help_of(grace))
    telling = telling_to(ada, grace, news.pk)

    letter = writing.start(ada, grace, telling=telling, at=make.NOW)

    assert letter.answers()["now"] == "I became director of the clinic."
    assert letter.answers()["deed"] == make.DEED


def test_a_letter_to_someone_without_mail_is_a_card(ada: Member, grace: Person) -> None:
    bell = people.keep(ada, name="Thomas Bell")

    assert make.letter_to(bell).form == "card"
    assert make.letter_to(grace).form == "letter"


def test_whoever_saves_an_older_version_is_told_and_nothing_is_written_over(grace: Person) -> None:
    here, there = make.letter_to(grace, make.help_of(grace)), Letter.objects.get()
    make.save(here, now="I teach.")

    with pytest.raises(ChangedMeanwhile):
        make.save(there, now="I paint.")

    assert Letter.objects.get().answers()["now"] == "I teach."


def test_the_same_words_twice_are_saved_once(grace: Person) -> None:
    here, there = make.letter_to(grace, make.help_of(grace)), Letter.objects.get()
    make.save(here, now="I teach.")

    make.save(there, now="I teach.")

    assert Letter.objects.get().version == 2


def test_news_to_be_told_comes_into_the_draft_that_says_already_where_one_is(ada: Member, grace: Person) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    make.save(letter, now="I draw every day.")
    told = telling_to(ada, grace, make.news_of(make.help_of(grace), "I teach now.").pk)

    writing.start(ada, grace, telling=told, at=make.NOW)
    woven = queries.letter(ada, letter.pk).answers()["now"]
    make.save(queries.letter(ada, letter.pk), now="I draw every day.")  # taken out again by the member
    writing.start(ada, grace, telling=telling(ada, told.pk), at=make.NOW)

    assert woven == "I draw every day.\n\nI teach now."
    assert queries.letter(ada, letter.pk).answers()["now"] == "I draw every day."


def test_a_loop_is_let_go_in_one_of_three_ways_and_taken_up_again(grace: Person) -> None:
    make.help_of(grace)
    loop = Loop.objects.get()

    loops.let_go(loop, "too_late")
    with pytest.raises(loops.NoSuchAnswer):
        loops.let_go(loop, "boring")
    assert Loop.objects.get().let_go == "too_late"
    loops.take_up_again(loop)

    assert Loop.objects.get().let_go == ""


def test_the_calm_line_is_shown_once_a_draft(grace: Person) -> None:
    letter = make.letter_to(grace)

    assert [writing.show_calm_line(letter) for _ in range(3)] == [True, False, False]


def test_weaving_in_sets_the_words_below_what_stands_there(grace: Person, ada: Member) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    other = make.help_of(grace, deed="You wrote for me.", words="")
    left = next(one for one in left_out(letter) if one.id == other.pk)

    writing.weave_in(letter, left, at=make.NOW)

    assert queries.letter(ada, letter.pk).answers()["deed"] == f"{make.DEED}\n\nYou wrote for me."
    assert Loop.objects.filter(thanked_by=letter).count() == 2


def test_no_answer_grows_longer_than_one_may_be(grace: Person, ada: Member) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    writing.save(
        letter,
        version=letter.version,
        answers={"deed": "x" * 19_990},
        greeting="",
        close="",
        signature="",
        form="letter",
        at=make.NOW,
    )
    other = make.help_of(grace, deed="You wrote for me.", words="")
    left = next(one for one in left_out(letter) if one.id == other.pk)

    with pytest.raises(writing.AnswerIsFull):
        writing.weave_in(letter, left, at=make.NOW)

    assert queries.letter(ada, letter.pk).answers()["deed"] == "x" * 19_990
    assert not Loop.objects.filter(moment=other, thanked_by=letter).exists()


def test_news_for_which_a_letter_has_no_room_waits_beside_it(ada: Member, grace: Person, today: date) -> None:
    help_ = make.help_of(grace)
    for number in range(6):
        news = loops.tell_of(ada, what=f"{number} " + "x" * 4_000, on=in_year(2026), because_of=[help_], today=today)
        letter = writing.start(ada, grace, telling=Telling.objects.get(news=news), at=make.NOW)

    now = queries.letter(ada, letter.pk).answers()["now"]
    assert len(now) < 20_000
    assert [one.text[0] for one in left_out(letter) if one.kind == "news"] == ["4", "5"]


def test_how_they_are_is_asked_once_after_long_silence_and_where_it_is_unknown(ada: Member, today: date) -> None:
    bell = people.keep(ada, name="Thomas Bell")
    letter = make.letter_to(bell, make.help_of(bell, on=in_year(1996)))

    assert queries.find_out_first(letter, today)
    writing.find_out(letter, "unknown", today=today, at=make.NOW)
    assert not queries.find_out_first(letter, today)


def test_whom_one_mentors_now_is_not_asked_about(ada: Member, today: date) -> None:
    ana = people.keep(ada, name="Ana Ruiz")
    people.say_role(ana, "mentee")

    assert not queries.is_long_silent(ana, today)
    change(ana, life="unknown")
    assert queries.is_long_silent(ana, today)


def test_whoever_helped_lately_or_was_said_to_live_is_not_asked_about(ada: Member, grace: Person, today: date) -> None:
    lately = make.letter_to(grace, make.help_of(grace, on=exactly(today - timedelta(days=9))))
    bell = people.keep(ada, name="Thomas Bell")
    people.say_life(bell, "living", today=today)
    said = make.letter_to(bell, make.help_of(bell, on=in_year(1996)))

    assert not queries.find_out_first(lately, today)
    assert not queries.find_out_first(said, today)
    change(bell, life="unknown")
    assert queries.find_out_first(said, today)
