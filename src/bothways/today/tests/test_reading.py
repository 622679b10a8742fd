"""Today reads little, and shows what it would show had it read everything."""

import datetime as dt
from datetime import date, timedelta
from random import Random

import pytest

from bothways.accounts.models import Member
from bothways.formats.days import Day, exactly, in_month, in_year, yearly
from bothways.gratitude.models import Letter, Loop, News, Telling, TheirNews
from bothways.gratitude.tests import make as letters
from bothways.moments.models import Moment, State
from bothways.people.models import Person, RememberedDay, Role
from bothways.rhythm.models import Promise, Rhythm
from bothways.today.models import Answer
from bothways.today.queries import page
from bothways.today.queries.page import cards
from bothways.today.rules.cards import Act
from bothways.today.tests import plainly

TODAY = date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
SORTS = ("silent", "lively", "open", "answered", "strangers", "all")


class Lived:
    """A life by chance: whom it has much of depends on its sort."""

    def __init__(self, member: Member, sort: str, seed: int) -> None:
        self.member, self.sort, self.chance = member, sort, Random(f"{sort} {seed}")
        self.people = Person.objects.bulk_create(self._person(n) for n in range(self.chance.choice([0, 2, 5, 12, 40])))
        self._narrow_rows()
        if sort in ("open", "answered", "all"):
            self._what_lies_open()
        if sort in ("answered", "all"):
            self._answers()

    def ago(self, most: int, least: int = 0) -> date:
        return TODAY - timedelta(days=self.chance.randint(least, most))

    def maybe(self, how_often: float) -> bool:
        return self.chance.random() < how_often

    def _person(self, number: int) -> Person:
        odd = self.sort != "lively" and self.maybe(0.3)
        life = self.chance.choice(["died", "unknown", "living"]) if odd else "living"
        contact = self.chance.choice(["paused", "ended", "open"]) if odd else "open"
        until = self.ago(40, -40) if self.maybe(0.5) else None
        return Person(member=self.member, name=f"Person {number}", life=life, contact=contact, paused_until=until)

    def _day(self) -> Day | None:
        on = self.ago(9000 if self.maybe(0.6) else 1200, -200)
        return self.chance.choice([None, exactly(on), in_month(on.year, on.month), in_year(on.year), yearly(4, 12)])

    def _narrow_rows(self) -> None:
        often = {"silent": 3000, "lively": 500}.get(self.sort, 1200)
        for person in self.people:
            for _ in range(self.chance.choice([0, 1, 1, 1, 2])):
                role = self.chance.choice(["mentor", "mentee", "peer"])
                Role.objects.create(member=self.member, person=person, role=role, begins=self._day(), ends=self._day())
            if self.maybe(0.2):
                Rhythm.objects.create(member=self.member, person=person, every_days=self.chance.choice([1, 20, 700]))
            if person.life == "died":
                RememberedDay.objects.create(person=person, month=11, day=self.chance.randint(15, 29))
            if self.maybe(0.3 if self.sort == "strangers" else 0.9):
                last = self.ago(often) if self.maybe(0.3 if self.sort == "strangers" else 0.9) else None
                ahead = self.ago(500, -30) if self.maybe(0.1) else None
                State.objects.create(
                    member=self.member, person=person, last_contact=last, heard_on=last, ahead_on=ahead,
                    ahead_id=person.pk if ahead else None,
                )  # fmt: skip

    def _what_lies_open(self) -> None:
        news = News.objects.create(member=self.member, what="I found work.", earliest=TODAY, latest=TODAY)
        for person in self.people * self.chance.choice([1, 2]):
            on = self.ago(400)
            help_ = Moment.objects.create(
                member=self.member, person=person, lane="theirs", kind="taught", earliest=on, latest=on
            )
            letter = self._letter(person) if self.maybe(0.2) else None
            if self.maybe(0.3):
                self._promise(person)
            if self.maybe(0.6):
                thanked = on if self.maybe(0.3) else None
                let_go = "done" if self.maybe(0.1) else ""
                Loop.objects.create(
                    moment=help_, member=self.member, person=person, since=on, thanked_on=thanked, let_go=let_go,
                    thanked_by=letter,
                )  # fmt: skip
            if self.maybe(0.3):
                TheirNews.objects.get_or_create(
                    moment=help_, member=self.member, person=person, since=self.ago(70), congratulated_by=letter,
                    congratulated_on=on if self.maybe(0.2) else None, let_go="done" if self.maybe(0.1) else "",
                )  # fmt: skip
            if self.maybe(0.2):
                of_help = help_ if self.maybe(0.7) else None
                Telling.objects.get_or_create(
                    news=news, person=person, moment=of_help,
                    defaults={"member": self.member, "news_on": self.ago(9), "told_by": letter},
                )  # fmt: skip

    def _promise(self, person: Person) -> None:
        on = self._day()
        on = on if on and on.year else None
        state = self.chance.choice(["open", "open", "kept", "released"])
        Promise.objects.create(
            member=self.member, person=person, lane=self.chance.choice(["mine", "mine", "theirs"]), what="The slides",
            earliest=on and on.earliest, latest=on and on.latest, precision=on.precision if on else "", state=state,
            settled_on=None if state == "open" else self.ago(60),
        )  # fmt: skip

    def _letter(self, person: Person) -> Letter:
        state = self.chance.choice(["ready", "given"])
        ready = NOW - timedelta(days=self.chance.randint(8, 30))
        return Letter.objects.create(member=self.member, person=person, state=state, saved_at=NOW, ready_at=ready)

    def _answers(self) -> None:
        for person in self.people:
            for act in self.chance.sample(list(Act), self.chance.choice([0, 0, 1, 2])):
                said = self.chance.choice(["put_off", "put_off", "done"])
                until = self.ago(10, -40) if said == "put_off" and self.maybe(0.7) else None
                on = self.ago(60, 0 if self.maybe(0.1) else 7)
                Answer.objects.create(member=self.member, person=person, act=act, answer=said, on=on, until=until)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("sort", SORTS)
