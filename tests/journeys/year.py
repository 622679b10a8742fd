"""A year of somebody busy, day by day and through the pages: what befalls them, and what they do about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import time_machine
from django.db.models import Q
from django.test import Client

from bothways.accounts.models import Member
from bothways.exchange.tests import make as files
from bothways.gratitude.models import Letter, Loop
from bothways.gratitude.tests import make as letters
from bothways.ground import clock
from bothways.moments.models import Moment
from bothways.people.models import Person
from tests.journeys.forms import send
from tests.journeys.year_story import (
    AWAY,
    FIRST,
    FIXED,
    LAST,
    LOOKS,
    MAIL_ON,
    MENTEES,
    MENTORS,
    MOVED,
    MUCH_WITH,
    PUT_RIGHT_ON,
)

_CARD = re.compile(r'id="card-([0-9a-f-]{36})"(.*?)</article>', re.DOTALL)
_ACT, _ABOUT = re.compile(r'name="act" value="(\w+)"'), re.compile(r'name="about" value="([0-9a-f-]+)"')
_ASKED = re.compile(r"/letters/([0-9a-f-]{36})/given/")
_WRONG = re.compile(r'class="(?:error|note)[^>]*>([^<]*)')
_HIDDEN = re.compile(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"')


@dataclass(frozen=True)
class Shown:
    """A card as it stood on the page."""

    person: UUID
    act: str
    about: UUID | None
    promise: str = ""


class Year:
    """The same lots are drawn in each: two members who live it see the same."""

    def __init__(self, member: Member, folder: Path) -> None:
        self.member, self.folder, self.client, self.lot = member, folder, Client(), Random(2026)
        self.people: dict[str, UUID] = {}
        self.mail: list[str] = []
        self.page = ""  # Today as it was found on the day
        self.on_coming_back: list[str] = []  # that day: as it was found, when it was begun to be told, when it was told
        self.cards: list[Shown] = []  # of the day, before anything was done
        self.asked: list[str] = []  # letters of which it was asked whether they reached somebody
        self.answered: set[UUID] = set()  # on this day: put off, or done
        self.done: set[UUID] = set()
        self.put_off: dict[tuple[UUID, str], date] = {}  # in this year: until when
        # On this day: to whom a letter was begun, whether "find out gently" came first, the last sign of them till then
        self.first_found_out: list[tuple[UUID, bool, date | None]] = []

    def days(self) -> Iterator[date]:
        """Each day on which they look, when it is over."""
        day = FIRST
        while day <= LAST:
            if _is_looked_at(day):
                with time_machine.travel(datetime.combine(day, time(1), UTC), tick=True):
                    self.client.force_login(self.member)
                    self._live(clock.today_in(Member.objects.get(pk=self.member.pk).timezone))
                    yield day
            day += timedelta(days=1)

    def _live(self, day: date) -> None:
        if not self.people:
            self._begin()
        self._comes(day)
        self.page, self.on_coming_back = self.client.get("/").text, []
        if "What changed" in self.page:
            self._come_back()
        self.cards, self.asked = [*_cards(self.page)], [*dict.fromkeys(_ASKED.findall(self.page))]
        self.answered, self.done, self.first_found_out = set(), set(), []
        for letter in self.asked:
            self._say_whether_it_reached(letter)
        for card in self.cards:
            self._answer(card, day)
        letters.work(self.member, clock.now())
        self._befalls(day)

    def _come_back(self) -> None:
        """Somebody has moved: that is told on the page that is led to, and until then the question stays."""
        self.on_coming_back = [self.page]
        person = Person.objects.get(pk=self.people[MOVED])
        self._post("/today/back/", {"person": person.pk, "what": "moved"})
        self.on_coming_back.append(self.client.get("/").text)
        said = {"name": person.name, "emails": address(person.name), "postal": "Harbour Street 4"}
        self._post(f"/people/{person.pk}/change/", {**said, "language": person.language, "version": person.version})
        self.page = self.client.get("/").text
        self.on_coming_back.append(self.page)

    def _post(self, path: str, typed: dict[str, Any]) -> Any:
        answer = send(self.client, path, typed)
        assert answer.status_code in (200, 302), f"{path} {typed}: {answer.status_code} {_WRONG.findall(answer.text)}"
        return answer

    def _begin(self) -> None:
        names = (*MENTORS, *MENTEES)
        cards = "".join(files.card(name, address(name), uid=f"card-{name}") for name in names)
        files.brought(self.member, files.written(self.folder, "friends.vcf", cards), at=clock.now())
        self.people = {one.name: one.pk for one in Person.objects.of(self.member)}
        for name in names:
            role, begins = ("mentor", "1998") if name in MENTORS else ("mentee", "2024")
            self._post(
                f"/people/{self.people[name]}/role/", {"role": role, "chapter": "", "begins": begins, "ends": ""}
            )

    def _comes(self, day: date) -> None:
        """What is fixed in this year."""
        if day.day == MAIL_ON:
            self._mail_of_the_month(day)
        if day.day == PUT_RIGHT_ON:
            self._put_right()
        if name := MUCH_WITH.get(day):
            self._much_with(name, day)
        for path, typed in FIXED.get(day, ()):
            self._post(
                path.format_map(self.people), {name: text.format_map(self.people) for name, text in typed.items()}
            )

    def _much_with(self, name: str, day: date) -> None:
        """Thanks and joy that are open or begun, a promise past its day, news to tell, a meeting and what is ahead."""
        person, before = self.people[name], day - timedelta(days=2)
        for deed in ("You taught me to wait.", "You read all of it."):
            self._moment(name, "theirs", "time", deed, before)
        self._moment(name, "theirs", "ahead", "Your talk", day + timedelta(days=3))
        self._moment(name, "together", "meeting_planned", "Lunch", day + timedelta(days=5))
        self._moment(name, "theirs", "kept_words", "", before, words=f"Words of {name}.")
        for what in ("The book", "The address"):
            self._post("/promises/make/", {**self._promise(name, before), "what": what})
        self._post("/promises/make/", {**self._promise(name, day), "lane": "theirs"})
        self._post(f"/people/{person}/good-news/keep/", {"deed": f"You won, {name}.", "on": str(before)})
        self._post("/news/keep/", {"what": f"I owe it to {name}.", "on": str(before), "also": person})
        begun = Moment.objects.filter(person=person, deed="You taught me to wait.").get()
        self._post(f"/moments/{begun.pk}/thank/", {})

    def _put_right(self) -> None:
        """A moment that was thanked for is written better: that opens nothing again."""
        closed = Loop.objects.filter(member=self.member).exclude(thanked_on=None).select_related("moment")
        for loop in closed.order_by("-thanked_on", "-pk")[:1]:
            one = loop.moment
            said = {"lane": one.lane, "kind": one.kind, "deed": f"{one.deed} Twice.", "words": one.words}
            said |= {"on": str(one.on), "cost": one.cost, "effect": one.effect, "minutes": "", "note": one.note}
            said["version"] = one.version
            self._post(f"/moments/{one.pk}/change/", said)

    def _mail_of_the_month(self, day: date) -> None:
        """The archive grows, and the whole of it is brought in each time."""
        for number, name in enumerate(self._lots(3)):
            at = datetime.combine(day - timedelta(days=3 + number), time(12), UTC)
            ends = (address(name), self.member.email)[:: self.lot.choice((1, -1))]
            self.mail.append(
                files.letter(*ends, at=at, message_id=f"{day:%m}.{number}@x.example", subject=f"In {day:%B}")
            )
        path = files.written(self.folder, f"{day:%m}.mbox", "".join(self.mail))
        files.brought(self.member, path, at=clock.now())
        again = files.brought(self.member, path, at=clock.now())
        assert again.moments_new == 0

    def _lots(self, many: int) -> list[str]:
        return self.lot.sample((*MENTORS, *MENTEES), many)

    def _befalls(self, day: date) -> None:
        """What comes by chance, with whomever it comes."""
        (name,) = self._lots(1)
        person, chance = Person.objects.get(pk=self.people[name]), self.lot.randrange(24)
        if chance < 2:
            self._moment(name, "theirs", "time", f"You sat with me on {day:%d %B}.", day)
        if person.life == "died" or person.contact != "open":
            return
        ahead = day + timedelta(days=self.lot.randrange(2, 30))
        match chance:
            case 2 | 3:
                self._moment(name, "together", self.lot.choice(("met", "spoke")), "", day)
            case 4:
                good = {"deed": f"You won the prize of {day:%B}.", "on": str(day)}
                self._post(f"/people/{person.pk}/good-news/keep/", good)
            case 5:
                self._post("/promises/make/", self._promise(name, ahead))
            case 6:
                self._post("/news/keep/", {"what": f"I passed the test of {day}.", "on": str(day), "also": person.pk})
            case 7:
                self._moment(name, "theirs", "ahead", "Their interview", ahead)

    def _promise(self, name: str, on: date) -> dict[str, Any]:
        return {"lane": "mine", "what": f"The book for {on}", "on": str(on), "person": self.people[name]}

    def _moment(self, name: str, lane: str, kind: str, deed: str, on: date, words: str = "") -> None:
        said = {"lane": lane, "kind": kind, "deed": deed, "words": words, "on": str(on), "cost": "", "effect": ""}
        self._post("/moments/remember/", {**said, "minutes": "", "note": "", "person": self.people[name], "name": ""})

    def _answer(self, card: Shown, day: date) -> None:
        """Busy people do it, do it another way, put it off, or leave it for another day."""
        chance = self.lot.random()
        if chance < 0.4:
            return
        self.answered.add(card.person)
        if chance < 0.5:
            days = self.lot.choice(("3", "14", "90"))
            self._post(f"/today/{card.person}/not-now/", {"act": card.act, "days": days})
            self.put_off[card.person, card.act] = day + timedelta(days=int(days))
        elif card.act == "keep_promise":
            self._post(f"/promises/{card.promise}/{self.lot.choice(('keep', 'release'))}/", {})
        elif card.about and chance < 0.9:
            self.done.add(card.person)
            self._write(card, day)
        elif card.act != "remember":
            self.done.add(card.person)
            self._post(f"/today/{card.person}/done/", {"act": card.act, "how": self.lot.choice(("spoke", "met"))})

    def _write(self, card: Shown, day: date) -> None:
        answer = self._post(f"/today/{card.person}/begin/", {"act": card.act, "about": card.about})
        if answer.status_code == 200:  # one of another kind is begun
            answer = self._post(f"/letters/to/{card.person}/start/", dict(_HIDDEN.findall(answer.text)))
        path = answer["Location"]
        known, asks = Letter.objects.get(pk=path.split("/")[2]).found_out, "find-out" in self.client.get(path).text
        if not known:
            self.first_found_out.append((card.person, asks, _last_sign(card.person, day)))
        if asks:
            self._post(f"{path}find-out/", {"life": "living", "died": ""})
        letter = Letter.objects.get(pk=path.split("/")[2])
        way = self.lot.choice(("send", "send", "send", "print", "copy", "say"))
        said = {slug: letter.answers().get(slug) or f"In your words on {slug}." for slug in letter.of_kind.slugs}
        self._post(f"{path}ready/{way}/", {**letters.as_typed(letter, **said), "kind": letter.kind})

    def _say_whether_it_reached(self, letter: str) -> None:
        if self.lot.random() < 0.2:
            self._post(f"/letters/{letter}/not-yet/", {})
        elif self._post(f"/letters/{letter}/given/", {"on": ""}).status_code == 200:
            self._post(f"/letters/{letter}/given/", {"on": "", "knows": "yes"})


def _is_looked_at(day: date) -> bool:
    """From Monday to Friday, and whenever something is fixed; not while they are away."""
    fixed = day in FIXED or day in LOOKS or day in MUCH_WITH or day.day in (MAIL_ON, PUT_RIGHT_ON)
    return (day.weekday() < 5 or fixed) and not AWAY[0] <= day < AWAY[1]


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.edu"


def _last_sign(person: UUID, day: date) -> date | None:
    """Whatever came from them, was shared with them or went to them."""
    heard = Moment.objects.filter(Q(contact=True) | Q(lane__in=("theirs", "together")), person=person, latest__lte=day)
    return heard.order_by("-latest").values_list("latest", flat=True).first()


def _cards(page: str) -> Iterator[Shown]:
    for person, rest in _CARD.findall(page):
        act, about = _ACT.findall(rest)[0], _ABOUT.findall(rest)
        promise = re.findall(r"/promises/([0-9a-f-]{36})/", rest)
        yield Shown(UUID(person), act, UUID(about[0]) if about else None, promise[0] if promise else "")
