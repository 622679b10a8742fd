"""Kinds of moments, the one table of them (decision 12), and what each means for the street."""

from dataclasses import dataclass
from enum import StrEnum


class Lane(StrEnum):
    """Which way a moment went."""

    THEIRS = "theirs"  # came to me
    MINE = "mine"  # I gave
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its slug (an API word), how it reads, and what follows from it."""

    slug: str
    word: str
    lanes: frozenset[Lane]
    contact: bool = False  # decision 11: wrote directly, met or spoke; any contact restarts a rhythm
    loop: bool = False  # decision 13: in the lane `theirs` it wants thanks, and in time the news of what came of it
    planned: bool = False  # may lie in the future
    remembers: bool = False  # someone who has died: never a contact


_BACK = frozenset({Lane.THEIRS, Lane.MINE})
_THEIRS = frozenset({Lane.THEIRS})
_MINE = frozenset({Lane.MINE})
_TOGETHER = frozenset({Lane.TOGETHER})
_ANY = frozenset(Lane)

_TABLE = (
    # help, which goes either way (domain 7.2)
    Kind("taught", "Taught a skill or a subject", _BACK, loop=True),
    Kind("criticism", "Gave honest criticism", _BACK, loop=True),
    Kind("opened_door", "Opened a door", _BACK, loop=True),
    Kind("spoke_for", "Spoke up in someone's absence", _BACK, loop=True),
    Kind("reference", "Wrote a letter of reference", _BACK, loop=True),
    Kind("found_means", "Found money or a post", _BACK, loop=True),
    Kind("defended", "Protected or defended", _BACK, loop=True),
    Kind("chance", "Gave a chance", _BACK, loop=True),
    Kind("decision", "Helped to decide", _BACK, loop=True),
    Kind("own_failure", "Told of an own failure", _BACK, loop=True),
    Kind("listened", "Listened and steadied", _BACK, loop=True),
    Kind("believed", "Believed in someone", _BACK, loop=True),
    Kind("example", "Showed by example", _BACK, loop=True),
    Kind("belonging", "Made someone belong", _BACK, loop=True),
    Kind("balance", "Advised on work and life", _BACK, loop=True),
    Kind("family", "Helped the family", _BACK, loop=True),
    Kind("set_right", "Set the path right", _BACK, loop=True),
    Kind("time", "Gave time", _BACK, loop=True),
    Kind("helped", "Helped in another way", _BACK, loop=True),
    # what else a timeline holds (domain 7.3)
    Kind("first_meeting", "Met for the first time", _TOGETHER, contact=True),
    Kind("met", "Met", _TOGETHER, contact=True),
    Kind("spoke", "Spoke", _TOGETHER, contact=True),
    Kind("reunion", "Met again after long", _TOGETHER, contact=True),
    Kind("farewell", "Said farewell", _TOGETHER, contact=True),
    Kind("wrote", "Wrote", _BACK, contact=True),
    Kind("letter", "A letter", _BACK, contact=True),
    Kind("thanked", "Said thank you", _BACK, contact=True),
    Kind("told_outcome", "Told what came of it", _BACK, contact=True),
    Kind("congratulated", "Congratulated", _BACK, contact=True),
    Kind("kept_words", "Words to keep", _THEIRS),
    Kind("turning_point", "A turning point", _ANY),
    Kind("milestone", "A milestone", _BACK),
    Kind("ahead", "Something ahead", _THEIRS, planned=True),
    Kind("meeting_planned", "A meeting, planned", _TOGETHER, planned=True),
    Kind("struggled", "Had a hard time", _THEIRS),
    Kind("recommended", "Recommended to others", _MINE),
    Kind("shared", "Shared an idea or an article", _BACK, contact=True),
    # and how someone who has died is remembered (domain 7.7)
    Kind("remembrance", "Remembered", _MINE, remembers=True),
    Kind("story", "Told a story of them", _MINE, remembers=True),
    Kind("visit", "Visited a place", _MINE, remembers=True),
    Kind("quiet_minute", "Kept a quiet minute", _MINE, remembers=True),
    Kind("donation", "Gave in their memory", _MINE, remembers=True),
    Kind("dedicated", "Dedicated a talk or a work", _MINE, remembers=True),
    Kind("passed_on", "Passed on what they taught", _MINE, remembers=True),
    Kind("to_family", "Wrote to their family", _MINE, remembers=True),
)

KINDS: dict[str, Kind] = {kind.slug: kind for kind in _TABLE}


def kinds_in(lane: Lane) -> list[Kind]:
    """The kinds that a moment in this lane may have, in the order of the table."""
    return [kind for kind in _TABLE if lane in kind.lanes]


REMEMBERS: dict[str, str] = {kind.slug: kind.word for kind in _TABLE if kind.remembers}


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
