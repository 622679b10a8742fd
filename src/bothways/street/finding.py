"""People and memories by words in them, from every room, with those words marked where they stand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.days import exactly, spoken
from bothways.gratitude import queries as gratitude
from bothways.gratitude.models import Letter, News
from bothways.ground.finding import asked
from bothways.ground.marking import Piece, excerpt, marked
from bothways.moments import queries as moments
from bothways.moments.models import Moment
from bothways.people import queries as people
from bothways.people.models import Chapter, Person
from bothways.people.rules import Life

A_FEW, MANY = 5, 100  # of each sort at once, and of one sort alone


@dataclass(frozen=True)
class Hit:
    """A row that was found, and the page that it leads to."""

    page: str
    of: tuple[UUID, ...]
    title: list[Piece]
    beside: str = ""
    lines: Sequence[list[Piece]] = ()


@dataclass(frozen=True)
class Found:
    """What was found of one sort."""

    sort: str
    heading: str
    hits: list[Hit]
    goes_on: bool  # there is more of it than is shown


def found(member: Member, text: str, *, only: str = "") -> list[Found]:
    """Whatever the member keeps in which each of these words begins a word; `only`: one sort of it."""
    words = asked(text)
    if not words:
        return []
    chosen, most = ([only], MANY) if only in _SORTS else (list(_SORTS), A_FEW)
    laid = []
    for sort in chosen:
        heading, read, hit = _SORTS[sort]
        rows = read(member, words, most=most + 1)
        if rows:
            laid.append(Found(sort, heading, [hit(one, text) for one in rows[:most]], len(rows) > most))
    return laid


def says(sorts: Sequence[Found]) -> str:
    """For those who do not see the list: how much of it there is."""
    if not sorts:
        return "Nothing found."
    shown = sum(len(one.hits) for one in sorts)
    return f"{shown} found, and there is more." if any(one.goes_on for one in sorts) else f"{shown} found."


def _person(one: Person, text: str) -> Hit:
    said = (one.address_as, one.organisation, one.work, one.note, one.reach, one.care_of, one.postal)
    lines = _in_context([*said, *(row.address for row in one.addresses.all())], text)
    beside = "remembered" if one.life == Life.DIED else ""
    return Hit("street:person", (one.pk,), marked(one.name, text), beside, lines)


def _moment(one: Moment, text: str) -> Hit:
    lines = _in_context([one.words, one.cost, one.effect, one.note], text)
    return Hit("street:moment", (one.pk,), excerpt(one.title, text), _when(one), lines)


def _mail(one: Moment, text: str) -> Hit:
    return Hit("street:moment", (one.pk,), excerpt(one.note, text), _when(one))


def _when(one: Moment) -> str:
    return f"{one.person.name} · {spoken(one.on)}"


def _letter(one: Letter, text: str) -> Hit:
    lines = _in_context([part.text for part in one.parts.all()], text)
    beside = f"given {spoken(exactly(one.given_on))}" if one.given_on else ""
    return Hit("gratitude:letter", (one.pk,), [Piece(f"{one.word} for {one.person.name}")], beside, lines)


def _news(one: News, text: str) -> Hit:
    """On the page of somebody who hears of it: there it stands under what came of it."""
    whom = [row.person for row in one.tellings.all()]
    beside = " · ".join([spoken(one.on), *(person.name for person in whom[:3])])
    page, of = ("street:person", (whom[0].pk,)) if whom else ("gratitude:news", ())
    return Hit(page, of, excerpt(one.what, text), beside)


def _chapter(one: Chapter, text: str) -> Hit:
    return Hit("people:chapter", (one.pk,), marked(one.name, text), "", _in_context([one.place], text))


def _in_context(texts: Iterable[str], text: str) -> list[list[Piece]]:
    """Of these texts the first two in which anything asked for stands."""
    told = (excerpt(one, text) for one in texts if one)
    return [one for one in told if any(piece.is_sought for piece in one)][:2]


_SORTS: dict[str, tuple[str, Callable[..., list[Any]], Callable[[Any, str], Hit]]] = {
    "people": ("People", people.found, _person),
    "moments": ("Moments", partial(moments.found, by_mail=False), _moment),
    "letters": ("Letters of yours", gratitude.found_letters, _letter),
    "mail": ("Mail", partial(moments.found, by_mail=True), _mail),
    "news": ("News of yours", gratitude.found_news, _news),
    "chapters": ("Chapters", people.found_chapters, _chapter),
}