def test_the_cards_are_those_that_are_chosen_from_everything(ada, ben, sort, seed, monkeypatch):
    monkeypatch.setattr(page, "AT_FIRST", 3)  # so little that a life of forty goes beyond
    monkeypatch.setattr(page, "MOST_SILENT", 4)
    monkeypatch.setattr(page, "FURTHER", 3)
    Lived(ada, sort, seed)
    Lived(ben, "all", seed)

    assert cards(ada, TODAY) == plainly.cards(ada, TODAY)


def test_who_asked_to_hear_from_me_often_stands_before_many_who_are_silent_for_longer(ada, monkeypatch):
    monkeypatch.setattr(page, "MOST_SILENT", 8)
    many = Person.objects.bulk_create(Person(member=ada, name=f"Person {n}") for n in range(12))
    Role.objects.bulk_create(Role(member=ada, person=one, role="mentor") for one in many)
    State.objects.bulk_create(
        State(member=ada, person=one, last_contact=TODAY - timedelta(days=400 - 5 * n)) for n, one in enumerate(many)
    )
    Rhythm.objects.create(member=ada, person=many[11], every_days=30)

    assert cards(ada, TODAY)[0].person == many[11].pk


@pytest.mark.parametrize("with_a_row", [0, 1, 2])
def test_of_many_with_whom_nothing_is_kept_those_written_down_first_stand_first(ada, with_a_row, monkeypatch):
    """Some have a row of what their moments say, with no contact in it, and the first of these cannot be written to."""
    monkeypatch.setattr(page, "MOST_SILENT", 2)
    monkeypatch.setattr(page, "FURTHER", 2)
    made = Person.objects.bulk_create(Person(member=ada, name=f"Person {n}") for n in range(24))
    people = sorted(made, key=lambda one: one.pk)
    Person.objects.filter(pk__in=[one.pk for one in people[with_a_row:15:3]]).update(contact="ended")
    Role.objects.bulk_create(Role(member=ada, person=one, role="mentor") for one in people)
    State.objects.bulk_create(State(member=ada, person=one) for one in people[with_a_row::3])

    chosen = cards(ada, TODAY)

    assert chosen == plainly.cards(ada, TODAY)
    assert [card.person for card in chosen] == [one.pk for one in people if one not in people[with_a_row:15:3]][:3]


def test_a_letter_that_is_ready_holds_back_lesser_deeds_for_its_person(ada, grace):
    assert [card.person for card in cards(ada, TODAY)] == [grace.pk]  # nothing is kept of any letter or talk

    Letter.objects.create(member=ada, person=grace, state="ready", saved_at=NOW, ready_at=NOW)

    assert cards(ada, TODAY) == []


@pytest.mark.parametrize(("ready_by", "waits"), [("print", True), ("", False)])
def test_what_lies_beside_another_draft_holds_back_no_thanks(ada, grace, ready_by, waits):
    help_ = letters.help_of(grace)
    letters.ready_letter(grace, help_)
    Letter.objects.update(ready_by=ready_by)
    later = TODAY + timedelta(days=30)  # in a week in which nothing was made ready

    chosen = cards(ada, later)

    assert chosen == plainly.cards(ada, later)
    assert (Act.THANK in [card.act for card in chosen]) is not waits
