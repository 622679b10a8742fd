"""What Today suggests, told as stories."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from bothways.rhythm.rules import Tie
from bothways.today.rules.cards import Act, Code, Loop, Promised, PutOff, Relation, RememberedDay, Telling
from bothways.today.rules.suggest import in_memory, suggest

TODAY = date(2026, 11, 22)
MENTOR = (Tie("mentor"),)


def uid(number: int) -> UUID:
    return UUID(int=number)


GRACE, LIN, BELL = uid(1), uid(2), uid(3)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def in_touch(person: UUID, **others) -> Relation:
    """A mentor of whom nothing is due."""
    return Relation(**{"id": person, "ties": MENTOR, "last_contact": ago(60)} | others)


def day(*relations, loops=(), tellings=(), promises=(), put_offs=(), answered=0, today=TODAY):
    return suggest(relations, [*promises, *tellings, *loops], put_offs, answered, today)


def acts(*relations, **rows) -> list[tuple[UUID, str]]:
    return [(card.person, card.act) for card in day(*relations, **rows)]


def test_where_nothing_speaks_today_is_empty():
    assert day(in_touch(GRACE), in_touch(LIN)) == []


def test_an_outcome_comes_before_news_then_thanks_then_asking():
    people = [in_touch(uid(n)) for n in (1, 2, 3)] + [in_touch(uid(4), ahead_on=ago(3), ahead_id=uid(40))]
    loops = [Loop(uid(30), uid(3), ago(9000))]
    tellings = [Telling(uid(20), uid(2), ago(9)), Telling(uid(10), uid(1), ago(2), help=uid(11))]

    first = acts(*people, loops=loops, tellings=tellings)
    rest = acts(people[3], Relation(uid(5), ties=MENTOR))

    assert first == [(uid(1), "tell"), (uid(2), "tell"), (uid(3), "thank")]
    assert rest == [(uid(4), "ask"), (uid(5), "reconnect")]


def test_in_a_tier_the_oldest_day_comes_first():
    loops = [Loop(uid(11), GRACE, date(2014, 1, 1)), Loop(uid(12), LIN, date(1996, 1, 1))]

    assert acts(in_touch(GRACE), in_touch(LIN), loops=loops) == [(LIN, "thank"), (GRACE, "thank")]


def test_one_person_has_one_card_with_all_the_reasons():
    grace = in_touch(GRACE, last_contact=ago(400), ahead_on=ago(5), ahead_id=uid(13))

    (card,) = day(grace, loops=[Loop(uid(11), GRACE, ago(700))], tellings=[Telling(uid(12), GRACE, ago(9), uid(11))])

    assert card.act == Act.TELL
    assert [(one.code, one.id, one.help) for one in card.reasons] == [
        (Code.OUTCOME, uid(12), uid(11)),
        (Code.HELP, uid(11), None),
        (Code.AHEAD, uid(13), None),
        (Code.QUIET, GRACE, None),
    ]


def test_after_two_answers_in_the_week_one_card_is_left_and_after_three_none():
    loops = [Loop(uid(10 + n), uid(n), ago(900)) for n in range(1, 6)]
    people = [in_touch(uid(n)) for n in range(1, 6)]

    assert [len(day(*people, loops=loops, answered=n)) for n in range(5)] == [3, 2, 1, 0, 0]


def test_a_promise_whose_day_has_come_stands_before_an_outcome_and_passes_the_quiet():
    busy = in_touch(GRACE, last_contact=ago(1), done_on=ago(1))
    told = [Telling(uid(8), LIN, ago(300), uid(9))]

    cards = day(busy, in_touch(LIN), tellings=told, promises=[Promised(uid(7), GRACE, TODAY)])

    assert [(card.person, card.act) for card in cards] == [(GRACE, "keep_promise"), (LIN, "tell")]
    assert [(one.kind, one.id) for one in cards[0].reasons] == [("promise", uid(7))]


def test_a_promise_put_off_rests_with_what_stood_below_it_and_comes_back():
    rows = {"promises": [Promised(uid(7), GRACE, ago(9))], "tellings": [Telling(uid(8), GRACE, ago(3))]}
    not_now = [PutOff(GRACE, "keep_promise", TODAY + timedelta(days=3))]

    assert day(in_touch(GRACE), put_offs=not_now, **rows) == []
    assert acts(in_touch(GRACE), put_offs=not_now, today=TODAY + timedelta(days=3), **rows) == [(GRACE, "keep_promise")]


@pytest.mark.parametrize(
    "relation",
    [
        in_touch(GRACE, life="died"),
        in_touch(GRACE, contact="ended"),
        in_touch(GRACE, contact="paused"),
        in_touch(GRACE, contact="paused", paused_until=TODAY + timedelta(days=1)),
        in_touch(GRACE, ties=()),
    ],
)
def test_the_died_the_ended_the_paused_and_those_without_a_role_are_left_in_peace(relation):
    rows = {"loops": [Loop(uid(9), GRACE, ago(99))], "promises": [Promised(uid(7), GRACE, ago(9))]}

    assert day(relation, tellings=[Telling(uid(8), GRACE, ago(9), uid(9))], **rows) == []


def test_a_pause_is_over_on_its_day():
    grace = in_touch(GRACE, contact="paused", paused_until=TODAY)

    assert acts(grace, loops=[Loop(uid(9), GRACE, ago(99))]) == [(GRACE, "thank")]


def test_a_mail_last_week_quiets_thanks_that_were_open_by_then():
    assert day(in_touch(GRACE, last_contact=ago(7)), loops=[Loop(uid(9), GRACE, ago(900))]) == []
    assert acts(in_touch(GRACE, last_contact=ago(30)), loops=[Loop(uid(9), GRACE, ago(900))]) == [(GRACE, "thank")]


def test_who_met_me_last_week_and_helped_me_yesterday_is_thanked_now():
    assert acts(in_touch(GRACE, last_contact=ago(7)), loops=[Loop(uid(9), GRACE, ago(1))]) == [(GRACE, "thank")]


def test_who_helped_me_when_we_met_yesterday_is_thanked_now():
    assert acts(in_touch(GRACE, last_contact=ago(1)), loops=[Loop(uid(9), GRACE, ago(1))]) == [(GRACE, "thank")]


def test_after_a_card_of_theirs_was_done_even_new_help_waits_a_month():
    help_yesterday = [Loop(uid(9), GRACE, ago(1))]

    assert day(in_touch(GRACE, done_on=ago(10)), loops=help_yesterday) == []
    assert acts(in_touch(GRACE, done_on=ago(30)), loops=help_yesterday) == [(GRACE, "thank")]


def test_outcomes_and_news_pass_the_quiet():
    busy = in_touch(GRACE, last_contact=ago(1), done_on=ago(1))

    assert acts(busy, tellings=[Telling(uid(8), GRACE, ago(3), uid(9))]) == [(GRACE, "tell")]
    assert acts(busy, tellings=[Telling(uid(8), GRACE, ago(3))]) == [(GRACE, "tell")]


def test_sam_who_told_of_the_interview_on_the_13th_is_asked_after_the_19th():
    sam = Relation(
        LIN,
        ties=(Tie("mentee", ago(90)),),
        last_contact=date(2026, 11, 13),
        ahead_on=date(2026, 11, 19),
        ahead_id=uid(7),
    )

    assert acts(sam) == [(LIN, "ask")]
    assert day(sam, today=date(2026, 11, 19)) == []


def test_after_a_talk_that_followed_nobody_is_asked_again():
    assert day(in_touch(GRACE, last_contact=ago(2), ahead_on=ago(5), ahead_id=uid(7))) == []


def test_a_rhythm_of_14_days_after_a_call_on_the_2nd_is_back_on_the_16th():
    grace = in_touch(GRACE, last_contact=date(2026, 11, 2), done_on=date(2026, 11, 2), every_days=14)

    assert day(grace, today=date(2026, 11, 15)) == []
    assert acts(grace, today=date(2026, 11, 16)) == [(GRACE, "meet")]


def test_someone_never_in_touch_or_silent_for_thirty_years_appears_and_is_looked_for_gently_first():
    never, long_ago = Relation(GRACE, ties=MENTOR), in_touch(BELL, last_contact=date(1996, 6, 1))

    cards = day(never, long_ago)

    assert [(card.person, card.find_out_first) for card in cards] == [(GRACE, True), (BELL, True)]


def test_where_it_is_unknown_whether_they_live_one_finds_out_first():
    (card,) = day(in_touch(GRACE, life="unknown"), loops=[Loop(uid(9), GRACE, ago(900))])

    assert card.find_out_first


def test_who_helped_last_week_need_not_be_looked_for_though_no_letter_is_kept():
    grace = Relation(GRACE, ties=MENTOR, heard_on=ago(7))

    (card,) = day(grace, loops=[Loop(uid(9), GRACE, ago(7))])

    assert not card.find_out_first


def test_whose_life_the_member_spoke_of_lately_need_not_be_looked_for():
    grace = Relation(GRACE, ties=MENTOR, said_on=ago(0))

    (card,) = day(grace, loops=[Loop(uid(9), GRACE, ago(13000))])

    assert not card.find_out_first


def test_a_lively_relation_is_met_and_an_old_one_is_written_to():
    lively = in_touch(LIN, ties=(Tie("mentee", ago(300)),), last_contact=ago(50))

    assert acts(lively, in_touch(GRACE, last_contact=ago(400))) == [(GRACE, "reconnect"), (LIN, "meet")]


def test_not_now_covers_that_deed_and_what_stood_below_it_until_its_day():
    grace = in_touch(GRACE, last_contact=ago(400))
    rows = {"loops": [Loop(uid(9), GRACE, ago(900))]}
    not_now = [PutOff(GRACE, "thank", TODAY + timedelta(days=1))]

    assert day(grace, put_offs=not_now, **rows) == []
    assert acts(grace, put_offs=not_now, tellings=[Telling(uid(8), GRACE, ago(2))], **rows) == [(GRACE, "tell")]
    assert acts(grace, put_offs=not_now, today=TODAY + timedelta(days=1), **rows) == [(GRACE, "thank")]


def test_never_covers_that_deed_and_gives_rest_from_what_stood_below_it():
    grace = in_touch(GRACE, last_contact=ago(400))
    tell, thank = [Telling(uid(8), GRACE, ago(20))], [Loop(uid(9), GRACE, ago(900))]
    never = [PutOff(GRACE, "tell", None, TODAY)]

    assert day(grace, tellings=tell, loops=thank, put_offs=never) == []
    later = acts(grace, tellings=tell, loops=thank, put_offs=never, today=TODAY + timedelta(days=90))
    assert later == [(GRACE, "thank")]


def test_never_said_long_ago_covers_that_deed_alone():
    grace = in_touch(GRACE, last_contact=ago(400))
    rows = {"loops": [Loop(uid(9), GRACE, ago(900))], "put_offs": [PutOff(GRACE, "thank")]}

    assert acts(grace, **rows) == [(GRACE, "reconnect")]
    assert acts(in_touch(LIN, last_contact=ago(400)), put_offs=[PutOff(GRACE, "reconnect")]) == [(LIN, "reconnect")]
    assert day(grace, put_offs=[PutOff(GRACE, "meet")]) == []


@pytest.mark.parametrize(
    ("today", "shown"),
    [(date(2026, 12, 29), True), (date(2027, 1, 1), True), (date(2027, 1, 4), True), (date(2026, 12, 28), False)],
)
def test_someone_who_died_is_remembered_round_their_day_across_new_year(today, shown):
    holm = in_touch(GRACE, life="died", remembered=(RememberedDay(uid(5), 1, 1),))

    cards = day(holm, today=today)

    assert [(card.act, card.find_out_first) for card in cards] == ([("remember", False)] if shown else [])


def test_a_week_that_is_full_hides_no_day_of_remembrance():
    holm = in_touch(GRACE, life="died", remembered=(RememberedDay(uid(5), 11, 22),))
    living = [in_touch(uid(100 + n)) for n in range(4)]
    loops = [Loop(uid(200 + n), uid(100 + n), ago(900)) for n in range(4)]

    assert [one.act for one in day(holm, *living, loops=loops)] == ["thank"] * 3
    assert [(one.person, one.act) for one in in_memory([holm, *living], (), TODAY)] == [(GRACE, "remember")]
    assert in_memory([holm], [PutOff(GRACE, "remember")], TODAY) == []
    assert in_memory([replace(holm, contact="ended")], (), TODAY) == []


def test_a_remembered_29_february_is_kept_on_the_28th_in_other_years():
    holm = in_touch(GRACE, life="died", remembered=(RememberedDay(uid(5), 2, 29),))

    (card,) = day(holm, today=date(2027, 2, 28))

    assert card.reasons[0].day == date(2027, 2, 28)


def test_not_now_said_before_a_death_does_not_hold_remembrance_back():
    holm = in_touch(GRACE, life="died", remembered=(RememberedDay(uid(5), 11, 22),))

    assert acts(holm, put_offs=[PutOff(GRACE, "tell", TODAY + timedelta(days=90))]) == [(GRACE, "remember")]
    assert day(holm, put_offs=[PutOff(GRACE, "remember")]) == []


def test_an_unmarked_death_brings_the_card_back_as_it_was():
    rows = {"loops": [Loop(uid(9), GRACE, ago(900))]}
    before = day(in_touch(GRACE), **rows)

    assert day(in_touch(GRACE, life="died"), **rows) == []
    assert day(in_touch(GRACE), **rows) == before


def test_forty_mentors_and_ten_milestones_on_one_day_are_still_three_cards():
    people = [in_touch(uid(n)) for n in range(1, 41)]
    tellings = [Telling(uid(100 + n), uid(p), TODAY) for n in range(10) for p in range(1, 41)]

    cards = day(*people, tellings=tellings)

    assert [card.person for card in cards] == [uid(1), uid(2), uid(3)]
    assert all(len(card.reasons) == 10 for card in cards)
