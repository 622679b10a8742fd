"""Kinds of moments, the one table of them (decision 12), and what each means for the street."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bothways.formats.days import Precision
from bothways.formats.language import gettext as _
from bothways.formats.language import marked


class Lane(StrEnum):
    """Which way a moment went."""

    THEIRS = "theirs"  # came to me
    MINE = "mine"  # I gave
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its slug (an API word), how it reads, and what follows from it."""

    slug: str
    english: str
    lanes: frozenset[Lane]
    contact: bool = False  # decision 11: wrote directly, met or spoke; any contact restarts a rhythm
    loop: bool = False  # decision 13: in the lane `theirs` it wants thanks, and in time the news of what came of it
    planned: bool = False  # may lie in the future
    remembers: bool = False  # someone who has died: never a contact

    @property
    def word(self) -> str:
        return _(self.english)


_BACK = frozenset({Lane.THEIRS, Lane.MINE})
_THEIRS = frozenset({Lane.THEIRS})
_MINE = frozenset({Lane.MINE})
_TOGETHER = frozenset({Lane.TOGETHER})
_ANY = frozenset(Lane)

_TABLE = (
    # help, which goes either way (domain 7.2)
    Kind("taught", marked("Taught a skill or a subject"), _BACK, loop=True),
    Kind("criticism", marked("Gave honest criticism"), _BACK, loop=True),
    Kind("opened_door", marked("Opened a door"), _BACK, loop=True),
    Kind("spoke_for", marked("Spoke up in someone's absence"), _BACK, loop=True),
    Kind("reference", marked("Wrote a letter of reference"), _BACK, loop=True),
    Kind("found_means", marked("Found money or a post"), _BACK, loop=True),
    Kind("defended", marked("Protected or defended"), _BACK, loop=True),
    Kind("chance", marked("Gave a chance"), _BACK, loop=True),
    Kind("decision", marked("Helped to decide"), _BACK, loop=True),
    Kind("own_failure", marked("Told of an own failure"), _BACK, loop=True),
    Kind("listened", marked("Listened and steadied"), _BACK, loop=True),
    Kind("believed", marked("Believed in someone"), _BACK, loop=True),
    Kind("example", marked("Showed by example"), _BACK, loop=True),
    Kind("belonging", marked("Made someone belong"), _BACK, loop=True),
    Kind("balance", marked("Advised on work and life"), _BACK, loop=True),
    Kind("family", marked("Helped the family"), _BACK, loop=True),
    Kind("set_right", marked("Set the path right"), _BACK, loop=True),
    Kind("time", marked("Gave time"), _BACK, loop=True),
    Kind("helped", marked("Helped in another way"), _BACK, loop=True),
    # what else a timeline holds (domain 7.3)
    Kind("first_meeting", marked("Met for the first time"), _TOGETHER, contact=True),
    Kind("met", marked("Met"), _TOGETHER, contact=True),
    Kind("spoke", marked("Spoke"), _TOGETHER, contact=True),
    Kind("reunion", marked("Met again after long"), _TOGETHER, contact=True),
    Kind("farewell", marked("Said farewell"), _TOGETHER, contact=True),
    Kind("wrote", marked("Wrote"), _BACK, contact=True),
    Kind("letter", marked("A letter"), _BACK, contact=True),
    Kind("thanked", marked("Said thank you"), _BACK, contact=True),
    Kind("told_outcome", marked("Told what came of it"), _BACK, contact=True),
    Kind("congratulated", marked("Congratulated"), _BACK, contact=True),
    Kind("kept_words", marked("Words to keep"), _THEIRS),
    Kind("turning_point", marked("A turning point"), _ANY),
    Kind("milestone", marked("A milestone"), _BACK),
    Kind("ahead", marked("Something ahead"), _THEIRS, planned=True),
    Kind("meeting_planned", marked("A meeting, planned"), _TOGETHER, planned=True),
    Kind("struggled", marked("Had a hard time"), _THEIRS),
    Kind("recommended", marked("Recommended to others"), _MINE),
    Kind("shared", marked("Shared an idea or an article"), _BACK, contact=True),
    # and how someone who has died is remembered (domain 7.7)
    Kind("remembrance", marked("Remembered"), _MINE, remembers=True),
    Kind("story", marked("Told a story of them"), _MINE, remembers=True),
    Kind("visit", marked("Visited a place"), _MINE, remembers=True),
    Kind("quiet_minute", marked("Kept a quiet minute"), _MINE, remembers=True),
    Kind("donation", marked("Gave in their memory"), _MINE, remembers=True),
    Kind("dedicated", marked("Dedicated a talk or a work"), _MINE, remembers=True),
    Kind("passed_on", marked("Passed on what they taught"), _MINE, remembers=True),
    Kind("to_family", marked("Wrote to their family"), _MINE, remembers=True),
)

