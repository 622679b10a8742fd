"""When something is due between two people: a silence that may be mentioned softly, or what was promised."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from textwrap import shorten
from typing import TypeVar

from bothways.formats.days import Day, spoken
from bothways.formats.language import gettext as _


class Phase(StrEnum):
    """Where a relation stands (decision 15; domain section 5). Life and contact are other things (decision 14)."""

    INITIATION = "initiation"
    CULTIVATION = "cultivation"
    SEPARATION = "separation"
    PEER = "peer"  # redefinition: colleagues now
    FORMER = "former"  # former, warm; also where nothing is known
    DORMANT = "dormant"  # three years of silence


@dataclass(frozen=True, slots=True)
class Tie:
    """One role of a relation and its days, as far as they are known."""

    role: str  # mentor | mentee | peer
    begins: date | None = None  # the earliest day it can have begun
    ends: date | None = None  # the latest day it can have ended


# Days of silence after which a relation is mentioned softly: design defaults of domain section 5. One who went dormant
# was due as a former mentor two years before, and stays so: the day on which it was due does not move away from us.
MENTION_AFTER: dict[Phase, int] = {
    Phase.INITIATION: 35,
    Phase.CULTIVATION: 45,
    Phase.SEPARATION: 120,
    Phase.PEER: 200,
    Phase.FORMER: 365,
    Phase.DORMANT: 365,
}
DORMANT_AFTER = 1095
EVER = date.min  # due since ever: nobody knows of any contact, nor since when

_LIVELIEST_FIRST = {phase: place for place, phase in enumerate(Phase)}
_YEAR, _TWO_YEARS, _FIVE_YEARS = 365, 730, 1826


def phase(ties: Iterable[Tie], last_contact: date | None, today: date) -> Phase:
    """The liveliest phase that one of the roles is in (several at once are common); former where nothing is known."""
    phases = [_phase_of(tie, last_contact, today) for tie in ties]
    return min(phases, key=_LIVELIEST_FIRST.__getitem__) if phases else Phase.FORMER


def _phase_of(tie: Tie, last_contact: date | None, today: date) -> Phase:
    silent = (today - last_contact).days if last_contact else None
    lasting = (today - tie.begins).days if tie.begins else None
    if silent is not None and silent >= DORMANT_AFTER and (lasting is None or lasting >= DORMANT_AFTER):
        return Phase.DORMANT
    if tie.ends is not None and tie.ends < today:
        return Phase.SEPARATION if (today - tie.ends).days < _TWO_YEARS and tie.role != "peer" else Phase.FORMER
    if tie.role == "peer":
        return Phase.PEER
    return _open_phase(lasting, silent)


def _open_phase(lasting: int | None, silent: int | None) -> Phase:
    """The phase of a role with no end. One that began long ago goes on only where there is still contact."""
    if lasting is None:
        return Phase.FORMER
    if lasting < _FIVE_YEARS:
        return Phase.INITIATION if lasting < _YEAR else Phase.CULTIVATION
    return Phase.PEER if silent is not None and silent < MENTION_AFTER[Phase.FORMER] else Phase.FORMER


def due_on(ties: Iterable[Tie], last_contact: date | None, every_days: int | None, today: date) -> date:
    """
    The day from which this relation may be mentioned: it is due where this is not after `today`.

    Counted from the last contact of any channel. Never in contact: due since the role began, or since `EVER`.
    """
    ties = tuple(ties)
    if last_contact is None:
        return min((tie.begins for tie in ties if tie.begins), default=EVER)
    days = every_days or MENTION_AFTER[phase(ties, last_contact, today)]
    return date.fromordinal(min(last_contact.toordinal() + days, date.max.toordinal()))


MANY = 3  # open promises to one person; of more it is asked which can be released (MENT-8, a design default)
Person = TypeVar("Person", bound=Hashable)


def has_come(on: Day | None, today: date) -> bool:
    """Whether a promise may be spoken of: its day is here, or its month or year has begun."""
    return on is not None and on.earliest <= today


def has_passed(on: Day | None, today: date) -> bool:
    return on is not None and on.latest < today


def promised_much(to_whom: Iterable[Person]) -> set[Person]:
    """From all open promises of the member's, each by whom it was made to: those to whom there are more than `MANY`."""
    return {person for person, promises in Counter(to_whom).items() if promises > MANY}


def said_now(what: str, on: Day) -> str:
    """Words for telling somebody that a promise takes longer (MENT-8): to be said by the member, and never sent."""
    promised = shorten(what, 160, placeholder="…").rstrip(".")
    return _(
        "For {day} I promised you: “{promised}”. It is not done yet, and I would rather tell you so than leave you "
        "waiting. May it be another day, or can you do without it?"
    ).format(day=spoken(on), promised=promised)
