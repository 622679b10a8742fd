"""Lucía's mail from 1998 on, any number of messages one after the other: personal, from lists, and automatic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from bothways.example.letters import Envelope, written
from bothways.example.others import Other
from bothways.example.values import Email, Life
from bothways.example.words import LINES, LIST_SUBJECTS, LISTS, SENDERS, SUBJECTS

FIRST = datetime(1998, 9, 1, tzinfo=UTC)
MOST_DIRECT = 10  # decision 11: more recipients than these are an announcement

_PERSONAL, _FROM_LISTS = 0.55, 0.80  # the shares, one upon the other; the rest is automatic


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as it stands in the archive, and what a reader should find: `direct` are those it is contact with."""

    octets: bytes
    sender: str
    sent_at: datetime  # where the header has no date, when it arrived
    direct: tuple[str, ...] = ()
    wrote: bool = False  # by Lucía


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    emails: tuple[Email, ...]


class Post:
    """Draws messages by lot; whoever writes or is written to had that address in that year."""

    def __init__(self, life: Life, others: tuple[Other, ...], lot: Random) -> None:
        self.lot = lot
        self.name = life.name
        self.own = life.own
        self.close = [_Known(person.name, person.emails) for person in life.people if person.emails]
        self.others = [_Known(other.name, (Email(other.email, other.begins),)) for other in others]
        self._by_year: dict[int, tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]] = {}

    def message(self, number: int, sent_at: datetime) -> Mail:
        share = self.lot.random()
        if share < _PERSONAL:
            return self._personal(number, sent_at)
        return self._of_list(number, sent_at) if share < _FROM_LISTS else self._automatic(number, sent_at)

    def _year(self, year: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]:
        """Name and address of the close ones and of the others who wrote in that year, and Lucía's own addresses."""
        if year not in self._by_year:
            close, rest = (
                [(one.name, email.address) for one in known for email in one.emails if _in_use(email, year)]
                for known in (self.close, self.others)
            )
            self._by_year[year] = close, rest, [email.address for email in self.own if _in_use(email, year)]
        return self._by_year[year]

    def _someone(self, year: int) -> tuple[str, str]:
        close, rest, _ = self._year(year)
        return self.lot.choice(rest if not close or (rest and self.lot.random() < 0.4) else close)

    def _me(self, year: int) -> tuple[str, str]:
        return self.name, self.lot.choice(self._year(year)[2])

    def _personal(self, number: int, sent_at: datetime) -> Mail:
        lot, year = self.lot, sent_at.year
        me, mine = self._me(year), lot.random() < 0.5
        size = lot.choices((1, lot.randint(2, 6), lot.randint(12, 40)), (82, 14, 4))[0]
        drawn = dict(self._someone(year)[::-1] for _ in range(size))
        round_ = [(name, address) for address, name in drawn.items()]
        sender, to = (me, round_) if mine else (round_[0], [me, *round_[1:]])
        undated = lot.random() < 0.002
        envelope = Envelope(number, sender, tuple(to), lot.choice(SUBJECTS), None if undated else sent_at)
        direct = () if len(to) > MOST_DIRECT else tuple(address for _, address in (to if mine else round_[:1]))
        text = "\n".join(lot.sample(LINES, lot.randint(1, 4)))
        return Mail(written(envelope, sent_at, text, lot), sender[1], sent_at, direct, mine)

    def _of_list(self, number: int, sent_at: datetime) -> Mail:
        name, domain, title = self.lot.choice(_lists(sent_at.year))
        sender = self._someone(sent_at.year)
        more = f"List-Id: {title} <{name}.{domain}>\nList-Post: <mailto:{name}@{domain}>\nPrecedence: list"
        to = ((title, f"{name}@{domain}"),)
        envelope = Envelope(number, sender, to, f"[{name}] {self.lot.choice(LIST_SUBJECTS)}", sent_at, more)
        return Mail(written(envelope, sent_at, self.lot.choice(LINES), self.lot), sender[1], sent_at)

    def _automatic(self, number: int, sent_at: datetime) -> Mail:
        me = self._me(sent_at.year)
        if self.lot.random() < 0.2:  # a friend's own program answers
            sender = self._someone(sent_at.year)
            subject, more = "Out of office", "Auto-Submitted: auto-replied"
        else:
            name, address, subject = self.lot.choice(SENDERS)
            sender = name, address
            bounce = address.startswith("mailer-daemon")
            more = (
                "Return-Path: <>\nAuto-Submitted: auto-replied"
                if bounce
                else "List-Unsubscribe: <https://example.com/no>"
            )
        envelope = Envelope(number, sender, (me,), subject, sent_at, more)
        return Mail(written(envelope, sent_at, "This message was sent by a program.", self.lot), sender[1], sent_at)


def mail(life: Life, others: tuple[Other, ...], lot: Random, today: date, count: int) -> Iterator[Mail]:
    """So many messages, the oldest first, evenly spread from September 1998 to the day before `today`."""
    post = Post(life, others, lot)
    whole = (datetime(today.year, today.month, today.day, tzinfo=UTC) - FIRST).total_seconds() - 1
    for number in range(count):
        after = int((number + lot.random()) * whole / count)
        yield post.message(number, FIRST + timedelta(seconds=after))


def _in_use(email: Email, year: int) -> bool:
    return email.begins <= year and (email.ends is None or year <= email.ends)


def _lists(year: int) -> list[tuple[str, str, str]]:
    return [(name, domain, title) for name, domain, title, begins, ends in LISTS if begins <= year <= ends]
