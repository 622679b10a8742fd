"""A year leaves no contradiction: no prompt that a rule forbids, nothing said twice, nothing open that was closed."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from bothways.accounts.actions import claim
from bothways.accounts.models import Member
from bothways.exchange.tests.conftest import own_folder as _own_folder
from bothways.gratitude.models import Letter, Loop, News, Telling, TheirNews
from bothways.gratitude.tests.conftest import box as _box
from bothways.moments import queries as moments
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.rhythm.models import Promise
from tests.journeys.year import DIED, ENDED, PAUSED, Shown, Year

box, own_folder = _box, _own_folder
_PAGES = (
    "/", "/people/", "/chapters/", "/letters/", "/received/", "/untold/", "/promises/", "/words/", "/news/",
    "/find/?q=you",
)  # fmt: skip
A_WEEK, QUIET = 3, timedelta(days=30)
HELD_BY_QUIET = {"thank", "ask", "meet", "reconnect"}
CLOSES = {"thank": "thanked", "congratulate": "glad", "celebrate": "glad"}
Closed = tuple[str, UUID]
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_DRAWN = re.compile(r'[A-Za-z0-9]{64}|"[0-9a-f]{16}"')  # anew each time


@pytest.fixture
def years(db: None, box, own_folder, tmp_path) -> Iterator[Year]:
    """One after the other, each of a member of their own."""

    def lived() -> Iterator[Year]:
        for name in ("one", "two"):
            member = Member.objects.create_user(f"{name}@example.org", None, name="Lucía Sol")
            claim(member, [member.email])
            (tmp_path / name).mkdir()
            yield Year(member, tmp_path / name)

    return lived()


def test_a_year_leaves_no_contradiction_and_lived_again_it_looks_the_same(years, box):
    ended = []
    for year in years:
        box.letters.clear()
        _live_through(year)
        sent = Letter.objects.of(year.member).filter(state="given", ready_by="send").count()
        assert sent > 10, "a year in which nothing happens says nothing"
        assert len(box.letters) == len(set(box.message_ids)) == sent
        ended.append(_pages(year))

    assert ended[0] == ended[1]


def _live_through(year: Year) -> None:
    closed: set[Closed] = set()
    done: dict[UUID, date] = {}
    answered: dict[tuple[int, int], set[UUID]] = {}
    for day in year.days():
        week = answered.setdefault(day.isocalendar()[:2], set())
        _is_allowed(year.cards, day, done, closed)
        assert len(year.cards) <= max(0, A_WEEK - len(week)), f"{day}: too many"
        week |= year.answered
        done |= dict.fromkeys(year.done, day)
        now = _closed(year.member)
        assert closed <= now, f"{day}: opened again"
        closed = now
    assert moments.drifted(year.member) == []
    assert _said_twice(year.member) == []


def _is_allowed(cards: list[Shown], day: date, done: dict[UUID, date], closed: set[Closed]) -> None:
    """What was shown on this day, against what the tables say."""
    assert len({card.person for card in cards}) == len(cards)
    for card in cards:
        where = f"{day}: {card}"
        name = Person.objects.get(pk=card.person).name
        assert name != DIED or day < date(2026, 4, 15) or card.act == "remember", where
        assert name != ENDED or day < date(2026, 5, 10), where
        assert name != PAUSED or not date(2026, 5, 1) <= day < date(2026, 6, 14), where
        assert (CLOSES.get(card.act), card.about) not in closed, where
        if card.act in HELD_BY_QUIET and card.person in done:
            assert day - done[card.person] >= QUIET, where


def _closed(member: Member) -> set[Closed]:
    rows = [("thanked", one) for one in Loop.objects.filter(member=member).exclude(thanked_on=None)]
    rows += [("told", one) for one in Telling.objects.filter(member=member).exclude(told_on=None)]
    rows += [("glad", one) for one in TheirNews.objects.filter(member=member).exclude(congratulated_on=None)]
    rows += [("settled", one) for one in Promise.objects.of(member).exclude(state="open")]
    return {(what, one.pk) for what, one in rows}


def _said_twice(member: Member) -> list[str]:
    """A letter that was given stands once on the street."""
    given = Counter(
        Moment.objects.of(member).filter(source__in=("letter", "voice")).values_list("source_key", flat=True)
    )
    letters = {str(one.pk) for one in Letter.objects.of(member).filter(state="given")}
    return [key for key, times in given.items() if times > 1] + sorted(letters ^ given.keys())


def _pages(year: Year) -> dict[str, str]:
    """As they are on the last evening, by what they are of; ids and addresses are another member's."""
    paths = {path: path for path in _PAGES}
    paths |= {name: f"/people/{pk}/" for name, pk in year.people.items()}
    for kind, rows in (("moments", Moment.objects.of(year.member)), ("news", News.objects.filter(member=year.member))):
        paths |= {f"{kind} {at}": f"/{kind}/{one.pk}/" for at, one in enumerate(rows.order_by("pk"))}
    return {name: _plain(year, year.client.get(path).text) for name, path in paths.items()}


def _plain(year: Year, page: str) -> str:
    known: dict[str, str] = {}
    page = _DRAWN.sub("token", page.replace(year.member.email, "me@example.org"))
    return _ID.sub(lambda found: known.setdefault(found.group(), f"id {len(known)}"), page)
