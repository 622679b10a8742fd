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
from django.test import Client

from bothways.accounts.models import Member
from bothways.exchange.tests import make as files
from bothways.gratitude.models import Letter
from bothways.gratitude.tests import make as letters
from bothways.ground import clock
from bothways.people.models import Person
from tests.journeys.forms import send

FIRST, LAST = date(2026, 1, 5), date(2027, 1, 4)
AWAY = (date(2026, 7, 1), date(2026, 9, 3))  # 64 days without a look at it
DIED, ENDED, PAUSED = "Rosa Quispe", "Omar Haddad", "Ines Roth"
MENTORS = (DIED, ENDED, PAUSED, "Thomas Bell", "Wen Li", "Grace Hill", "Ana Sousa", "Pia Lund")
MENTEES = ("Lin Okafor", "Tom Reyes")
# What befalls whom on which day: the form, and what is typed into it
FIXED = {
    date(2026, 3, 10): [("/people/{Thomas Bell}/life/", {"life": "unknown", "died": ""})],
    date(2026, 4, 15): [
        ("/promises/make/", {"lane": "mine", "what": "The book", "on": "2026-04-18", "person": "{Rosa Quispe}"}),
        ("/people/{Rosa Quispe}/life/", {"life": "died", "died": "2026-04-15"}),
        ("/people/{Rosa Quispe}/remember-on/", {"month": "11", "day": "2", "word": "All Souls"}),
    ],
    date(2026, 5, 1): [("/people/{Ines Roth}/contact/", {"contact": "paused", "until": "2026-06-15"})],
    date(2026, 5, 10): [("/people/{Omar Haddad}/contact/", {"contact": "ended", "until": ""})],
    date(2026, 5, 20): [  # across the date line: what is today there is yesterday here
        (
            "/settings/change/",
            {"name": "Lucía Sol", "timezone": "Pacific/Auckland", "language": "en", "paper": "a4", "version": "1"},
        ),
        ("/chapters/begin/", {"name": "By the sea", "kind": "", "place": "", "begins": "2026", "ends": ""}),
        ("/news/keep/", {"what": "I moved to the sea.", "on": "2026-05-20", "also": "{Ana Sousa}"}),
    ],
    date(2026, 10, 10): [("/people/{Wen Li}/life/", {"life": "died", "died": ""})],  # by mistake
    date(2026, 10, 12): [("/people/{Wen Li}/life/", {"life": "living", "died": ""})],
}
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
        self.cards: list[Shown] = []  # of the day, before anything was done
        self.answered: set[UUID] = set()  # on this day: put off, or done
        self.done: set[UUID] = set()

    def days(self) -> Iterator[date]:
        """Each day on which they look, when it is over."""
        day = FIRST
        while day <= LAST:
            if not AWAY[0] <= day < AWAY[1]:
                with time_machine.travel(datetime.combine(day, time(1), UTC), tick=True):
                    self.client.force_login(self.member)
                    self._live(clock.today_in(Member.objects.get(pk=self.member.pk).timezone))
                    yield day
            day += timedelta(days=1)

    def _live(self, day: date) -> None:
        if not self.people:
            self._begin()
        self._comes(day)
        page = self.client.get("/").text
        if "What changed" in page:
            self._post("/today/back/", {"person": self.people["Pia Lund"], "what": "moved"})
            page = self.client.get("/").text
        self.cards = [*_cards(page)]
        self.answered, self.done = set(), set()
        for letter in dict.fromkeys(_ASKED.findall(page)):
            self._say_whether_it_reached(letter)
        for card in self.cards:
            self._answer(card)
        letters.work(self.member, clock.now())
        self._befalls(day)

    def _post(self, path: str, typed: dict[str, Any]) -> Any:
        answer = send(self.client, path, typed)
        assert answer.status_code in (200, 302), f"{path} {typed}: {answer.status_code} {_WRONG.findall(answer.text)}"
        return answer

    def _begin(self) -> None:
        names = (*MENTORS, *MENTEES)
        cards = "".join(files.card(name, _address(name), uid=f"card-{name}") for name in names)
        files.brought(self.member, files.written(self.folder, "friends.vcf", cards), at=clock.now())
        self.people = {one.name: one.pk for one in Person.objects.of(self.member)}
        for name in names:
            role, begins = ("mentor", "1998") if name in MENTORS else ("mentee", "2024")
            self._post(
                f"/people/{self.people[name]}/role/", {"role": role, "chapter": "", "begins": begins, "ends": ""}
            )

    def _comes(self, day: date) -> None:
        """What is fixed in this year."""
        if day.day == 3:
            self._mail_of_the_month(day)
        for path, typed in FIXED.get(day, ()):
            self._post(
                path.format_map(self.people), {name: text.format_map(self.people) for name, text in typed.items()}
            )

    def _mail_of_the_month(self, day: date) -> None:
        """The archive grows, and the whole of it is brought in each time."""
        for number, name in enumerate(self._lots(3)):
            at = datetime.combine(day - timedelta(days=3 + number), time(12), UTC)
            ends = (_address(name), self.member.email)[:: self.lot.choice((1, -1))]
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

    def _moment(self, name: str, lane: str, kind: str, deed: str, on: date) -> None:
        said = {"lane": lane, "kind": kind, "deed": deed, "words": "", "on": str(on), "cost": "", "effect": ""}
        self._post("/moments/remember/", {**said, "minutes": "", "note": "", "person": self.people[name], "name": ""})

    def _answer(self, card: Shown) -> None:
        """Busy people do it, do it another way, put it off, or leave it for another day."""
        chance = self.lot.random()
        if chance < 0.4:
            return
        self.answered.add(card.person)
        if chance < 0.5:
            self._post(f"/today/{card.person}/not-now/", {"act": card.act, "days": self.lot.choice(("3", "14", "90"))})
        elif card.act == "keep_promise":
            self._post(f"/promises/{card.promise}/{self.lot.choice(('keep', 'release'))}/", {})
        elif card.about and chance < 0.9:
            self.done.add(card.person)
            self._write(card)
        elif card.act != "remember":
            self.done.add(card.person)
            self._post(f"/today/{card.person}/done/", {"act": card.act, "how": self.lot.choice(("spoke", "met"))})

    def _write(self, card: Shown) -> None:
        answer = self._post(f"/today/{card.person}/begin/", {"act": card.act, "about": card.about})
        if answer.status_code == 200:  # one of another kind is begun
            answer = self._post(f"/letters/to/{card.person}/start/", dict(_HIDDEN.findall(answer.text)))
        path = answer["Location"]
        if "find-out" in self.client.get(path).text:
            self._post(f"{path}find-out/", {"life": "living", "died": ""})
        letter = Letter.objects.get(pk=path.split("/")[2])
        way = self.lot.choice(("send", "send", "print", "copy", "say"))
        said = {slug: letter.answers().get(slug) or f"In your words on {slug}." for slug in letter.of_kind.slugs}
        self._post(f"{path}ready/{way}/", {**letters.as_typed(letter, **said), "kind": letter.kind})

    def _say_whether_it_reached(self, letter: str) -> None:
        if self.lot.random() < 0.2:
            self._post(f"/letters/{letter}/not-yet/", {})
        elif self._post(f"/letters/{letter}/given/", {"on": ""}).status_code == 200:
            self._post(f"/letters/{letter}/given/", {"on": "", "knows": "yes"})


def _address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.edu"


def _cards(page: str) -> Iterator[Shown]:
    for person, rest in _CARD.findall(page):
        act, about = _ACT.findall(rest)[0], _ABOUT.findall(rest)
        promise = re.findall(r"/promises/([0-9a-f-]{36})/", rest)
        yield Shown(UUID(person), act, UUID(about[0]) if about else None, promise[0] if promise else "")
