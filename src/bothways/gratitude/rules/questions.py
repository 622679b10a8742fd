"""What the interview of each kind of letter asks, in the order in which its letter tells it (domain, section 8)."""

from dataclasses import dataclass

from bothways.formats.language import gettext as _
from bothways.formats.language import marked

LONGEST_ANSWER = 20_000


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its texts are kept in English, and read in the language of the page."""

    slug: str
    english: str
    english_hint: str
    needed: bool = True
    on_card: bool = False  # needed on a card as well
    english_again: str = ""

    @property
    def asks(self) -> str:
        return _(self.english)

    @property
    def hint(self) -> str:
        return _(self.english_hint)

    @property
    def again(self) -> str:
        """Asked beside the text where the answer is missing: always a question, never a filler (GRAT-1)."""
        return self.english_again and _(self.english_again)


_WORDS = Question(
    "words",
    marked("What did they say that stayed with you?"),
    marked("As exactly as you remember it: “You said: …”"),
    needed=False,
)

# Where two kinds ask for the same, the question has the same slug: its answer goes along when the kind is changed.
THANK_YOU: tuple[Question, ...] = (  # GRAT-1, 8.1; a card needs only the deed
    Question(
        "deed",
        marked("What did they do?"),
        marked("One particular thing, with the place and the year. Write it to them: “You …”"),
        on_card=True,
        english_again=marked("Which one thing did they do? A day, a place, a sentence of theirs is enough."),
    ),
    Question(
        "cost",
        marked("What did it cost them?"),
        marked("An evening, their patience, a risk they took for you, something else left undone."),
        english_again=marked("What did it take from them: time, patience, a risk? They may not know that you saw it."),
    ),
    Question(
        "effect",
        marked("What did it change?"),
        marked("What you could do, dare or believe afterwards, and could not before."),
        english_again=marked("What did it change for you?"),
    ),
    Question(
        "now",
        marked("Where are you now?"),
        marked("Your work, your days; where in them their help still is."),
        english_again=marked("Where are you now? They will want to know how it went on."),
    ),
    _WORDS,
    Question(
        "passed_on",
        marked("Who learns it from you now?"),
        marked(
            "Someone you teach it to. A role or a first letter is enough, unless they agreed to be named."
        ),  # PRIV-7
        needed=False,
    ),
)

PROGRESS: tuple[Question, ...] = (  # 8.2
    Question(
        "now",
        marked("Where are you now?"),
        marked("One line: what is new, and where it finds you."),
        on_card=True,
        english_again=marked("What is new, and where are you now? One line is enough."),
    ),
    Question(
        "good",
        marked("What is good about it?"),
        marked("One good thing that they would like to picture, rather than a list."),
        english_again=marked("What is one good thing about it?"),
    ),
    Question(
        "hard", marked("What is hard?"), marked("One hard thing, if you like: it makes the rest true."), needed=False
    ),
    Question(
        "deed",
        marked("Which of their lessons did you use?"),
        marked("What they taught you, told to them: “You …”"),
        english_again=marked("Which of their lessons had a part in it?"),
    ),
    Question(
        "thanks",
        marked("What do you thank them for?"),
        marked("In a sentence, for something of its own."),
        english_again=marked("What do you thank them for?"),
    ),
    Question(
        "freely",
        marked("Need they answer?"),
        marked("Busy people are glad to read that they need not."),
        english_again=marked("Do they know that no answer is needed?"),
    ),
)

_JOY = Question(
    "joy",
    marked("What are you glad of?"),
    marked("Your joy in it, in a sentence of your own."),
    on_card=True,
    english_again=marked("And you: what are you glad of?"),
)

CONGRATULATION: tuple[Question, ...] = (  # GRAT-9, 8.3
    Question(
        "achievement",
        marked("What exactly did they achieve?"),
        marked("By its name, told to them: “You …”"),
        on_card=True,
        english_again=marked("What exactly is it that they achieved? Its own name is enough."),
    ),
    Question(
        "shows",
        marked("What have you seen behind it?"),
        marked("One thing you were there for: “I saw you …”, and what it shows."),
        english_again=marked("What did you see on the way there that others may not have seen?"),
    ),
    _JOY,
    Question(
        "savour",
        marked("What would you like to hear about it?"),
        marked("One open question, so that they can tell it once more: “What was the first thing you did?”"),
        needed=False,
    ),
)

RECONNECT: tuple[Question, ...] = (  # GRAT-11, 8.8
    Question(
        "who",
        marked("Where do you know each other from?"),
        marked("The year, the place, what you were to each other: memory likes help."),
        on_card=True,
        english_again=marked("Will they know at once who you are? A year and a place are enough."),
    ),
    Question(
        "gap",
        marked("Anything about the silence?"),
        marked("One sentence is enough, and none is needed."),
        needed=False,
    ),
    Question(
        "deed",
        marked("What do you remember of them?"),
        marked("One day, one thing they did or said, told to them: “You …”"),
        on_card=True,
        english_again=marked("Which one day with them do you remember?"),
    ),
    Question(
        "effect",
        marked("What came of it?"),
        marked("What it led to; they may not know."),
        english_again=marked("What came of it?"),
    ),
    Question(
        "now", marked("Where are you now?"), marked("Your work, your days."), english_again=marked("Where are you now?")
    ),
    Question(
        "wish",
        marked("What would you like to know of them?"),
        marked("How they are, with no need to answer."),
        english_again=marked("Would you like to know how they are? They need not answer."),
    ),
    _WORDS,
)

FAMILY: tuple[Question, ...] = (  # 8.5: to whoever mourns someone who has died; asked in the past tense
    Question(
        "loss",
        marked("What do you want to say first?"),
        marked("That you are sorry, and their name: “I was sorry to hear that Mr. Bell has died.”"),
        on_card=True,
        english_again=marked("Do your first words name the one who has died?"),
    ),
    Question(
        "known",
        marked("Who were they to you?"),
        marked("The place and the years. The family may never have heard your name."),
        on_card=True,
        english_again=marked("Will the family know from where you knew them?"),
    ),
    Question(
        "gave",
        marked("What did they give you?"),
        marked("Told to the family: “He let me stay after class …”"),
        english_again=marked("What did they give you? One thing is enough."),
    ),
    Question(
        "story",
        marked("Is there one story of them that you could tell?"),
        marked("A day, a sentence of theirs: something only you have, and the family does not."),
        english_again=marked("Which one day with them could you tell of?"),
    ),
    Question(
        "lives_on",
        marked("What of them lives on?"),
        marked("In your work, in those you teach, in something you say."),
        english_again=marked("What of them lives on in what you do?"),
    ),
    Question(
        "freely",
        marked("Need they answer?"),
        marked("Whoever mourns has many letters, and is glad to read that this one wants no answer."),
        english_again=marked("Do they know that no answer is needed?"),
    ),
)

MENTEE: tuple[Question, ...] = (  # 7.6: to somebody whom the member mentors
    Question(
        "achievement",
        marked("What did you see them do?"),
        marked("One particular thing, told to them: “You …” or “I saw you …”"),
        on_card=True,
        english_again=marked("Which one thing did you see them do?"),
    ),
    Question(
        "shows",
        marked("What does it show?"),
        marked("Of them, and not of you: “That takes …”"),
        on_card=True,
        english_again=marked("What does it show of them?"),
    ),
    _JOY,
)
