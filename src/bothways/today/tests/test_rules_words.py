"""Cards in human words."""

import re
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.formats.days import ending, exactly, in_month, in_year
from bothways.today.rules.cards import Act, Card, Code, Reason
from bothways.today.rules.spoken import how_often, quoted, when
from bothways.today.rules.words import Known, Recorded, worded

TODAY = date(2026, 11, 22)
BELL, NEWS, HELP = UUID(int=1), UUID(int=2), UUID(int=3)
RECORDS = {
    HELP: Recorded("You let me finish the dissection twice", "Again, and slower.", in_year(1996)),
    NEWS: Recorded("I became clinic director.", on=in_month(2026, 10)),
}


def known(**others) -> Known:
    return Known(name="Mr. Bell", today=TODAY, records=RECORDS, **others)


def test_an_outcome_is_told_with_the_members_own_words_in_place():
    card = Card(BELL, Act.TELL, (Reason(Act.TELL, Code.OUTCOME, "news", NEWS, date(2026, 10, 1), HELP),))

    words = worded(
        card, known(last_contact=exactly(date(2025, 9, 3)), last_lane="mine", channel="paper", care_of="the school")
    )

    assert words.title == "Tell Mr. Bell what came of it"
    assert words.sentence == (
        "“You let me finish the dissection twice.” In October this came of it: “I became clinic director.” "
        "Mr. Bell has not heard yet."
    )
    assert words.because == (
        "You wrote last in September 2025.",
        "They like paper best: a card can be printed, care of the school.",
    )
    assert words.deed == "Start the card"


@pytest.mark.parametrize(
    ("lane", "says"),
    [("mine", "You wrote today."), ("theirs", "Mr. Bell wrote today."), ("together", "You met or spoke today.")],
)
def test_what_was_today_is_not_called_the_last(lane, says):
    card = Card(BELL, Act.TELL, (Reason(Act.TELL, Code.NEWS, "news", NEWS, date(2026, 10, 1)),))

    assert says in worded(card, known(last_contact=exactly(TODAY), last_lane=lane)).because


def test_the_help_that_something_came_of_is_not_told_twice_on_one_card():
    told = Reason(Act.TELL, Code.OUTCOME, "news", NEWS, date(2026, 10, 1), HELP)
    card = Card(BELL, Act.TELL, (told, Reason(Act.THANK, Code.HELP, "moment", HELP, date(1996, 1, 1))))

    assert worded(card, known()).because == ()


@pytest.mark.parametrize(
    ("on", "meant"),
    [
        (exactly(TODAY), "You meant to do it today."),
        (exactly(date(2026, 11, 19)), "You meant to do it on Thursday."),
        (in_month(2026, 11), "You meant to do it in November."),
        (in_year(2025), "You meant to do it in 2025."),
    ],
)
def test_a_promise_is_told_in_its_own_words_with_the_day_that_was_meant(on, meant):
    reason = Reason(Act.KEEP_PROMISE, Code.PROMISE, "promise", NEWS, on.latest)

    words = worded(
        Card(BELL, Act.KEEP_PROMISE, (reason,)), Known("Mr. Bell", TODAY, {NEWS: Recorded("The slides", on=on)})
    )

    assert words.title == "Keep your promise to Mr. Bell"
    assert words.sentence == f"You promised Mr. Bell: “The slides.” {meant}"
    assert words.deed == "Kept, or another day"


def test_a_letter_that_is_begun_is_written_on():
    card = Card(BELL, Act.THANK, (Reason(Act.THANK, Code.HELP, "moment", HELP, date(1996, 1, 1)),))

    assert worded(card, known(begun=True)).deed == "Write on"


def test_somebody_never_written_to_is_not_written_to_again():
    card = Card(BELL, Act.RECONNECT, (Reason(Act.RECONNECT, Code.NO_CONTACT, "person", BELL),))

    assert worded(card, known()).title == "Write to Mr. Bell"


def test_help_without_thanks_is_brought_back_with_what_they_said():
    card = Card(BELL, Act.THANK, (Reason(Act.THANK, Code.HELP, "moment", HELP, date(1996, 1, 1)),), find_out_first=True)

    words = worded(card, known(has_mail=False))

    assert words.title == "Thank Mr. Bell"
    assert words.sentence == (
        "“You let me finish the dissection twice.” That was in 1996. They said: “Again, and slower.” "
        "You have not thanked them for it yet."
    )
    assert words.deed == "Find out gently"
    assert "No e-mail address of theirs is kept: a card can be printed." in words.because


def test_asking_how_it_went_names_what_it_was_and_the_weekday():
    card = Card(BELL, Act.ASK, (Reason(Act.ASK, Code.AHEAD, "moment", HELP, date(2026, 11, 19)),))
    records = {HELP: Recorded("Interview for the fellowship", on=exactly(date(2026, 11, 19)))}

    words = worded(card, Known(name="Sam", today=TODAY, records=records))

    assert words.title == "Ask Sam how it went"
    assert words.sentence == "“Interview for the fellowship”: it was on Thursday."
    assert words.deed == "Reach Sam", "no letter of this kind is set here: it leads to where they can be reached"


@pytest.mark.parametrize(
    ("lane", "sentence"),
    [
        ("mine", "You wrote last in September 2025."),
        ("theirs", "Mr. Bell wrote last in September 2025."),
        ("together", "You last met or spoke in September 2025."),
        ("", "You were last in touch in September 2025."),
    ],
)
def test_a_long_quiet_is_told_as_the_last_time_and_never_as_a_number_of_months(lane, sentence):
    card = Card(BELL, Act.RECONNECT, (Reason(Act.RECONNECT, Code.QUIET, "person", BELL, date(2026, 9, 3)),))

    words = worded(card, known(last_contact=exactly(date(2025, 9, 3)), last_lane=lane))

    assert words.sentence == sentence


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (in_month(2026, 10), "You wrote last in October."),
        (in_year(2025), "You wrote last in 2025."),
        (ending(TODAY, "year"), "You wrote last in 2026."),
    ],
)
def test_the_last_time_is_told_no_more_exactly_than_it_was_said(last, sentence):
    card = Card(BELL, Act.RECONNECT, (Reason(Act.RECONNECT, Code.QUIET, "person", BELL, date(2026, 9, 3)),))

    assert worded(card, known(last_contact=last, last_lane="mine")).sentence == sentence


