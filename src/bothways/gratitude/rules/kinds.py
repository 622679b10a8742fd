"""The kinds of letters, the one table of them: what each asks, how its answers stand, and what is looked at in it."""

from dataclasses import dataclass
from enum import StrEnum

from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.gratitude.rules import questions
from bothways.gratitude.rules.questions import Question

CARD_UP_TO = 60  # words (GRAT-4)


class Check(StrEnum):
    """What is looked at in a letter; `checks.py` knows how."""

    UNTOLD = "untold"  # news that it is to tell, unsaid
    REQUEST = "request"
    ABOUT_ME = "about me"  # GRAT-3: as much about me as about them
    MY_STORY = "my story"  # GRAT-9: more than a sentence about me
    GENERIC = "generic"
    REPAYING = "repaying"
    COMPARING = "comparing"
    APOLOGY = "apology"
    LIST = "list"  # 8.2: more than three achievements of mine
    BUT = "but"  # GRAT-9: “but”, “finally”, “about time”
    QUESTIONS = "questions"  # GRAT-9: more than one
    GUILT = "guilt"
    GAP = "gap"  # 8.8: a long excuse for the silence
    ADVICE = "advice"
    NAMED = "named"  # 8.5: the first words name the one who has died
    SOLACE = "solace"  # 8.5: “at least”, “for a reason”, “I know how you feel”, heaven


@dataclass(frozen=True, slots=True)
class Kind:
    """
    One kind of letter. `rule`: where the domain says what belongs in it.

    Its texts are kept in English, and read in the language of the page.
    """

    slug: str
    english: str
    english_says: str
    rule: str
    questions: tuple[Question, ...]
    together: tuple[tuple[str, ...], ...]  # answers that read on from one another share a paragraph
    shortest: int  # words
    longest: int
    english_short: str
    english_alone: str
    checks: tuple[Check, ...]
    becomes: str = "letter"  # a moment of this kind, when it is given

    @property
    def word(self) -> str:
        """“a thank-you”."""
        return _(self.english)

    @property
    def says(self) -> str:
        """Over the paper."""
        return _(self.english_says)

    @property
    def short(self) -> str:
        """What is asked where it is short for a letter."""
        return _(self.english_short)

    @property
    def alone(self) -> str:
        """Why a request goes in a letter of its own."""
        return _(self.english_alone)

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(question.slug for question in self.questions)

    def place_of(self, slug: str) -> str:
        """The question under which something kept of this sort is answered here; "" where nothing asks for it."""
        elsewhere = ("deed", "story") if slug == "words" else ()
        return next((one for one in (slug, *elsewhere) if one in self.slugs), "")


_TABLE = (
    Kind(
        "thanks",
        marked("a thank-you"),
        marked("Four questions, your own words. Bothways only sets them on paper."),
        "GRAT-1",
        questions.THANK_YOU,
        (("deed", "cost"), ("effect",), ("now",), ("words", "passed_on")),
        120,  # GRAT-4
        350,
        marked("This is short for a letter. Is there a detail of that day which only the two of you know?"),
        marked("Thanks are easier to take without a request"),
        (
            Check.UNTOLD,
            Check.REQUEST,
            Check.ABOUT_ME,
            Check.GENERIC,
            Check.REPAYING,
            Check.COMPARING,
            Check.APOLOGY,
        ),
        "thanked",
    ),
    Kind(
        "progress",
        marked("a note of how it goes"),
        marked("Where you are, and which lesson of theirs you used. Bothways only sets your words on paper."),
        "8.2",
        questions.PROGRESS,
        (("now", "good", "hard"), ("deed", "thanks"), ("freely",)),
        80,
        220,
        marked("This is short for a letter. Is there a detail of your days that they would like to picture?"),
        marked("News is easier to be glad of without a request"),
        (Check.UNTOLD, Check.REQUEST, Check.LIST, Check.GENERIC, Check.REPAYING),
    ),
    Kind(
        "congratulation",
        marked("a congratulation"),
        marked("What they achieved, what you saw behind it, your joy. Bothways only sets your words on paper."),
        "GRAT-9",
        questions.CONGRATULATION,
        (("achievement", "shows"), ("joy", "savour")),
        40,
        150,
        marked("This is short for a letter. Is there a detail that you saw on the way there?"),
        marked("Joy is easier to take without a request"),
        (Check.REQUEST, Check.MY_STORY, Check.BUT, Check.QUESTIONS),
        "congratulated",
    ),
    Kind(
        "reconnect",
        marked("a letter after a long time"),
        marked("Who you are, one day with them, what came of it. Bothways only sets your words on paper."),
        "GRAT-11",
        questions.RECONNECT,
        (("who", "gap"), ("deed", "words"), ("effect",), ("now",), ("wish",)),
        100,
        250,
        marked("This is short for a letter. Is there a detail of that time which only the two of you know?"),
        marked("After a long silence a letter is easier to take without a request"),
        (Check.UNTOLD, Check.REQUEST, Check.GENERIC, Check.REPAYING, Check.APOLOGY, Check.GUILT, Check.GAP),
    ),
    Kind(
        "mentee",
        marked("a card to someone you mentor"),
        marked("What you saw them do, what it shows, your joy. Bothways only sets your words on paper."),
        "7.6",
        questions.MENTEE,
        (("achievement", "shows"), ("joy",)),
        30,
        120,
        marked("This is short for a letter. Is there a detail that only somebody who was there can know?"),
        marked("Being seen is worth more without a request"),
        (Check.REQUEST, Check.MY_STORY, Check.BUT, Check.ADVICE),
    ),
    Kind(
        "family",
        marked("a letter to the family"),
        marked("Who they were to you, one story, what lives on. Bothways only sets your words on paper."),
        "8.5",
        questions.FAMILY,
        (("loss", "known"), ("gave",), ("story",), ("lives_on", "freely")),
        60,
        250,
        marked("This is short for a letter. Is there a detail of them that the family may not know?"),
        marked("Whoever mourns is spared every request"),
        (Check.REQUEST, Check.NAMED, Check.SOLACE),
        "to_family",
    ),
)

KINDS: dict[str, Kind] = {kind.slug: kind for kind in _TABLE}
THANKS, RECONNECT, FAMILY = "thanks", "reconnect", "family"

# Every question that a letter may hold an answer to, in the order of the table.
SLUGS: tuple[str, ...] = tuple(dict.fromkeys(slug for kind in _TABLE for slug in kind.slugs))


def kind_of(slug: str) -> Kind:
    return KINDS[slug]


def for_news(*, of_help: bool) -> str:
    """The kind that tells news of mine: thanks, where it came of their help."""
    return THANKS if of_help else "progress"


def for_their_news(roles: set[str]) -> str:
    """The kind that is glad with them, by what they are to me."""
    return "mentee" if is_mentored(roles) else "congratulation"


def for_nothing_in_particular(roles: set[str], *, long_silent: bool) -> str:
    """The kind of a letter that rests on no help and no news: by what they are to me, and by how long it is (8.8)."""
    if is_mentored(roles):
        return "mentee"
    return RECONNECT if long_silent else THANKS


def is_mentored(roles: set[str]) -> bool:
    return "mentee" in roles and "mentor" not in roles
