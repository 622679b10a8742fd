"""
People and memories by words in them, from every room, with those words marked where they stand.

The statements are written by hand (`ground.sql`): a page that answers while somebody types asks all of them each time,
and the ORM would take longer to write them than a database to answer. Of everything but moments a member has hundreds,
and those are read.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision, exactly, spoken
from bothways.formats.language import gettext as _
from bothways.formats.language import ngettext
from bothways.ground.finding import asked, beginnings, each
from bothways.ground.marking import Piece, excerpt, marked
from bothways.ground.saying import later
from bothways.ground.sql import fetch
from bothways.moments import queries as moments
from bothways.moments.rules import KINDS
from bothways.people.rules import Life

A_FEW, MANY = 5, 100  # of each sort at once, and of one sort alone


@dataclass(frozen=True)
class Hit:
    """A row that was found, and the page that it leads to."""

    page: str
    of: tuple[str, ...]
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
    read = _moments(member, words, most + 1) if _OF_MOMENTS & set(chosen) else {}
    read |= {sort: _read(_STATEMENTS[sort], member, words, most + 1) for sort in chosen if sort in _STATEMENTS}
    laid = []
    for sort in chosen:
        heading, hit = _SORTS[sort]
        if rows := read[sort]:
            laid.append(Found(sort, str(heading), [hit(text, *row) for row in rows[:most]], len(rows) > most))
    return laid


def says(sorts: Sequence[Found]) -> str:
    """For those who do not see the list: how much of it there is."""
    if not sorts:
        return _("Nothing found.")
    shown = sum(len(one.hits) for one in sorts)
    if any(one.goes_on for one in sorts):
        return _("{n} found, and there is more.").format(n=shown)
    return ngettext("{n} found.", "{n} found.", shown).format(n=shown)


Rows = list[tuple[Any, ...]]


def _read(statement: str, member: Member, words: Sequence[str], most: int) -> Rows:
    """Where `[…]` stands in the statement, its condition is meant for each of the words."""
    before, _, rest = statement.partition("[")
    condition, _, after = rest.partition("]")
    return fetch(f"{before}{each(condition, words)}{after}", member=member.pk, most=most, **beginnings(words))


def _moments(member: Member, words: Sequence[str], most: int) -> dict[str, Rows]:
    """Of both sorts at once: what was written here, and subjects of mail."""
    found_ids = moments.found(member, words, most=most)
    ids = [*found_ids[False], *found_ids[True]]
    rows = {UUID(row[0]): row for row in fetch(_MOMENTS, member=member.pk, ids=ids)} if ids else {}
    return {
        sort: [rows[one] for one in found_ids[by_mail] if one in rows]
        for sort, by_mail in (("moments", False), ("mail", True))
    }


_PEOPLE = """
SELECT CAST(person.id AS text), person.name, person.life, address_as, organisation, work, note, reach, care_of, postal,
  (SELECT string_agg(address, ' ' ORDER BY id) FROM people_address held WHERE held.person_id = person.id)
FROM people_person person WHERE member_id = %(member)s AND [(sought LIKE %(word)s OR EXISTS (
  SELECT 1 FROM people_address held WHERE held.person_id = person.id AND held.sought LIKE %(word)s))]
ORDER BY CASE WHEN ' ' || folded LIKE %(word_0)s THEN 0 ELSE 1 END, folded, person.id LIMIT %(most)s"""
_MOMENTS = """
SELECT CAST(moment.id AS text), deed, words, cost, effect, moment.note, kind, CAST(earliest AS text),
  CAST(latest AS text), precision, person.name
FROM moments_moment moment JOIN people_person person ON person.id = moment.person_id
WHERE moment.id IN (%(ids)s) AND (moment.member_id = %(member)s) IS TRUE"""  # so that SQLite goes by the ids
_LETTERS = """
SELECT CAST(letter.id AS text), letter.unsent, form, CAST(given_on AS text), person.name,
  (SELECT string_agg(text, ' ' ORDER BY place, id) FROM gratitude_part part WHERE part.letter_id = letter.id)
