"""One letter of each further kind, whole: what a member answered, and the letter that became of it."""

from dataclasses import replace

import pytest

from bothways.gratitude.rules.checks import checks
from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.letter import Answer, Form, Letter


def letter(kind: str, addressed: str, form: Form = Form.LETTER, language: str = "en", **answers: str) -> Letter:
    said = tuple(Answer(slug, text) for slug, text in answers.items())
    return Letter(addressed, said, form, language, signature="Ada", kind=kind)


PROGRESS = letter(
    "progress",
    "Dr. Ortega",
    now="Since October I am the director of the clinic where you trained me.",
    good="The waiting room has windows now, and the children draw on them with the pens that wash off.",
    hard="The nights are still mine every third week, and I have not learned to sleep after one.",
    deed="In the second year you taught me to sit down before I give news, and to say the word itself. I did it on "
    "Tuesday, on the new bench, and the father thanked me for the chair.",
    thanks="Thank you for showing it to me so often that I could do it without thinking.",
    freely="There is no need to answer; I only wanted you to know.",
)
PROGRESS_LETTER = """\
Dear Dr. Ortega,

Since October I am the director of the clinic where you trained me. The waiting room has windows now, and the children \
draw on them with the pens that wash off. The nights are still mine every third week, and I have not learned to sleep \
after one.

In the second year you taught me to sit down before I give news, and to say the word itself. I did it on Tuesday, on \
the new bench, and the father thanked me for the chair. Thank you for showing it to me so often that I could do it \
without thinking.

There is no need to answer; I only wanted you to know.

With gratitude,

Ada"""

CONGRATULATION = letter(
    "congratulation",
    "Dr. Amadi",
    achievement="You were given the Hollis Medal for the study on night feeding.",
    shows="I saw you rewrite its second chapter on the train from Leeds, because one nurse had said that it was not "
    "how nights are. It shows whom you write for.",
    joy="I read your name aloud in our kitchen and was glad all evening.",
    savour="Whom did you tell first?",
)
CONGRATULATION_LETTER = """\
Dear Dr. Amadi,

You were given the Hollis Medal for the study on night feeding. I saw you rewrite its second chapter on the train from \
Leeds, because one nurse had said that it was not how nights are. It shows whom you write for.

I read your name aloud in our kitchen and was glad all evening. Whom did you tell first?

With warm wishes,

Ada"""

RECONNECT = letter(
    "reconnect",
    "Mrs. Holm",
    who="I was in your history class at Lakeside from 1999 to 2001, second row, by the map.",
    gap="It is many years since I wrote.",
    deed="One Thursday in the spring of 2000 you stopped the lesson, because I had asked why nobody in the book had a "
    "kitchen. You let the class spend the hour on what people ate, and you brought your grandmother's account book "
    "the week after.",
    effect="I have asked for the kitchen ever since. When a patient does not get well, I ask what is on the stove, and "
    "it is where most of my answers come from.",
    now="I am a doctor for children now, in the town where you trained your choir.",
    wish="I would love to know how you are, whenever it suits you, and with no need to answer.",
)
RECONNECT_LETTER = """\
Dear Mrs. Holm,

I was in your history class at Lakeside from 1999 to 2001, second row, by the map. It is many years since I wrote.

One Thursday in the spring of 2000 you stopped the lesson, because I had asked why nobody in the book had a kitchen. \
You let the class spend the hour on what people ate, and you brought your grandmother's account book the week after.

I have asked for the kitchen ever since. When a patient does not get well, I ask what is on the stove, and it is where \
most of my answers come from.

I am a doctor for children now, in the town where you trained your choir.

I would love to know how you are, whenever it suits you, and with no need to answer.

With warm wishes,

Ada"""

MENTEE = letter(
    "mentee",
    "Imani",
    Form.CARD,
    achievement="On Friday you told the family that you did not know yet, and that you would come back at four.",
    shows="That takes more courage than an answer, and you were there at four.",
    joy="I am glad that you are the one they will remember.",
)
MENTEE_CARD = """\
Dear Imani,

On Friday you told the family that you did not know yet, and that you would come back at four. That takes more courage \
than an answer, and you were there at four. I am glad that you are the one they will remember.

With warm wishes,

Ada"""

FELICIDADES = letter(
    "congratulation",
    "Dra. Vargas",
    language="es",
    achievement="A usted la nombraron directora del hospital de Cusco.",
    shows="Yo la vi quedarse con cada estudiante hasta que entendiera, y también cuando nadie lo pedía. Eso es lo que "
    "han visto ahora los demás.",
    joy="Me alegra mucho, y en casa también lo celebramos.",
    savour="¿A quién se lo contó primero?",
)
FELICIDADES_LETTER = """\
Estimada Dra. Vargas:

A usted la nombraron directora del hospital de Cusco. Yo la vi quedarse con cada estudiante hasta que entendiera, y \
también cuando nadie lo pedía. Eso es lo que han visto ahora los demás.

Me alegra mucho, y en casa también lo celebramos. ¿A quién se lo contó primero?

Con un saludo afectuoso,

Ada"""