def test_a_wish_is_told_as_a_wish():
    card = Card(BELL, Act.MEET, (Reason(Act.MEET, Code.RHYTHM, "rhythm", BELL, date(2026, 11, 2)),))

    words = worded(card, known(last_contact=exactly(date(2026, 10, 3)), last_lane="together", every_days=30))

    assert words.title == "Make time for Mr. Bell"
    assert words.sentence == "You last met or spoke in October. You wanted to be in touch every month."


def test_a_day_of_remembrance_says_nothing_of_writing_to_them():
    reason = Reason(Act.REMEMBER, Code.REMEMBERED, "remembered_day", HELP, date(2026, 11, 23))
    card = Card(BELL, Act.REMEMBER, (reason,))

    words = worded(card, Known(name="Prof. Holm", today=TODAY, records={HELP: Recorded("Her last lecture")}))

    assert words.sentence == "Tomorrow is a day on which you remember Prof. Holm. “Her last lecture.”"
    assert (words.because, words.deed) == ((), "Add a remembrance")


def test_further_reasons_stand_below_and_a_long_list_points_to_the_page():
    helps = [Reason(Act.THANK, Code.HELP, "moment", HELP, date(1996, 1, n)) for n in range(1, 9)]

    words = worded(Card(BELL, Act.THANK, tuple(helps)), known())

    assert words.because == (
        "Without thanks so far: “You let me finish the dissection twice” (in 1996).",
        "There is more, on their page.",
    )


@pytest.mark.parametrize(
    ("codes", "because"),
    [
        ((Code.FRESH, Code.NEWS), ("They have not heard of this yet: “Director”.",)),
        ((Code.FRESH, Code.PROMISE), ("You promised this: “Director”.",)),
        ((Code.OUTCOME, Code.NEWS), ("They have not heard of this either: “Director”.",)),
        ((Code.PROMISE, Code.PROMISE), ("You promised this, too: “Director”.",)),
        (
            (Code.FRESH, Code.PROMISE, Code.NEWS, Code.OUTCOME),
            (
                "You promised this: “Director”.",
                "They have not heard of this yet: “Director”.",
                "They have not heard of this either: “Director”.",
            ),
        ),
    ],
)
def test_too_and_either_are_said_only_after_another_of_their_sort(codes, because):
    reasons = tuple(Reason(Act.CONGRATULATE, code, "moment", NEWS, date(2026, 3, 1)) for code in codes)

    words = worded(Card(BELL, Act.CONGRATULATE, reasons), Known("Bell", TODAY, {NEWS: Recorded("Director")}))

    assert words.because[: len(because)] == because


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 19), "on Thursday"),
        (date(2026, 11, 3), "on 3 November"),
        (date(2026, 3, 3), "in March"),
        (date(2025, 12, 30), "on 30 December"),
        (date(2025, 9, 3), "in September 2025"),
        (in_year(1996), "in 1996"),
        (in_month(2026, 10), "in October"),
        (in_month(2014, 6), "in June 2014"),
    ],
)
def test_a_day_is_said_as_near_as_one_remembers_it(day, said):
    today = date(2026, 1, 10) if day == date(2025, 12, 30) else TODAY

    assert when(day, today) == said


def test_a_rhythm_is_said_in_weeks_and_months():
    assert [how_often(days) for days in (7, 30, 45)] == ["every week", "every month", "every 45 days"]


def test_long_words_are_shortened_at_a_word():
    assert quoted("word " * 100).endswith("word…”")
    assert quoted("  ") == ""


CODES = {
    Code.PROMISE: Act.KEEP_PROMISE,
    Code.OUTCOME: Act.TELL,
    Code.NEWS: Act.TELL,
    Code.HELP: Act.THANK,
    Code.AHEAD: Act.ASK,
    Code.RHYTHM: Act.MEET,
    Code.QUIET: Act.RECONNECT,
    Code.NO_CONTACT: Act.RECONNECT,
    Code.REMEMBERED: Act.REMEMBER,
}


@given(
    codes=st.lists(st.sampled_from(sorted(CODES)), min_size=1, max_size=5),
    what=st.text(max_size=300),
    day=st.dates(date(1930, 1, 1), TODAY),
    every=st.none() | st.integers(1, 3660),
    gently=st.booleans(),
)
def test_whatever_is_recorded_the_words_are_calm_and_of_no_gender(codes, what, day, every, gently):
    reasons = tuple(Reason(CODES[code], code, "moment", HELP, day, NEWS) for code in codes)
    plain = re.sub(r"[^\w ]|\b(he|she|his|her|overdue|late|months?|score)\b", "", what, flags=re.IGNORECASE)
    facts = Known("Bell", TODAY, {HELP: Recorded(plain, "", exactly(day))}, day, "mine", every)

    words = worded(Card(BELL, reasons[0].act, reasons, gently), facts)

    everything = " ".join((words.title, words.sentence, *words.because, words.deed))
    assert words.sentence
    never = r"!|\b(he|she|his|her|overdue|late|must|debt|months since|score|contact)\b"
    assert not re.search(never, everything.replace(plain, ""), re.IGNORECASE)
    assert "{" not in everything