FROM gratitude_letter letter JOIN people_person person ON person.id = letter.person_id
WHERE letter.member_id = %(member)s AND [EXISTS (
  SELECT 1 FROM gratitude_part part WHERE part.letter_id = letter.id AND part.sought LIKE %(word)s)]
ORDER BY saved_at DESC, letter.id DESC LIMIT %(most)s"""
_NEWS = """
SELECT what, CAST(earliest AS text), CAST(latest AS text), precision, CAST(told.person_id AS text), person.name
FROM gratitude_news news
LEFT JOIN gratitude_telling told ON told.id = (
  SELECT id FROM gratitude_telling any_told WHERE any_told.news_id = news.id ORDER BY id LIMIT 1)
LEFT JOIN people_person person ON person.id = told.person_id
WHERE news.member_id = %(member)s AND [news.sought LIKE %(word)s]
ORDER BY latest DESC, news.id DESC LIMIT %(most)s"""
_CHAPTERS = """
SELECT CAST(id AS text), name, place FROM people_chapter
WHERE member_id = %(member)s AND [sought LIKE %(word)s] ORDER BY begins DESC, id LIMIT %(most)s"""


def _person(text: str, person_id: str, name: str, life: str, *said: str | None) -> Hit:
    beside = _("remembered") if life == Life.DIED else ""
    return Hit("street:person", (_id(person_id),), marked(name, text), beside, _in_context(said, text))


def _moment(text: str, moment_id: str, deed: str, words: str, cost: str, effect: str, note: str, *when: str) -> Hit:
    kind, first, last, precision, name = when
    title, lines = excerpt(deed or KINDS[kind].word, text), _in_context((words, cost, effect, note), text)
    return Hit("street:moment", (_id(moment_id),), title, f"{name} · {_spoken(first, last, precision)}", lines)


def _mail(text: str, moment_id: str, _deed: str, _words: str, _cost: str, _effect: str, note: str, *when: str) -> Hit:
    _, first, last, precision, name = when
    return Hit("street:moment", (_id(moment_id),), excerpt(note, text), f"{name} · {_spoken(first, last, precision)}")


def _letter(text: str, letter_id: str, unsent: bool, form: str, given: str | None, name: str, said: str) -> Hit:
    title = _("Card for {name}") if form == "card" and not unsent else _("Letter for {name}")
    beside = _("given {day}").format(day=spoken(exactly(date.fromisoformat(given)))) if given else ""
    lines = _in_context([said], text)
    return Hit("gratitude:letter", (_id(letter_id),), [Piece(title.format(name=name))], beside, lines)


def _news(text: str, what: str, first: str, last: str, precision: str, whom: str | None, name: str | None) -> Hit:
    """On the page of somebody who hears of it: there it stands under what came of it."""
    when, title = _spoken(first, last, precision), excerpt(what, text)
    return (
        Hit("street:person", (_id(whom),), title, f"{name} · {when}")
        if whom
        else Hit("gratitude:news", (), title, when)
    )


def _chapter(text: str, chapter_id: str, name: str, place: str) -> Hit:
    return Hit("people:chapter", (_id(chapter_id),), marked(name, text), "", _in_context([place], text))


def _id(text: str) -> str:
    """As an address names it: SQLite keeps ids without dashes."""
    return str(UUID(text))


def _spoken(first: str, last: str, precision: str) -> str:
    return spoken(Day(date.fromisoformat(first), date.fromisoformat(last), Precision(precision)))


def _in_context(texts: Iterable[str | None], text: str) -> list[list[Piece]]:
    """Of these texts the first two in which anything asked for stands."""
    told = (excerpt(one, text) for one in texts if one)
    return [one for one in told if any(piece.is_sought for piece in one)][:2]


_SORTS: dict[str, tuple[str, Callable[..., Hit]]] = {
    "people": (later("People"), _person),
    "moments": (later("Moments"), _moment),
    "letters": (later("Letters of yours"), _letter),
    "mail": (later("Mail"), _mail),
    "news": (later("News of yours"), _news),
    "chapters": (later("Chapters"), _chapter),
}
_STATEMENTS = {"people": _PEOPLE, "letters": _LETTERS, "news": _NEWS, "chapters": _CHAPTERS}
_OF_MOMENTS = _SORTS.keys() - _STATEMENTS.keys()
