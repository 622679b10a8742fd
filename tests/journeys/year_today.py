"""What Today may show, and when: the rules of the design with their numbers, against what the tables say."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from bothways.gratitude.models import Loop, Telling, TheirNews
from bothways.moments.models import Moment
from bothways.rhythm.models import Promise
from tests.journeys.year import Shown, Year
from tests.journeys.year_story import (
    AWAY,
    DIED,
    MENTEE_SINCE,
    MENTEES,
    MENTOR_SINCE,
    MISTAKEN,
    REMEMBERED,
    TAKEN_BACK,
    UNKNOWN,
    UNKNOWN_FROM,
    mourns,
    resting,
    state,
)

A_WEEK = 3  # decision 19
QUIET = 30  # days after a deed, for thank, ask and rhythm (CAD-2)
WELCOME = 60  # days for news of theirs (GRAT-9)
AHEAD = 365  # days in which it is asked how something went
SOFTLY = {"mentee": 45, "mentor": 200}  # days of silence: mentored for two years; known for long, and colleagues now
UNSURE = 1095  # days without a sign, after which one finds out gently (CAD-5)
AROUND = 3  # days before and after a day of remembrance
HELD_BY_QUIET = {"thank", "ask", "meet", "reconnect"}
RHYTHM = {"meet", "reconnect"}


class Watch:
    """Looks at Today on each day, and remembers what was answered."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.names: dict[UUID, str] = {}
        self.done: dict[UUID, date] = {}
        self.put_off: dict[tuple[UUID, str], date] = {}
        self.said_to_live: dict[UUID, date] = {}
        self.asked: set[str] = set()
        self.week: set[UUID] = set()
        self.seen: set[str] = set()  # every deed that was shown

    def look(self, day: date) -> None:
        self.names = {pk: name for name, pk in self.year.people.items()}
        if day.weekday() == 0 or day == AWAY[1]:
            self.week = set()
        self._whoever_comes_back_is_asked_what_changed(day)
        self._nobody_who_rests_is_named(day)
        self._greeted(day)
        cards = self.year.cards
        assert len({card.person for card in cards}) == len(cards)
        assert len(cards) <= max(0, A_WEEK - len(self.week)), f"{day}: too many"
        for card in cards:
            for wrong in self._wrong(card, day):
                raise AssertionError(f"{day}: {self.names[card.person]}: {card}: {wrong}")
        assert not self.asked & {*self.year.asked}, f"{day}: asked twice whether it reached them"
        self._found_out(day)
        self.asked |= {*self.year.asked}
        self.week |= self.year.answered
        self.done |= dict.fromkeys(self.year.done, day)
        self.put_off = dict(self.year.put_off)
        self.seen |= {card.act for card in cards}

    def _whoever_comes_back_is_asked_what_changed(self, day: date) -> None:
        """Decision 8: at once and only then; looking is not doing, and one deed follows on that day."""
        if day != AWAY[1]:
            assert self.year.on_coming_back == [], f"{day}: asked what changed"
            return
        assert self.year.on_coming_back, f"{day}: nobody asked what changed"
        found, begun, told = self.year.on_coming_back
        for page in (found, begun):
            assert "What changed?" in page, day
            assert "moved, fallen ill, or died?" in page
            assert 'class="card act"' not in page, "a heap stands beside the question"
            assert [name for name in resting(day) if name in page] == []
        assert "What changed?" not in told
        assert len(self.year.cards) == 1, f"{day}: one deed"
        assert "overdue" not in told.lower()

    def _nobody_who_rests_is_named(self, day: date) -> None:
        """By no card, no meeting, no letter and no news; who has died around the days of remembrance alone."""
        main = self.year.page.partition("<main")[2]
        near = abs((day - REMEMBERED).days) <= AROUND
        for name in resting(day):
            assert name not in main or (name == DIED and near), f"{day}: {name} is brought up"
        put_off = self.put_off.get((self.year.people[DIED], "remember"), day)
        assert DIED in main or not near or day < put_off, f"{day}: not remembered"

    def _greeted(self, day: date) -> None:
        said = re.findall(r"<h1>([^<]+)</h1>", self.year.page)[0]
        assert (said == "Today") == mourns(day), f"{day}: {said}"

    def _found_out(self, day: date) -> None:
        """Before a letter to somebody silent for three years, or where nobody knows; and else never."""
        for person, asked, heard in self.year.first_found_out:
            name, lives = self.names[person], self.said_to_live.get(person)
            begins = MENTEE_SINCE if name in MENTEES else MENTOR_SINCE
            since = (day - max(one for one in (begins, heard, lives) if one)).days
            unknown = name == UNKNOWN and day >= UNKNOWN_FROM and (lives is None or lives < UNKNOWN_FROM)
            unsure = unknown or since >= UNSURE
            assert asked == unsure, f"{day}: {name}: {since} days without a sign; asked: {asked}, said to live: {lives}"
            if asked:
                self.said_to_live[person] = day
        if day == TAKEN_BACK:
            self.said_to_live[self.year.people[MISTAKEN]] = day

    def _wrong(self, card: Shown, day: date) -> Iterator[str]:
        name, person = self.names[card.person], card.person
        if not self._may_be_brought_up(card, state(name, day)):
            yield state(name, day) or "remembered alive"
        alike = RHYTHM if card.act in RHYTHM else {card.act}
        if any(day < self.put_off.get((person, act), day) for act in alike):
            yield "put off"
        if card.act in HELD_BY_QUIET and person in self.done and (day - self.done[person]).days < QUIET:
            yield "not quiet for a month"
        if card.act != "remember" and not self._lies_open(card, day):
            yield "nothing of that lies open"

    def _may_be_brought_up(self, card: Shown, why: str) -> bool:
        return why == "died" if card.act == "remember" else not why

    def _lies_open(self, card: Shown, day: date) -> bool:
        about = {"person": card.person, "member": self.year.member}
        match card.act:
            case "thank":
                return Loop.objects.filter(**about, pk=card.about, let_go="").exists()
            case "tell":
                return Telling.objects.filter(**about, news=card.about, let_go="").exists()
            case "congratulate" | "celebrate":
                welcome = Moment.objects.get(pk=card.about).latest >= day - timedelta(days=WELCOME)
                return welcome and TheirNews.objects.filter(**about, pk=card.about, let_go="").exists()
            case "keep_promise":
                return Promise.objects.filter(**about, pk=card.promise, lane="mine", earliest__lte=day).exists()
            case "meet" | "reconnect":
                last = self._last_contact(card.person, day)
                softly = SOFTLY["mentee" if self.names[card.person] in MENTEES else "mentor"]
                return last is None or (day - last).days >= softly
            case _ask:
                been = {"latest__lt": day, "latest__gte": day - timedelta(days=AHEAD)}
                return Moment.objects.filter(**about, kind="ahead", **been).exists()

    def _last_contact(self, person: UUID, day: date) -> date | None:
        """Before this day: what was done on it came after the look."""
        rows = Moment.objects.filter(person=person, contact=True, latest__lt=day).order_by("-latest")
        return rows.values_list("latest", flat=True).first()
