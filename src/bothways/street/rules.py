"""How the street is laid out: which heading a moment stands under, and how its day reads there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from bothways.formats.days import Day, Precision, months, spoken
from bothways.formats.language import gettext as _
from bothways.formats.language import marked, ngettext
from bothways.people.rules import Contact, Life


@dataclass(frozen=True, slots=True)
class Step:
    """Something that stands on the street; without an id it is mail of some years, folded into one line."""

    id: UUID | None
    lane: str
    on: Day
    mine: int = 0  # letters I wrote in those years
    theirs: int = 0
    until: int = 0  # the last of those years


@dataclass(frozen=True, slots=True)
class Stretch:
    """A chapter of the member's life, with the days between which it lay."""

    name: str
    begins: date
    ends: date


def heading(step: Step, stretches: Sequence[Stretch], today: date) -> str:
    """What is still ahead, this year, the chapter of life it fell into, or the year."""
    on = step.on
    if on.earliest > today:
        return _("Ahead")
    if on.latest.year == today.year:
        return _("This year")
    # By its last day, as the street is ordered: by another, headings would come and go and come again.
    within = [one for one in stretches if one.begins <= on.latest <= one.ends]
    if within:  # the shorter of two chapters says more
        return min(within, key=lambda one: (one.ends - one.begins, one.name)).name
    return str(on.latest.year)


def eras(steps: Iterable[Step], stretches: Sequence[Stretch], today: date) -> list[tuple[str, list[Step]]]:
    """The street in order, newest first, under its headings."""
    ordered = sorted(steps, key=lambda one: (_stands_on(one, today), str(one.id or "")), reverse=True)
    under = groupby(ordered, key=lambda one: heading(one, stretches, today))
    return _fewer([(name, _folded(some)) for name, some in under])


def _stands_on(step: Step, today: date) -> date:
    """The mail of this year was all written by today: what is still ahead stands above it."""
    return step.on.latest if step.id else min(step.on.latest, today)


def _fewer(laid: list[tuple[str, list[Step]]]) -> list[tuple[str, list[Step]]]:
    """Years outside all chapters with nothing but mail share a heading, ten at most: no street is all headings."""
    fewer: list[tuple[str, list[Step]]] = []
    for (only_mail, _tens), some in groupby(laid, key=_of_mail_alone):
        if not only_mail:
            fewer += some
            continue
        lines = [line for _, steps in some for line in steps]
        first, last = lines[-1].until, lines[0].until
        fewer.append((years(first, last), lines))
    return fewer


def years(first: int, last: int) -> str:
    return str(last) if first == last else _("{first} to {last}").format(first=first, last=last)


def _of_mail_alone(era: tuple[str, list[Step]]) -> tuple[bool, int]:
    """Whether a year is its heading and mail all it holds; and in which ten years it lies."""
    name, steps = era
    only_mail = len(steps) == 1 and steps[0].id is None and name == str(steps[0].until)
    return only_mail, steps[0].until // 10 if only_mail else 0


def _folded(steps: Iterable[Step]) -> list[Step]:
    """Neighbouring years of nothing but mail become one line."""
    laid: list[Step] = []
    for one in steps:
        before = laid[-1] if laid else None
        if before is not None and before.id is None and one.id is None:
            laid[-1] = Step(None, "", one.on, before.mine + one.mine, before.theirs + one.theirs, before.until)
        else:
            laid.append(one)
    return laid


def beside(on: Day, today: date) -> str:
    """The day as it stands between the lanes: `3 Nov` or `Nov` this year, `Nov 2019`, `2016`."""
    when, month = on.earliest, months()[on.earliest.month][:3]
    if on.precision is Precision.YEAR:
        return str(when.year)
    if when.year != today.year:
        return f"{month} {when.year}"
    return month if on.precision is Precision.MONTH else f"{when.day} {month}"


def folded_mail(mine: int, theirs: int) -> str:
    """`one letter from you`, `9 letters from them`, `21 letters, both ways`: never one lane against the other."""
    if not theirs:
        return ngettext("one letter from you", "{n} letters from you", mine).format(n=mine)
    if not mine:
        return ngettext("one letter from them", "{n} letters from them", theirs).format(n=theirs)
    return _("{n} letters, both ways").format(n=mine + theirs)


_LAST_TIME = {  # today, on a day of this year, in a month before it
    "mine": (marked("you wrote today"), marked("you wrote on {day}"), marked("you wrote in {month}")),
    "theirs": (marked("they wrote today"), marked("they wrote on {day}"), marked("they wrote in {month}")),
    "both": (marked("together today"), marked("together on {day}"), marked("together in {month}")),
}


def last_time(last: Day | None, last_mine: date | None, last_theirs: date | None, today: date) -> str:
    """When they last had to do with each other, in words, and no more exactly than it was said."""
    if last is None:
        return _("no letter or talk is kept yet")
    deed = "mine" if last.latest == last_mine else "theirs" if last.latest == last_theirs else "both"
    just_now, on_a_day, in_a_month = _LAST_TIME[deed]
    if last.precision is Precision.DAY and last.latest == today:
        return _(just_now)
    if last.precision is Precision.DAY and last.year == today.year:
        return _(on_a_day).format(day=beside(last, today))
    within = Precision.YEAR if last.precision is Precision.YEAR else Precision.MONTH
    return _(in_a_month).format(month=spoken(Day(last.earliest, last.latest, within)))


def no_promise(name: str, life: str, contact: str) -> str:
    """Why nothing new is promised between the two; else nothing. A pause is a rest from prompts, not from promises."""
    if life == Life.DIED:
        died = _("{name} has died, and nothing is owed. What you do in their memory stands where you remember them.")
        return died.format(name=name)
    if contact == Contact.ENDED:
        ended = _("You ended contact with {name}. Open it on the page about them to promise something.")
        return ended.format(name=name)
    return ""
