"""The one table of kinds, and what each means for the street."""

import pytest

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
