"""What the interview of each kind of letter asks, in the order in which its letter tells it (domain, section 8)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    slug: str
    asks: str
    hint: str
    needed: bool = True
    on_card: bool = False  # needed on a card as well
    again: str = ""  # asked beside the text where the answer is missing: always a question, never a filler (GRAT-1)


_WORDS = Question(
    "words",
    "What did they say that stayed with you?",
    "As exactly as you remember it: “You said: …”",
    needed=False,
)

# Where two kinds ask for the same, the question has the same slug: its answer goes along when the kind is changed.
THANK_YOU: tuple[Question, ...] = (  # GRAT-1, 8.1; a card needs only the deed
    Question(
        "deed",
        "What did they do?",
        "One particular thing, with the place and the year. Write it to them: “You …”",
        on_card=True,
        again="Which one thing did they do? A day, a place, a sentence of theirs is enough.",
    ),
    Question(
        "cost",
        "What did it cost them?",
        "An evening, their patience, a risk they took for you, something else left undone.",
        again="What did it take from them: time, patience, a risk? They may not know that you saw it.",
    ),
    Question(
        "effect",
        "What did it change?",
        "What you could do, dare or believe afterwards, and could not before.",
        again="What did it change for you?",
    ),
    Question(
        "now",
        "Where are you now?",
        "Your work, your days; where in them their help still is.",
        again="Where are you now? They will want to know how it went on.",
    ),
    _WORDS,
    Question(
        "passed_on",
        "Who learns it from you now?",
        "Someone you teach it to. A role or a first letter is enough, unless they agreed to be named.",  # PRIV-7
        needed=False,
    ),
)

PROGRESS: tuple[Question, ...] = (  # 8.2
    Question(
        "now",
        "Where are you now?",
        "One line: what is new, and where it finds you.",
        on_card=True,
        again="What is new, and where are you now? One line is enough.",
    ),
    Question(
        "good",
        "What is good about it?",
        "One good thing that they would like to picture, rather than a list.",
        again="What is one good thing about it?",
    ),
    Question("hard", "What is hard?", "One hard thing, if you like: it makes the rest true.", needed=False),
    Question(
        "deed",
        "Which of their lessons did you use?",
        "What they taught you, told to them: “You …”",
        again="Which of their lessons had a part in it?",
    ),
    Question(
        "thanks",
        "What do you thank them for?",
        "In a sentence, for something of its own.",
        again="What do you thank them for?",
    ),
    Question(
        "freely",
        "Need they answer?",
        "Busy people are glad to read that they need not.",
        again="Do they know that no answer is needed?",
    ),
)

_JOY = Question(
    "joy",
    "What are you glad of?",
    "Your joy in it, in a sentence of your own.",
    on_card=True,
    again="And you: what are you glad of?",
)

CONGRATULATION: tuple[Question, ...] = (  # GRAT-9, 8.3
    Question(
        "achievement",
        "What exactly did they achieve?",
        "By its name, told to them: “You …”",
        on_card=True,
        again="What exactly is it that they achieved? Its own name is enough.",
    ),
    Question(
        "shows",
        "What have you seen behind it?",
        "One thing you were there for: “I saw you …”, and what it shows.",
        again="What did you see on the way there that others may not have seen?",
    ),
    _JOY,
    Question(
        "savour",
        "What would you like to hear about it?",
        "One open question, so that they can tell it once more: “What was the first thing you did?”",
        needed=False,
    ),
)

RECONNECT: tuple[Question, ...] = (  # GRAT-11, 8.8
    Question(
        "who",
        "Where do you know each other from?",
        "The year, the place, what you were to each other: memory likes help.",
        on_card=True,
        again="Will they know at once who you are? A year and a place are enough.",
    ),
    Question("gap", "Anything about the silence?", "One sentence is enough, and none is needed.", needed=False),
    Question(
        "deed",
        "What do you remember of them?",
        "One day, one thing they did or said, told to them: “You …”",
        on_card=True,
        again="Which one day with them do you remember?",
    ),
    Question("effect", "What came of it?", "What it led to; they may not know.", again="What came of it?"),
    Question("now", "Where are you now?", "Your work, your days.", again="Where are you now?"),
    Question(
        "wish",
        "What would you like to know of them?",
        "How they are, with no need to answer.",
        again="Would you like to know how they are? They need not answer.",
    ),
    _WORDS,
)

FAMILY: tuple[Question, ...] = (  # 8.5: to whoever mourns someone who has died; asked in the past tense
    Question(
        "loss",
        "What do you want to say first?",
        "That you are sorry, and their name: “I was sorry to hear that Mr. Bell has died.”",
        on_card=True,
        again="Do your first words name the one who has died?",
    ),
    Question(
        "known",
        "Who were they to you?",
        "The place and the years. The family may never have heard your name.",
        on_card=True,
        again="Will the family know from where you knew them?",
    ),
    Question(
        "gave",
        "What did they give you?",
        "Told to the family: “He let me stay after class …”",
        again="What did they give you? One thing is enough.",
    ),
    Question(
        "story",
        "Is there one story of them that you could tell?",
        "A day, a sentence of theirs: something only you have, and the family does not.",
        again="Which one day with them could you tell of?",
    ),
    Question(
        "lives_on",
        "What of them lives on?",
        "In your work, in those you teach, in something you say.",
        again="What of them lives on in what you do?",
    ),
    Question(
        "freely",
        "Need they answer?",
        "Whoever mourns has many letters, and is glad to read that this one wants no answer.",
        again="Do they know that no answer is needed?",
    ),
)

MENTEE: tuple[Question, ...] = (  # 7.6: to somebody whom the member mentors
    Question(
        "achievement",
        "What did you see them do?",
        "One particular thing, told to them: “You …” or “I saw you …”",
        on_card=True,
        again="Which one thing did you see them do?",
    ),
    Question(
        "shows",
        "What does it show?",
        "Of them, and not of you: “That takes …”",
        on_card=True,
        again="What does it show of them?",
    ),
    _JOY,
)
