"""When a relation has been quiet for so long that it may be mentioned softly: a stated wish, else its phase decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


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
# was due as a former mentor long before, and stays so: the day on which something is due never moves ahead of us.
MENTION_AFTER: dict[Phase, int] = {
    Phase.INITIATION: 35,
    Phase.CULTIVATION: 45,
    Phase.SEPARATION: 120,
    Phase.PEER: 200,
    Phase.FORMER: 365,
    Phase.DORMANT: 365,
}
DORMANT_AFTER = 1095
EVER = date.min  # due since ever: nobody knows of any contact, and nobody knows since when


def phase(ties: Iterable[Tie], last_contact: date | None, today: date) -> Phase:
    """The liveliest phase that one of the roles is in (several at once are common)."""
    raise NotImplementedError


def due_on(ties: Iterable[Tie], last_contact: date | None, every_days: int | None, today: date) -> date:
    """
    The day from which this relation may be mentioned; it is due where this is not after `today`.

    Counted from the last contact of any channel. Never in contact: due since the role began, or since `EVER`.
    """
    raise NotImplementedError
