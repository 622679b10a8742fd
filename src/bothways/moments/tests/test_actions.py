"""Writes on the timeline, and the one row that repeats what they say."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bothways.accounts.actions import claim
from bothways.formats.days import exactly, in_month, in_year, yearly
from bothways.ground.refusals import ChangedMeanwhile
from bothways.moments import actions, queries
from bothways.moments.models import Moment, State
from bothways.moments.rules import KINDS
from bothways.moments.tests import make
from bothways.moments.tests.make import TODAY
from bothways.people import actions as people


def _state(person):
    return State.objects.get(pk=person.pk)


def test_a_moment_says_at_once_when_they_last_had_to_do_with_each_other(grace):
    make.moment(grace, "mine", "wrote", exactly(date(2026, 3, 1)))
    make.moment(grace, "together", "met", exactly(date(2026, 2, 1)))
    make.moment(grace, "theirs", "time", in_year(1996), deed="You stayed late.")

    state = _state(grace)
    assert (state.last_contact, state.last_mine, state.last_together) == (
        date(2026, 3, 1),
        date(2026, 3, 1),
        date(2026, 2, 1),
    )
    assert (state.first_on, state.last_theirs, state.heard_on) == (date(1996, 1, 1), None, date(2026, 2, 1))


@pytest.mark.parametrize("kind", ["met", "spoke", "letter"])
def test_a_contact_of_any_channel_is_a_contact(grace, kind):
    lane = "together" if "together" in KINDS[kind].lanes else "mine"

    make.moment(grace, lane, kind, exactly(date(2026, 11, 2)))

    assert _state(grace).last_contact == date(2026, 11, 2)


def test_what_happened_some_time_this_year_happened_by_today(grace):
    moment = make.moment(grace, on=in_year(2026))

    assert (moment.latest, _state(grace).last_contact, str(moment.on)) == (TODAY, TODAY, "2026")


@pytest.mark.parametrize("died", [in_year(2019), None])
def test_nobody_is_met_or_written_to_after_their_death(grace, died):
    people.say_life(grace, "died", died=died, today=date(2020, 3, 1))

    with pytest.raises(actions.AfterTheirDeath):
        make.moment(grace, "together", "met", exactly(date(2020, 3, 2)))
    for kind in ("wrote", "thanked", "congratulated", "letter"):
        with pytest.raises(actions.AfterTheirDeath):
            make.moment(grace, "mine", kind, exactly(date(2020, 3, 2)))

    make.moment(grace, "together", "met", exactly(date(2019, 12, 30)))
    make.moment(grace, "mine", "wrote", exactly(date(2020, 3, 2)), source="letter")  # it was on its way
    make.moment(grace, "theirs", "kept_words", in_year(2026), words="What they said comes to mind later.")
    assert _state(grace).last_together == date(2019, 12, 30)


@pytest.mark.parametrize(
    ("lane", "kind", "on", "refusal"),
    [
        ("theirs", "met", exactly(TODAY), actions.KindDoesNotFit),
        ("mine", "kept_words", exactly(TODAY), actions.KindDoesNotFit),
        ("theirs", "nonsense", exactly(TODAY), actions.KindDoesNotFit),
        ("sideways", "met", exactly(TODAY), actions.KindDoesNotFit),
        ("together", "met", exactly(date(2026, 11, 23)), actions.StillToCome),
        ("together", "met", in_year(2027), actions.StillToCome),
        ("together", "met", yearly(4, 12), actions.StillToCome),
    ],
)
def test_what_cannot_have_been_is_refused(grace, lane, kind, on, refusal):
    with pytest.raises(refusal):
        actions.record(grace, lane=lane, kind=kind, on=on, today=TODAY)

    assert not Moment.objects.exists()


def test_a_plan_may_lie_ahead_and_is_no_contact(grace):
    planned = make.moment(grace, "together", "meeting_planned", exactly(date(2027, 1, 5)))

    state = _state(grace)
    assert (state.meeting_on, state.meeting_id, state.last_contact) == (date(2027, 1, 5), planned.pk, None)


def test_what_was_ahead_is_asked_about_until_a_contact_follows_it(grace):
    ahead = make.moment(grace, "theirs", "ahead", exactly(date(2026, 11, 18)))
    assert _state(grace).ahead_id == ahead.pk

    make.moment(grace, "together", "spoke", exactly(date(2026, 11, 20)))

    assert _state(grace).ahead_id is None


@pytest.mark.parametrize(
    ("said", "exactly_so"),
    [
        ([], None),
        ([in_year(2015)], in_year(2015)),
        ([in_month(2015, 12), in_year(2015)], in_month(2015, 12)),
        ([exactly(date(2015, 12, 31)), in_year(2015)], exactly(date(2015, 12, 31))),
        ([exactly(date(2015, 3, 4)), in_year(2015)], in_year(2015)),
        ([exactly(date(2015, 3, 4)), in_month(2014, 6)], exactly(date(2015, 3, 4))),
    ],
)
def test_the_last_time_is_as_exact_as_it_was_said(grace, said, exactly_so):
    for on in said:
        make.moment(grace, on=on)

    assert _state(grace).last == exactly_so if said else not State.objects.exists()


def test_taking_a_moment_away_takes_away_what_it_said(grace):
    first, last = (make.moment(grace, on=exactly(date(2026, month, 1))) for month in (1, 2))

    actions.take_away(last)
    assert _state(grace).last_contact == date(2026, 1, 1)

    actions.take_away(first)
    assert _state(grace).last_contact is None


def test_amending_keeps_the_id_and_says_it_anew(grace):
    moment = make.moment(grace, on=exactly(date(2026, 2, 1)))

    actions.amend(moment, version=1, lane="mine", kind="wrote", on=in_month(2025, 6), today=TODAY, note="By post")

    kept = Moment.objects.get()
    assert (kept.pk, kept.note, str(kept.on), kept.version) == (moment.pk, "By post", "2025-06", 2)
    assert (_state(grace).last_contact, _state(grace).last_together) == (date(2025, 6, 30), None)


def test_amending_from_an_old_page_is_refused(grace):
    moment = make.moment(grace)
    actions.amend(moment, version=1, lane="mine", kind="wrote", on=in_year(2020), today=TODAY)

    with pytest.raises(ChangedMeanwhile) as told:
        actions.amend(moment, version=1, lane="mine", kind="wrote", on=in_year(2021), today=TODAY)

    assert str(Moment.objects.get().on) == "2020"
    assert told.value.kept["on"] == "2020", "it is shown beside the day that was typed"


def test_words_are_added_where_there_were_none_and_never_replaced(grace):
    moment = make.moment(grace, words="Look again.")

    actions.add_words(moment, words="Other words", cost="An evening", effect="")

    assert (moment.words, moment.cost, moment.effect) == ("Look again.", "An evening", "")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.tuples(st.sampled_from(sorted(KINDS)), st.dates(date(2000, 1, 1), date(2026, 11, 22)), st.integers(0, 9)),
        max_size=12,
    )
)
def test_after_any_moves_the_state_says_what_the_moments_say(ada, grace, moves):
    Moment.objects.all().delete()
    for kind, day, chance in moves:
        lane = sorted(KINDS[kind].lanes)[chance % len(KINDS[kind].lanes)].value
        moment = make.moment(grace, lane, kind, exactly(day))
        if chance == 0:
            actions.take_away(moment)
        if chance == 1:
            actions.amend(moment, version=1, lane=lane, kind=kind, on=in_year(day.year), today=TODAY)

    assert queries.drifted(ada) == []


def test_drift_is_found(ada, grace):
    make.moment(grace)
    assert queries.drifted(ada) == []

    State.objects.update(last_contact=date(2001, 1, 1))

    assert queries.drifted(ada) == [grace.pk]


def test_kept_mail_comes_onto_the_street_of_its_writer_and_its_reader(ada, grace):
    make.mail(ada, "grace@example.edu", "ada@example.org")
    make.mail(ada, "ada@example.org", "grace@example.edu", "other@example.org", on=date(2020, 1, 2))
    make.mail(ada, "grace@example.edu", "somebody@example.org")

    assert actions.take_up_mail(ada, grace) == 2
    assert actions.take_up_mail(ada, grace) == 0

    assert [(moment.lane, moment.latest) for moment in queries.line(ada, grace)] == [
        ("mine", date(2020, 1, 2)),
        ("theirs", date(2019, 5, 4)),
    ]
    assert _state(grace).last_contact == date(2020, 1, 2)


def test_a_letter_between_two_others_is_not_mine(ada, grace, lin):
    make.mail(ada, "grace@example.edu", "lin@example.net")

    assert actions.take_up_mail(ada, grace) == actions.take_up_mail(ada, lin) == 0


def test_an_address_that_is_mine_as_well_is_nobody_elses_letter(ada, grace):
    claim(ada, ["grace@example.edu"])
    make.mail(ada, "grace@example.edu", "ada@example.org")

    assert actions.take_up_mail(ada, grace) == 0


def test_letters_go_with_the_address_that_brought_them(ada, grace):
    make.mail(ada, "grace@example.edu", "ada@example.org")
    make.moment(grace, "mine", "letter", in_year(2010))
    actions.take_up_mail(ada, grace)

    people.amend(grace, version=1, values={}, addresses=["new@example.edu"], phones=[])
    actions.let_go(actions.letters_to_let_go(ada, [grace]))

    assert [moment.kind for moment in queries.line(ada, grace)] == ["letter"]
    assert queries.drifted(ada) == []


def test_a_thousand_letters_are_taken_up_in_small_pieces(ada, grace, django_assert_max_num_queries):
    for number in range(250):
        make.mail(ada, "grace@example.edu", "ada@example.org", on=date(2000 + number % 20, 1, 1))

    with django_assert_max_num_queries(60):
        assert actions.take_up_mail(ada, grace) == 250


def test_what_goes_with_an_address_is_read_once_and_no_write_reads_the_mail(ada, grace):
    for number in range(250):
        make.mail(ada, "grace@example.edu", "ada@example.org", on=date(2000 + number % 20, 1, 1))
    actions.take_up_mail(ada, grace)
    ada.own_addresses.all().delete()

    with CaptureQueriesContext(connection) as asked:
        actions.let_go(actions.letters_to_let_go(ada, [grace]))

    of_mail = [one["sql"] for one in asked if "moments_mail" in one["sql"]]
    assert ["DELETE" in sql for sql in of_mail] == [False]
    assert len(asked) < 60  # whatever the mailbox holds
    assert not Moment.objects.exists()
    assert _state(grace).last_contact is None
