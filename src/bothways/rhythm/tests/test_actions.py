"""Promises, written down, put right and settled: once each, and nothing over what another window said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from bothways.formats.days import exactly, in_month, yearly
from bothways.ground.records import new_id
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready, NotHere, TakenAway
from bothways.rhythm import actions, queries
from bothways.rhythm.models import Promise
from bothways.rhythm.tests import make


def test_the_same_promise_twice_is_one_and_with_other_words_two(grace, today):
    one = {"promise_id": new_id(), "lane": "mine", "what": "The slides", "on": exactly(today)}

    first, again = actions.promise(grace, **one), actions.promise(grace, **{**one, "promise_id": new_id()})
    actions.settle(first, "kept", on=today)
    after_back = actions.promise(grace, **one)
    with pytest.raises(KeptAlready) as told:
        actions.promise(grace, **{**one, "what": "The book"})
    other = actions.promise(grace, **{**one, "what": "The book", "promise_id": new_id()})

    assert first == again == after_back
    assert told.value.kept == {"what": "The slides"}
    assert other.pk != first.pk
    assert actions.promise(grace, **{**one, "promise_id": new_id()}) not in (first, other), "promised once more"


def test_a_day_of_no_year_is_refused_in_words(grace):
    with pytest.raises(actions.NotADay, match="Write the year too"):
        make.promise(grace, on=yearly(4, 12))


def test_of_two_windows_the_second_is_shown_what_stands_there(grace, today):
    promise = make.promise(grace)
    said = {"version": 1, "lane": "mine", "what": "The slides"}
    actions.amend(Promise.objects.get(), **said, on=in_month(2027, 1))

    with pytest.raises(ChangedMeanwhile) as told:
        actions.amend(promise, **said, on=exactly(today))

    assert (told.value.version, told.value.kept["on"]) == (2, "January 2027")
    assert Promise.objects.get().on == in_month(2027, 1)


def test_what_was_settled_in_another_window_is_neither_changed_nor_settled_otherwise(grace, today):
    promise = make.promise(grace)
    actions.settle(promise, "kept", on=today)
    actions.settle(promise, "kept", on=today + timedelta(days=1))

    with pytest.raises(actions.SettledMeanwhile, match="kept already"):
        actions.settle(promise, "released", on=today)
    with pytest.raises(actions.SettledMeanwhile, match="kept already"):
        actions.amend(promise, version=1, lane="theirs", what="Other words", on=None)

    now = Promise.objects.get()
    assert (now.state, now.settled_on, now.lane) == ("kept", today, "mine")


def test_it_is_opened_again_as_it_was(grace, today):
    promise = make.promise(grace, on=exactly(today))
    actions.settle(promise, "released", on=today)

    actions.open_again(promise)
    actions.open_again(promise)

    now = Promise.objects.get()
    assert (now.state, now.settled_on, now.on) == ("open", None, exactly(today))


def test_what_went_with_its_person_is_said_to_be_taken_away(grace, today):
    promise = make.promise(grace)
    grace.delete()

    with pytest.raises(TakenAway):
        actions.settle(promise, "kept", on=today)


def test_open_ones_stand_by_their_day_and_then_those_without(grace, ada, today):
    for what, on in (("none", None), ("next year", in_month(2027, 1)), ("now", exactly(today))):
        make.promise(grace, what, on)

    assert [one.what for one in queries.promises(ada).still_open().next_first()] == ["now", "next year", "none"]


def test_cleo_finds_none_of_adas(grace, cleo):
    promise = make.promise(grace)

    assert list(queries.promises(cleo)) == []
    with pytest.raises(NotHere):
        queries.promise(cleo, promise.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"lane": "ours"},
        {"state": "kept"},
        {"settled_on": "2026-01-01"},
        {"earliest": "2026-01-01"},
        {"earliest": "2026-01-01", "precision": "day"},
        {"latest": "2026-01-01", "precision": "day"},
    ],
)
def test_the_database_holds_no_promise_that_says_nothing_sensible(grace, wrong):
    promise = make.promise(grace)

    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(**wrong)
