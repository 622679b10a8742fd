"""What follows from how a person is called, and whether Bothways may suggest contact with them."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from bothways.formats.days import Day, in_year
from bothways.formats.language import gettext as _
from bothways.formats.language import language, marked, pgettext
from bothways.ground.folding import fold


class Life(StrEnum):
    """Decision 14. `unknown` means that the member said so, and leads to "find out gently" before a letter."""

    LIVING = "living"
    UNKNOWN = "unknown"
    DIED = "died"


class Contact(StrEnum):
    OPEN = "open"
    PAUSED = "paused"  # until a day, or until the member opens it again
    ENDED = "ended"


class Role(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
    PEER = "peer"


CHANNELS: dict[str, str] = {
    "mail": marked("By e-mail"),
    "paper": marked("On paper"),
    "phone": marked("By phone"),
    "person": marked("In person"),
    "text": marked("By text message"),
}

CHAPTER_KINDS: dict[str, str] = {  # domain 7.1, in the order of a life
    "primary": marked("Primary school"),
    "secondary": marked("Secondary school"),
    "college": marked("College or university"),
    "before": marked("A gap, or work before"),
    "professional": marked("Medical or professional school"),
    "residency": marked("Internship or residency"),
    "fellowship": marked("Fellowship"),
    "degree": marked("A further degree"),
    "practice": marked("Practice"),
    "faculty": marked("Faculty, early career"),
    "mid_career": marked("Mid-career"),
    "leadership": marked("Leadership"),
    "community": marked("Community, faith or volunteering"),
    "break": marked("Sabbatical, or caring for someone"),
    "late": marked("Late career and retirement"),
}


def may_suggest(life: str, contact: str, paused_until: date | None, today: date) -> bool:
    """
    May Bothways suggest contact with this person? The one function that every page, job and mail asks.

    Never with someone who died, whose contact ended, or where it is paused: up to the day it is paused until, that
    day not included, and for as long as no day is named.
    """
    return life != Life.DIED and _is_open(contact, paused_until, today)


def may_remember(life: str, contact: str, paused_until: date | None, today: date) -> bool:
    """May Bothways bring up a day of remembrance? Only of someone who died, and not where the member wants rest."""
    return life == Life.DIED and _is_open(contact, paused_until, today)


def _is_open(contact: str, paused_until: date | None, today: date) -> bool:
    return contact_now(contact, paused_until, today) == Contact.OPEN


def contact_now(contact: str, paused_until: date | None, today: date) -> str:
    """As it stands on this day: a pause that is over is none."""
    if contact == Contact.PAUSED and paused_until is not None and paused_until <= today:
        return Contact.OPEN
    return contact


def mark_of(member_id: UUID, person_id: UUID) -> UUID:
    """By which it is known that this member erased this person, and nothing else can be told."""
    return uuid5(member_id, str(person_id))


def is_before_birth(died: Day | None, born: Day | None) -> bool:
    """Whether nobody born on that day can have died on this one; a birthday of no year says nothing."""
    return died is not None and born is not None and born.year is not None and died.latest < born.earliest


def days_of_role(begins: Day | None, ends: Day | None, first_year: int | None = None) -> tuple[Day | None, Day | None]:
    """
    The days of a role that is said in a chapter of life, from those of the chapter.

    Where the chapter goes on, it does not tell since when: the year of the first letter does, or nothing.
    """
    if ends is not None:
        return begins, ends
    if first_year is None:
        return None, None
    began = begins if begins is not None and begins.earliest.year >= first_year else in_year(first_year)
    return began, None


def addressed(name: str, given: str = "", family: str = "", prefix: str = "", address_as: str = "") -> str:
    """
    How they are spoken to after "Dear" (CULT-1): what they invited to, else title and surname, else the whole name.

    A first name alone is never chosen for the member: it is an invitation, kept in `address_as`. No surname is cut
    out of a name (CULT-2): where only the whole is known, the whole stands after the title.
    """
    whole = _one_line(name) or _one_line(f"{given} {family}")
    title, surname = _one_line(prefix), _one_line(family)
    if chosen := _one_line(address_as):
        return chosen
    if title and surname:
        return f"{title} {surname}"
    return f"{title} {whole}" if title and whole and not whole.startswith(title) else whole


_TITLE = re.compile(
    r"^(?:[^\W\d_]{2,}\.|mr|mrs|ms|dr|prof|sir|dame|professor|doctor|father|sister|brother|profesora?|doctora|señora?|señorita"
    r"|maestr[oa]|padre|madre|herman[oa]|licenciad[oa]|ingenier[oa])\s",
    re.IGNORECASE,
)


def spoken_of(called: str, name: str) -> str:
    """
    How a sentence speaks of somebody: as they are called. In Spanish by their name, where that begins with a title.

    There a title wants its article ("el Dr.", "a la Dra."), and with it a gender that nobody here is asked for.
    """
    if language() != "es" or not _TITLE.match(called):
        return called
    bare = _TITLE.sub("", name, count=1)
    return bare if " " in bare else name


def in_order(name: str) -> tuple[str, str, str]:
    """
    A name as one says it, its given and its family name: "Hill, Grace" is Grace Hill.

    Where it is not written with the family first, it stays as it is, and its parts are not guessed (CULT-2).
    """
    family, _, given = (_one_line(part) for part in name.partition(","))
    if _are_words(family) and _are_words(given) and given.rstrip(".").lower() not in _AFTER_A_NAME:
        return f"{given} {family}", given, family
    return name, "", ""


def _are_words(text: str) -> bool:
    """At most three, of letters alone: no degree, no company, no address."""
    words = text.split()
    return 0 < len(words) <= 3 and all(re.fullmatch(r"[^\W\d_]+(?:[.'’-][^\W\d_]*)*", word) for word in words)


def titled(name: str, prefix: str = "") -> str:
    """The name as a heading: with its title, unless it stands in the name already."""
    return name if not prefix or name.startswith(prefix) else f"{prefix} {name}"


def untitled(folded: str) -> str:
    """A folded name without the titles it begins with: "mrs. pilar duarte" is "pilar duarte"."""
    words = folded.split()
    first = next((at for at, word in enumerate(words) if word.rstrip(".") not in _TITLES), 0)
    return " ".join(words[first:])


def sort_key(name: str, given: str = "", family: str = "") -> str:
    """Surname first where one is known, without case and accents: the same in every database and locale."""
    surname = _without_particles(family.split())
    return fold(" ".join([*surname, *given.split()] if surname else name.split()))


_TITLES = frozenset(
    [
        "dr",
        "dra",
        "prof",
        "profa",
        "professor",
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "sir",
        "dame",
        "rev",
        "fr",
        "sr",
        "sra",
        "srta",
        "don",
        "doña",
        "herr",
        "frau",
        "mme",
        "mlle",
    ]
)
_AFTER_A_NAME = frozenset(
    ["jr", "sr", "ii", "iii", "iv", "md", "m.d", "phd", "ph.d", "esq", "inc", "llc", "ltd", "gmbh"]
)
_PARTICLES = frozenset(
    [
        "de",
        "la",
        "las",
        "los",
        "del",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "y",
        "e",
        "le",
        "af",
        "av",
        "zu",
        "ten",
        "ter",
    ]
)
_JOINER = "\u200d"


def initials(name: str, given: str = "", family: str = "") -> str:
    """
    At most two letters for a face: "RO", "王", "👩🏽‍⚕️", and "·" where there is no name.

    Two only where letters have capitals: in scripts that join their letters, two initials would read as a word.
    """
    letters = [letter for word in _first_and_last(name, given, family) if (letter := _first_letter(word))]
    if not letters:
        return "·"
    return "".join(letters) if letters[0].lower() != letters[0] else letters[0]


def _first_and_last(name: str, given: str, family: str) -> list[str]:
    if given.strip() and family.strip():
        return [given.split(maxsplit=1)[0], _without_particles(family.split())[0]]
    words = name.split(",", maxsplit=1)[0].split()
    words = words if len(words) > 1 else name.replace(",", " ").split()
    plain = [word for word in words if word.rstrip(".").lower() not in _TITLES] or words
    plain = [word for word in plain if word not in _PARTICLES and _first_letter(word)] or plain
    return [plain[0], plain[-1]] if len(plain) > 1 else plain


def _without_particles(words: list[str]) -> list[str]:
    """Without the small words before a surname, where they are written small: "de la Vega" stands under V."""
    first = next((at for at, word in enumerate(words) if word not in _PARTICLES), 0)
    return words[first:]


def _first_letter(word: str) -> str:
    """The first letter or picture of a word as one sees it, capital: with its marks and what is joined to it."""
    shown = [at for at, letter in enumerate(word) if letter.isalnum() or unicodedata.category(letter) == "So"]
    if not shown:
        return ""
    at = shown[0]
    end = at + 1
    while end < len(word) and end - at < 8 and (_belongs_before(word[end]) or word[end - 1] == _JOINER):
        end += 1
    letter = word[at:end].rstrip(_JOINER)
    return letter.upper() if len(letter.upper()) == len(letter) else letter


def _belongs_before(letter: str) -> bool:
    """Is this a mark, a skin colour or a joiner, which is seen together with what stands before it?"""
    return letter == _JOINER or unicodedata.category(letter)[0] == "M" or "\U0001f3fb" <= letter <= "\U0001f3ff"


def _one_line(text: str) -> str:
    return " ".join(text.split())


QUESTIONS: list[tuple[str, str]] = [  # three a chapter: what opened, what was hard, what one forgets
    ("door", marked("Who opened a door for you here?")),
    ("hard", marked("Who stood by you, or was honest with you, when it was hard?")),
    ("quiet", marked("Whom would nobody think of, who taught you something you still use?")),
]


def role_word(role: str, *, has_been: bool) -> str:
    """What they are to each other, beside a name; `has_been`: what they were, since it has ended or they have died."""
    match role:
        case Role.MENTOR:
            return pgettext("as it was", "mentor") if has_been else _("mentor")
        case Role.MENTEE:
            return _("you mentored them") if has_been else _("you mentor them")
        case _other:
            return _("peer")
