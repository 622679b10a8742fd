"""The values of a record that was taken out: how each kind of value is written, and read from whoever wrote it."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from bothways.formats.archive.records import unkeepable
from bothways.formats.days import FIRST_YEAR, LAST_YEAR, Day, of_three, read_day
from bothways.formats.language import gettext as _
from bothways.formats.language import grouped
from bothways.formats.text import one_line


class Wrong(ValueError):
    """Its text says what is the matter with a value, in words that go on after its name."""


def as_text(value: Any) -> Any:
    """Words, numbers, truth and nothing as they are; days, times and ids as their text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Day) else value


@dataclass(frozen=True, slots=True)
class Text:
    """`longest` in letters; `words`: those that are known, where not every word will do."""

    longest: int | None = None
    words: Container[str] | None = None

    def __call__(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong(_("is no text"))
        if self.longest is not None and len(value) > self.longest:
            raise Wrong(_("is longer than {n} letters").format(n=grouped(self.longest)))
        if unkeepable(value):
            raise Wrong(_("holds a sign that cannot be kept"))
        if self.words is not None and value not in self.words:
            raise Wrong(_("is “{word}”, which is not known here").format(word=one_line(value, 40)))
        return value


@dataclass(frozen=True, slots=True)
class Name:
    """On one line, and without signs that nobody sees, as from every form."""

    longest: int

    def __call__(self, value: Any) -> str:
        name = Text(self.longest)(value)
        return name if name.isprintable() else one_line(name, self.longest)


@dataclass(frozen=True, slots=True)
class Number:
    """`least`: what is below it is lifted to it."""

    largest: int
    least: int = 0

    def __call__(self, value: Any) -> int:
        if type(value) is not int or not 0 <= value <= self.largest:
            raise Wrong(_("is no whole number up to {n}").format(n=grouped(self.largest)))
        return max(value, self.least)


@dataclass(frozen=True, slots=True)
class OrNothing:
    """What may be left open."""

    read: Callable[[Any], Any]

    def __call__(self, value: Any) -> Any:
        return None if value is None else self.read(value)


def truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong(_("is neither true nor false"))
    return value


def an_id(value: Any) -> UUID:
    try:
        found = UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise Wrong(_("is no id")) from None
    if str(found) != value:
        raise Wrong(_("is no id"))
    return found


def _in_reach(year: int) -> None:
    """Years that a member can say; so there is always a day before and after, wherever the member is."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        says = _("is of the year {year}, and only {first} to {last} can be")
        raise Wrong(says.format(year=year, first=FIRST_YEAR, last=LAST_YEAR))


def a_date(value: Any) -> date:
    try:
        found = date.fromisoformat(value)
    except (ValueError, TypeError):
        raise Wrong(_("is no day (2026-11-03)")) from None
    _in_reach(found.year)
    return found


def an_hour(value: Any) -> time:
    try:
        found = time.fromisoformat(value)
    except (ValueError, TypeError):
        found = None
    if found is None or found.tzinfo:  # it is by the member's own clock
        raise Wrong(_("is no time of a day (22:00:00)"))
    return found


def a_time(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise Wrong(_("is no time (2026-11-03T09:00:00+00:00)")) from None
    if found.tzinfo is None:
        raise Wrong(_("does not say in which zone its time is"))
    _in_reach(found.year)
    return found.astimezone(UTC)


def a_partial_day(value: Any) -> Day:
    found = read_day(value) if isinstance(value, str) else None
    if found is None:
        raise Wrong(_("is no day (1996, 2014-06, 2026-11-03 or --04-12)"))
    if found.year is not None:
        _in_reach(found.year)
    return found


def torn_day(values: Mapping[str, Any]) -> str:
    """Why a partial day that stands in three fields is none; nothing where it is one, or where no day is said."""
    if "precision" not in values:
        return ""
    three = (values["earliest"], values["latest"], values["precision"])
    if three == (None, None, "") or of_three(*three):
        return ""
    return _("“earliest”, “latest” and “precision” are no day, month or year together")
