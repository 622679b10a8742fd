"""Three letters, whole: what a member answered, and the letter that became of it."""

import pytest

from bothways.gratitude.rules.checks import checks, fitting_form
from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.letter import Answer, Form, Letter
from bothways.gratitude.rules.sentences import sentences

TEACHER = Letter(
    addressed="Mr. Bell",
    form=Form.CARD,
    signature="Ada",
    answers=(
        Answer(
            "deed",
            "In the spring of 1996 you let me stay after biology and do the frog a second time, because I had "
            "rushed the "
            "first.",
        ),
        Answer("cost", "You missed your bus for it and never said so."),
        Answer("now", "I run a small clinic now, and I still look twice."),
        Answer("words", "You said: “Slower. It has waited this long.”"),
    ),
)
TEACHER_CARD = """\
Dear Mr. Bell,

In the spring of 1996 you let me stay after biology and do the frog a second time, because I had rushed the first. \
You missed your bus for it and never said so. I run a small clinic now, and I still look twice. \
You said: “Slower. It has waited this long.”

With gratitude,

Ada"""

ATTENDING = Letter(
    addressed="Dr. Ortega",
    close="With gratitude and love,",
    signature="Ada Linden",
    answers=(
        Answer(
            "deed",
            "On a night in February 2010, on the fourth floor, you sat down on the floor of the corridor "
            "beside me after we "
            "had lost a child to meningitis. You did not explain anything. You asked what I had seen, and "
            "you let me tell it twice.",
        ),
        Answer(
            "cost",
            "You had been on since the morning before, and your own daughter had a fever at home. You stayed "
            "until the day "
            "team came, and then you rang the family with me, so that I would learn how one does it and not "
            "only that one "
            "must.",
        ),
        Answer(
            "effect",
            "I had a letter of resignation in my locker that week. I took it home and put it into a book. What you did "
            "taught me that a doctor may be sad in front of another doctor, and go on working well.",
        ),
        Answer(
            "now",
            "Since October I am the director of the clinic where you trained me. We have a bench in that "
            "corridor now. I "
            "asked for it in my first week, and nobody had to be told what it is for.",
        ),
        Answer("words", "You said: “Tell me what you saw. Not what you should have seen.”"),
        Answer("passed_on", "I say it to the residents, in your words, and I say whose they are."),
    ),
)
ATTENDING_LETTER = """\
Dear Dr. Ortega,

On a night in February 2010, on the fourth floor, you sat down on the floor of the corridor beside me after \
we had lost \
a child to meningitis. You did not explain anything. You asked what I had seen, and you let me tell it \
twice. You had been on since the morning before, and your own daughter had a fever at home. You stayed until the day \
team came, and then you rang the family with me, so that I would learn how one does it and not only that one must.

I had a letter of resignation in my locker that week. I took it home and put it into a book. What you did \
taught me that \
a doctor may be sad in front of another doctor, and go on working well.

Since October I am the director of the clinic where you trained me. We have a bench in that corridor now. I \
asked for it \
in my first week, and nobody had to be told what it is for.

You said: “Tell me what you saw. Not what you should have seen.” I say it to the residents, in your words, and I say \
whose they are.

With gratitude and love,

Ada Linden"""

INTRODUCTION = Letter(
    addressed="Dr. Amadi",
    signature="Ada",
    answers=(
        Answer(
            "deed",
            "Two years ago in Leeds you walked me across the room to the editor of the journal and said what "
            "my study was "
            "about, in one sentence, better than I had managed in twelve slides.",
        ),
        Answer(
            "cost",
            "Your own session began ten minutes later. You also put your name beside mine before anyone knew "
            "whether it "
            "would hold.",
        ),
        Answer(
            "effect",
            "The editor asked for the manuscript that evening. It was refused once, came back, and I kept "
            "going because "
            "you had thought it worth crossing a room for.",
        ),
        Answer(
            "now",
            "The article came out on Monday. The sentence you said in Leeds is the first line of it, nearly "
            "word for word.\n"
            "\n"
            "I am starting on the second study with a student of mine, who has never been to a conference. I "
            "know already "
            "whom to walk across the room.",
        ),
    ),
)
INTRODUCTION_MAIL = """\
Dear Dr. Amadi,

Two years ago in Leeds you walked me across the room to the editor of the journal and said what my study was about, in \
one sentence, better than I had managed in twelve slides. Your own session began ten minutes later. You also put your \
name beside mine before anyone knew whether it would hold.

The editor asked for the manuscript that evening. It was refused once, came back, and I kept going because you had \
thought it worth crossing a room for.

The article came out on Monday. The sentence you said in Leeds is the first line of it, nearly word for word.

I am starting on the second study with a student of mine, who has never been to a conference. I know already whom to \
walk across the room.

With gratitude,

Ada"""

GOLDEN = [(TEACHER, TEACHER_CARD), (ATTENDING, ATTENDING_LETTER), (INTRODUCTION, INTRODUCTION_MAIL)]
NAMES = ["the teacher's card", "the attending's letter", "the mail about the journal"]


@pytest.mark.parametrize(("letter", "whole"), GOLDEN, ids=NAMES)
def test_the_answers_become_this_letter_word_for_word(letter, whole):
    assert compose(letter).text == whole


@pytest.mark.parametrize(("letter", "whole"), GOLDEN, ids=NAMES)
def test_nothing_is_pointed_out_in_a_letter_that_says_it_all(letter, whole):
    assert checks(letter) == []


@pytest.mark.parametrize(("letter", "whole"), GOLDEN, ids=NAMES)
def test_no_sentence_of_the_letter_is_missing_from_the_answers_but_greeting_and_close(letter, whole):
    composed = compose(letter)
    answered = {sentence for answer in letter.answers for sentence in sentences(answer.text)}

    written = [sentence for paragraph in composed.paragraphs for sentence in sentences(paragraph)]

    assert set(written) == answered
    assert len(written) == len([sentence for answer in letter.answers for sentence in sentences(answer.text)])


def test_each_of_them_fits_the_form_it_has():
    assert [fitting_form(letter) for letter, _ in GOLDEN] == [Form.CARD, Form.LETTER, Form.LETTER]
