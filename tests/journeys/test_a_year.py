"""A year leaves no contradiction: no prompt that a rule forbids, nothing said twice, nothing open that was closed."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
import time_machine

from bothways.accounts.actions import claim
from bothways.accounts.models import Member
from bothways.exchange.tests.conftest import own_folder as _own_folder
from bothways.gratitude.models import Letter, Loop, News, Telling, TheirNews
from bothways.gratitude.tests.conftest import box as _box
from bothways.moments import queries as moments
from bothways.moments.models import Moment
from bothways.rhythm.models import Promise
from tests.journeys.year import Shown, Year, address
from tests.journeys.year_pages import LISTS, Pages
from tests.journeys.year_story import LAST, LOOKS, state
from tests.journeys.year_today import Watch
from tests.postbox import Postbox

box, own_folder = _box, _own_folder
ACTS = {"congratulate", "celebrate", "keep_promise", "tell", "thank", "ask", "meet", "reconnect", "remember"}
Closed = tuple[str, UUID, UUID, UUID]  # the deed, with whom, about what, and in which row
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
        _live_through(year, box, looks=() if ended else LOOKS)
        sent = Letter.objects.of(year.member).filter(state="given", ready_by="send").count()
        assert sent > 10, "a year in which nothing happens says nothing"
        assert len(box.letters) == len(set(box.message_ids)) == sent
        ended.append(_pages(year))

    assert ended[0] == ended[1]


def _live_through(year: Year, box: Postbox, *, looks: tuple[date, ...]) -> None:
    watch = Watch(year)
    closed: set[Closed] = set()
    arrived = 0
    for day in year.days():
        watch.look(day)
        _asks_for_nothing_closed(year.cards, day, closed)
        now = _closed(year.member)
        assert closed <= now, f"{day}: opened again"
        closed = now
        _reach_only_whom_they_may(year, box, day, arrived)
        arrived = len(box.letters)
        if day in looks:
            wrong = [*Pages(year, day).wrong()]
            assert not wrong, "\n".join(wrong)
    assert watch.seen | {"remember"} == ACTS, "rules of what never comes up hold nothing"
    assert moments.drifted(year.member) == []
    assert _said_twice(year.member) == []


def _asks_for_nothing_closed(cards: list[Shown], day: date, closed: set[Closed]) -> None:
    known = {one[:3] for one in closed}
    for card in cards:
        act = {"celebrate": "congratulate"}.get(card.act, card.act)
        about = UUID(card.promise) if card.promise else card.about
        assert (act, card.person, about) not in known, f"{day}: {card}"


def _reach_only_whom_they_may(year: Year, box: Postbox, day: date, arrived: int) -> None:
    """Mail goes to people, each letter to one, and to nobody who rests."""
    names = {address(name): name for name in year.people}
    for letter in box.letters[arrived:]:
        (to,) = letter.recipients
        assert state(names[to], day) == "", f"{day}: a mail to {to}"


def _closed(member: Member) -> set[Closed]:
    of = {"member": member}
    rows = [("thank", one, one.pk) for one in Loop.objects.filter(**of).exclude(thanked_on=None)]
    rows += [("tell", one, one.news_id) for one in Telling.objects.filter(**of).exclude(told_on=None)]
    rows += [("congratulate", one, one.pk) for one in TheirNews.objects.filter(**of).exclude(congratulated_on=None)]
    rows += [("keep_promise", one, one.pk) for one in Promise.objects.of(member).exclude(state="open")]
    return {(what, one.person_id, about, one.pk) for what, one, about in rows}


def _said_twice(member: Member) -> list[str]:
    """A letter that was given stands once on the street."""
    given = Counter(
        Moment.objects.of(member).filter(source__in=("letter", "voice")).values_list("source_key", flat=True)
    )
    letters = {str(one.pk) for one in Letter.objects.of(member).filter(state="given")}
    return [key for key, times in given.items() if times > 1] + sorted(letters ^ given.keys())


@time_machine.travel(datetime.combine(LAST, time(20), UTC), tick=False)
def _pages(year: Year) -> dict[str, str]:
    """As they are on the last evening, by what they are of; ids and addresses are another member's."""
    year.client.get("/chapters/")  # what was said of the last deed has been read
    paths = {path: path for path in LISTS}
    paths |= {name: f"/people/{pk}/" for name, pk in year.people.items()}
    for kind, rows in (("moments", Moment.objects.of(year.member)), ("news", News.objects.filter(member=year.member))):
        some = [*rows.order_by("pk")][::5]  # all of them stand on their street, which is looked at whole
        paths |= {f"{kind} {at}": f"/{kind}/{one.pk}/" for at, one in enumerate(some)}
    return {name: _plain(year, year.client.get(path).text) for name, path in paths.items()}


def _plain(year: Year, page: str) -> str:
    known: dict[str, str] = {}
    page = _DRAWN.sub("token", page.replace(year.member.email, "me@example.org"))
    return _ID.sub(lambda found: known.setdefault(found.group(), f"id {len(known)}"), page)