GOLDEN = [
    (PROGRESS, PROGRESS_LETTER), (CONGRATULATION, CONGRATULATION_LETTER), (RECONNECT, RECONNECT_LETTER),
    (MENTEE, MENTEE_CARD), (FELICIDADES, FELICIDADES_LETTER),
]  # fmt: skip
NAMES = ["how it goes", "a congratulation", "after a long time", "a card to a mentee", "una felicitación"]


@pytest.mark.parametrize(("one", "whole"), GOLDEN, ids=NAMES)
def test_the_answers_become_this_letter_word_for_word(one, whole):
    assert compose(one).text == whole


@pytest.mark.parametrize(("one", "whole"), GOLDEN, ids=NAMES)
def test_nothing_is_pointed_out_in_a_letter_that_says_it_all(one, whole):
    assert checks(one) == []


def found(one: Letter, **answers: str) -> list[tuple[str, str]]:
    said = {answer.question: answer.text for answer in one.answers} | answers
    changed = replace(one, answers=tuple(Answer(slug, text) for slug, text in said.items()))
    return [(finding.rule, finding.at) for finding in checks(changed)]


@pytest.mark.parametrize(
    ("one", "at", "text"),
    [
        (CONGRATULATION, "achievement", "You finally were given the Hollis Medal."),
        (CONGRATULATION, "shows", "It was a long road, but you made it."),
        (CONGRATULATION, "joy", "I am glad, and it was about time."),
        (CONGRATULATION, "shows", "I saw you work on it. Could you send me the paper?"),
        (FELICIDADES, "joy", "Me alegra, ya era hora."),
        (FELICIDADES, "shows", "Yo la vi trabajar, pero tardó."),
        (MENTEE, "shows", "You should do it like this every time."),
        (MENTEE, "shows", "It was good, but a little loud."),
        (MENTEE, "joy", "I am glad. Could you write it down for me?"),
        (RECONNECT, "now", "I am a doctor. Could you write me a reference?"),
        (RECONNECT, "effect", "I should have written to you long ago."),
        (RECONNECT, "now", "You never answered, and I am a doctor now."),
        (RECONNECT, "gap", "It is long ago. There were the children. Then we moved."),
        (PROGRESS, "freely", "Please send me a word."),
    ],
)
def test_what_each_kind_does_without_is_asked_about_where_it_stands(one, at, text):
    rule = {"congratulation": "GRAT-9", "mentee": "7.6", "reconnect": "GRAT-11", "progress": "8.2"}[one.kind]

    assert (rule, at) in found(one, **{at: text})


@pytest.mark.parametrize(
    ("one", "at", "text"),
    [
        (CONGRATULATION, "shows", "I saw you write it not only for them but for the nurses. It shows a lot."),
        (CONGRATULATION, "shows", "Last but not least: I saw you thank the porter. It shows whom you see."),
        (CONGRATULATION, "shows", "They said: “It was about time.” I saw you smile at it, and go back to work."),
        (MENTEE, "shows", "You should be proud of that."),
        (RECONNECT, "wish", "I would be glad to hear how you are, and you need not answer at all."),
    ],
)  # fmt: skip
def test_what_takes_nothing_back_and_asks_for_nothing_passes(one, at, text):
    assert found(one, **{at: text}) == []


def test_one_sentence_about_me_is_enough_and_one_question_too():
    mine = "I am glad. I was promoted as well. My own medal came in June."
    assert found(CONGRATULATION, joy=mine) == [("GRAT-9", "joy")]
    assert found(CONGRATULATION, savour="Whom did you tell first? What did they say?") == [("GRAT-9", "savour")]


def test_of_four_achievements_the_dearest_is_asked_for():
    listed = "I became director, published two papers, won a grant and was elected to the board."

    assert found(PROGRESS, now=listed) == [("8.2", "")]
    assert found(PROGRESS, now="I became director and won a grant.") == []


def test_two_sentences_of_apology_are_one_too_many_after_a_long_time():
    assert ("GRAT-11", "gap") in found(RECONNECT, gap="I am sorry for the silence. Forgive me.")


@pytest.mark.parametrize(("one", "needed"), [(PROGRESS, {"now"}), (CONGRATULATION, {"achievement", "joy"})])
def test_a_card_of_each_kind_needs_less(one, needed):
    empty = replace(one, answers=(), form=Form.CARD)

    assert {finding.at for finding in checks(empty)} == needed
