"""Writes the example life as the files that people bring in, with the truth of what is in them beside."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import BinaryIO

from bothways.example.cards import CARDS, TWICE, cards
from bothways.example.life import SEED, example_life
from bothways.example.mail import Mail, mail
from bothways.example.others import Other, others
from bothways.example.values import Life

MESSAGES = 10_000
PEOPLE, ARCHIVE, TRUTH = "people.vcf", "mail.mbox", "truth.json"


@dataclass(slots=True)
class Contact:
    """Direct contact with one address: its last day (UTC), how often they wrote and how often Lucía did."""

    last: str = ""
    wrote: int = 0
    received: int = 0


@dataclass(slots=True)
class Truth:
    """What a correct reader finds. Only sums of the mail are held, so that any number of messages takes little room."""

    own: list[str] = field(default_factory=list)
    cards: list[dict[str, object]] = field(default_factory=list)
    messages: int = 0
    direct: int = 0
    senders: dict[str, str] = field(default_factory=dict)
    contact: dict[str, Contact] = field(default_factory=dict)

    def add(self, one: Mail) -> None:
        self.messages += 1
        self.direct += bool(one.direct)
        day = one.sent_at.date().isoformat()
        self.senders[one.sender] = max(day, self.senders.get(one.sender, ""))
        for address in one.direct:
            contact = self.contact.setdefault(address, Contact())
            contact.last = max(day, contact.last)
            contact.received += one.wrote
            contact.wrote += not one.wrote

    def as_json(self) -> str:
        contact = {address: [one.last, one.wrote, one.received] for address, one in sorted(self.contact.items())}
        whole = {
            "own": self.own,
            "cards": self.cards,
            "messages": self.messages,
            "direct": self.direct,
            "senders": dict(sorted(self.senders.items())),
            "contact": contact,  # last day, how often they wrote, how often Lucía wrote to them
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def write_files(folder: Path, today: date, messages: int = MESSAGES, seed: int = SEED) -> Truth:
    """The files in `folder`, the same bytes for the same day, number and seed."""
    folder.mkdir(parents=True, exist_ok=True)
    life, lot = example_life(today, seed), Random(seed)  # noqa: S311 - the same lots each time are meant
    strangers = others(lot, CARDS - len(life.people) - len(TWICE), today.year - 1)
    truth = Truth(own=[email.address for email in life.own])
    with (folder / PEOPLE).open("wb") as stream:
        write_people(stream, life, strangers, lot, truth)
    with (folder / ARCHIVE).open("wb") as stream:
        for one in mail(life, strangers, lot, today, messages):
            stream.write(one.octets)
            truth.add(one)
    (folder / TRUTH).write_text(truth.as_json(), encoding="utf-8")
    return truth


def write_people(stream: BinaryIO, life: Life, strangers: tuple[Other, ...], lot: Random, truth: Truth) -> None:
    for card in cards(life, strangers, lot):
        stream.write(card.octets)
        truth.cards.append({"uid": card.uid, "name": card.name, "emails": list(card.emails)})