KINDS: dict[str, Kind] = {kind.slug: kind for kind in _TABLE}


def kinds_in(lane: Lane) -> list[Kind]:
    """The kinds that a moment in this lane may have, in the order of the table."""
    return [kind for kind in _TABLE if lane in kind.lanes]


REMEMBERS = tuple(kind for kind in _TABLE if kind.remembers)


def is_contact(slug: str) -> bool:
    return KINDS[slug].contact


def opens_loop(slug: str, lane: Lane) -> bool:
    """Help that came to me is a loop to close: thank, and tell what came of it (decision 13)."""
    return lane is Lane.THEIRS and KINDS[slug].loop


def is_received(slug: str, lane: str) -> bool:
    """What they wrote or said to me directly, kept whole: it asks for nothing (decision 6)."""
    return lane == Lane.THEIRS and KINDS[slug].contact


def is_their_news(slug: str, lane: Lane) -> bool:
    """Something good that became of them, to be glad of with them (GRAT-9)."""
    return lane is Lane.THEIRS and slug == "milestone"


_QUOTES = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’"}


def unquoted(words: str) -> str:
    """Their words without the marks that were typed around the whole of them: every page sets its own."""
    inner = words[1:-1].strip()
    closing = _QUOTES.get(words[:1])
    if closing is None or len(words) < 2 or words[-1] != closing or closing in inner or words[0] in inner:
        return words
    return inner


@dataclass(frozen=True, slots=True)
class Told:
    """Moments of one person that are alike in all of this, from the first of their days to the last."""

    contact: bool
    lane: str
    kind: str
    precision: str
    source: str
    earliest: date
    latest: date


def summed_up(told: Sequence[Told]) -> dict[str, date | str | None]:
    """What stands in the state row of a person, without what lies ahead."""
    been = [one for one in told if not KINDS[one.kind].planned]
    contact = [one for one in told if one.contact]
    aloud = [one for one in contact if one.source == "voice"]  # what I said to them: we spoke
    last = _last(contact)
    return {
        "first_on": min((one.earliest for one in been), default=None),
        "last_contact": last,
        "last_within": _within([one.precision for one in contact if one.latest == last]),
        "last_mine": _last(one for one in contact if one.lane == Lane.MINE and one.source != "voice"),
        "last_theirs": _last(one for one in contact if one.lane == Lane.THEIRS),
        "last_together": _last([*aloud, *(one for one in contact if one.lane == Lane.TOGETHER)]),
        "heard_on": _last(one for one in been if one.lane != Lane.MINE),
    }


def _last(told: Iterable[Told]) -> date | None:
    return max((one.latest for one in told), default=None)


def _within(precisions: Collection[str]) -> str:
    """How exactly the last contact is known: as by the most exact of those that ended on that day."""
    if not precisions:
        return ""
    return next((one.value for one in (Precision.DAY, Precision.MONTH) if one in precisions), Precision.YEAR.value)
