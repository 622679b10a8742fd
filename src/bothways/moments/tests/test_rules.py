"""The one table of kinds, and what each means for the street."""

import datetime as dt

import pytest

from bothways.moments import rules
from bothways.moments.rules import KINDS, Lane, is_contact, is_received, kinds_in, opens_loop, unquoted


def test_every_kind_has_a_lane_and_its_word():
    assert all(kind.lanes and kind.word for kind in KINDS.values())
    assert all(slug == kind.slug and slug.isidentifier() for slug, kind in KINDS.items())


def test_only_help_that_came_to_me_wants_thanks():
    assert opens_loop("time", Lane.THEIRS)
    assert not opens_loop("time", Lane.MINE)
    assert not opens_loop("met", Lane.TOGETHER)
    assert not opens_loop("kept_words", Lane.THEIRS)


@pytest.mark.parametrize("slug", ["met", "spoke", "wrote", "letter", "thanked", "told_outcome", "reunion"])
def test_meeting_speaking_and_writing_are_contact(slug):
    assert is_contact(slug)


@pytest.mark.parametrize(
    "slug", ["time", "kept_words", "visit", "remembrance", "recommended", "meeting_planned", "ahead"]
)
def test_help_memories_and_plans_are_no_contact(slug):
    assert not is_contact(slug)


@pytest.mark.parametrize("slug", ["letter", "wrote", "thanked", "told_outcome", "congratulated"])
def test_what_they_wrote_to_me_is_received_and_opens_no_loop(slug):
    assert is_received(slug, Lane.THEIRS)
    assert not opens_loop(slug, Lane.THEIRS)
    assert not is_received(slug, Lane.MINE)


@pytest.mark.parametrize("slug", ["time", "kept_words", "milestone"])
def test_help_and_sentences_out_of_what_happened_are_not_received(slug):
    assert not is_received(slug, Lane.THEIRS)


def test_only_plans_may_lie_ahead():
    assert {slug for slug, kind in KINDS.items() if kind.planned} == {"ahead", "meeting_planned"}


def test_each_lane_offers_its_own_kinds():
    assert {kind.slug for kind in kinds_in(Lane.TOGETHER)} >= {"met", "spoke"}
    assert "met" not in {kind.slug for kind in kinds_in(Lane.THEIRS)}
    assert {slug for lane in Lane for slug in (kind.slug for kind in kinds_in(lane))} == set(KINDS)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("“You are careful.”", "You are careful."),
        ('"You are careful."', "You are careful."),
        ("«Los libros no se devuelven.»", "Los libros no se devuelven."),
        ('"Yes," they said, "and no."', '"Yes," they said, "and no."'),
        ("You are careful.", "You are careful."),
        ('"', '"'),
        ("", ""),
    ],
)
def test_marks_around_the_whole_of_their_words_are_not_kept(typed, kept):
    assert unquoted(typed) == kept


def _told(kind: str, lane: str, on: dt.date, **more: str) -> rules.Told:
    plain = {"precision": "day", "source": "typed", **more}
    return rules.Told(rules.is_contact(kind), lane, kind, plain["precision"], plain["source"], on, on)


def test_what_is_summed_up_of_a_person_is_the_first_and_the_last_of_each_kind_of_day():
    early, late, ahead = dt.date(1999, 5, 1), dt.date(2012, 5, 1), dt.date(2030, 5, 1)
    told = [
        _told("listened", "theirs", early), _told("kept_words", "theirs", late), _told("wrote", "mine", late),
        _told("thanked", "mine", dt.date(2013, 5, 1), source="voice"), _told("wrote", "theirs", early),
        _told("met", "together", dt.date(2001, 5, 1)), _told("ahead", "theirs", ahead),
    ]  # fmt: skip

    assert rules.summed_up(told) == {
        "first_on": early, "last_contact": dt.date(2013, 5, 1), "last_within": "day", "last_mine": late,
        "last_theirs": early, "last_together": dt.date(2013, 5, 1), "heard_on": late,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "within"), [(["year"], "year"), (["year", "month"], "month"), (["month", "day", "year"], "day"), ([], "")]
)
def test_the_last_time_is_as_exact_as_the_most_exact_that_ended_on_that_day(said, within):
    told = [_told("met", "together", dt.date(2012, 12, 31), precision=one) for one in said]

    assert (
        rules.summed_up([*told, _told("met", "together", dt.date(2012, 1, 1))] if told else [])["last_within"] == within
    )
