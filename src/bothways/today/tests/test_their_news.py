"""News of theirs on Today: fresh before all, welcome after what is to be told, then at rest (GRAT-9, decision 18)."""

from datetime import timedelta

import pytest

from bothways.formats.days import exactly, in_year
from bothways.gratitude.actions import loops, writing
from bothways.moments import actions as moments
from bothways.people import actions as people
from bothways.today import actions
from bothways.today.queries.page import cards, page
from bothways.today.rules.cards import Act
from bothways.today.tests import make


@pytest.mark.parametrize(
    ("ago", "expected"),
    [(0, ["their", "tell", "thank"]), (7, ["their", "tell", "thank"]), (8, ["tell", "their", "thank"]),
     (60, ["tell", "their", "thank"]), (61, ["tell", "thank"])],
)  # fmt: skip
def test_fresh_it_stands_before_all_welcome_after_what_is_to_be_told_and_then_it_rests(ada, today, ago, expected):
    told, helped, glad = (make.mentor(ada, name) for name in ("Told", "Helped", "Glad"))
    make.helped(helped, today)
    loops.tell_of(ada, what="I moved.", on=exactly(today), also=[told], today=today)
    make.good_news(glad, today - timedelta(days=ago))
    moments.record(glad, lane="together", kind="met", on=exactly(today), today=today)

    shown = [{"congratulate": "their"}.get(card.act, str(card.act)) for card in cards(ada, today)]

    assert shown == expected


def test_with_somebody_whom_the_member_mentors_it_is_to_celebrate(ada, today):
    mentee = people.keep(ada, name="Imani")
    people.say_role(mentee, "mentee")
    make.good_news(mentee, today)

    (shown,) = page(ada, today).cards

    assert (shown.card.act, shown.words.title) == (Act.CELEBRATE, "Be glad with Imani")


def test_it_passes_the_quiet_and_can_be_put_off(ada, grace, today):
    actions.done(grace, "meet", "met", today=today - timedelta(days=8))
    make.good_news(grace, today)

    assert [card.act for card in cards(ada, today)] == [Act.CONGRATULATE]
    actions.put_off(grace, "congratulate", days=7, today=today)
    assert cards(ada, today) == []


@pytest.mark.parametrize("rests", ["died", "ended", "paused"])
def test_nobody_at_rest_is_congratulated(ada, grace, today, now, rests):
    make.good_news(grace, today)
    if rests == "died":
        writing.say_life(grace, "died", today=today, at=now)
    else:
        writing.say_contact(grace, rests, today=today, at=now)

    assert cards(ada, today) == []


def test_belated_it_says_so(ada, grace, today):
    make.good_news(grace, today - timedelta(days=30))

    (shown,) = page(ada, today).cards

    assert "A belated word is welcome too." in shown.words.sentence


def test_beside_the_cards_news_of_mine_is_no_outcome_of_help(as_ada, ada, grace, lin, today):
    loops.tell_of(ada, what="I moved to Lima.", on=in_year(2025), also=[grace], today=today)
    alone = as_ada.get("/").text
    loops.tell_of(ada, what="My book.", on=in_year(2025), because_of=[make.helped(lin, today)], today=today)
    both = as_ada.get("/").text

    assert "Help that led somewhere" not in alone
    assert "News of yours, for those you chose to hear it." in alone
    assert both.index("Help that led somewhere") < both.rindex("My book.") < both.index("News of yours, for those")
