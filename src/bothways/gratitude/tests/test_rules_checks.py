"""What is pointed out beside a thank-you, and what passes."""

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.gratitude.rules import ways
from bothways.gratitude.rules.checks import calm_line, checks, fitting_form
from bothways.gratitude.rules.kinds import KINDS, SLUGS
from bothways.gratitude.rules.kits import KITS
from bothways.gratitude.rules.letter import Answer, Form, Letter
from bothways.gratitude.rules.requests import requests_in

DEED = "In 1996 you let me stay after class and do it again."
FULL = {"deed": DEED, "cost": "You missed your bus.", "effect": "I learned to look.", "now": "I run a clinic."}


def letter(form=Form.LETTER, language="en", **answers) -> Letter:
    return Letter("Mr. Bell", tuple(Answer(slug, text) for slug, text in answers.items()), form, language)


def rules(one: Letter) -> list[tuple[str, str]]:
    return [(finding.rule, finding.at) for finding in checks(one)]


def test_a_thank_you_without_what_it_cost_them_is_asked_about_it():
    without = {slug: text for slug, text in FULL.items() if slug != "cost"}

    (finding, *_) = checks(letter(**without))

    assert (finding.rule, finding.at) == ("GRAT-1", "cost")
    assert "?" in finding.says


def test_an_answer_of_signs_alone_is_no_answer():
    assert ("GRAT-1", "now") in rules(letter(**FULL | {"now": " … "}))


def test_a_card_needs_only_the_deed():
    assert rules(letter(Form.CARD, deed=DEED)) == []
    assert rules(letter(Form.CARD, effect="You changed how I look.")) == [("GRAT-1", "deed")]


REQUESTS = [
    "Could you write me a letter?",
    "Would you please look at my draft?",
    "I was wondering if you have time in May.",
    "I’m hoping you know someone there.",
    "I would be very grateful if you sent it by Friday.",
    "I'd really appreciate it if we could meet.",
    "Please let me know whom to ask.",
    "I have one small favour left.",
    "I need your signature.",
    "Thanks in advance.",
    "It would help to put in a good word at the board.",
    "All I want is a letter of recommendation for me and my brother.",
    "Can I ask you for one more thing?",
    "It would mean the world to me if you came.",
    "Perhaps you could put in a word for me.",
    "Maybe you could put in a good word.",
    "If you wrote a letter of recommendation for me, I could apply.",
    "I could apply with a letter of recommendation for me, if you sent one.",
    "Can we meet next week?",
    "Do you have time to read my draft?",
    "I hope you can help me with the next step.",
    "Please look at my paper.",
    "Please call me.",
    "I would be grateful for a reference.",
    "I would appreciate your help with my application.",
    "I wonder if you could introduce me to her.",
    "Can I count on you for a recommendation?",
    "Could you have a look at my draft?",
    "Do you think you could introduce me to her?",
    "Would it be possible to get a letter from you?",
    "I need a reference by Monday.",
    "Any chance you have time to read my grant?",
    "Let me know whether you can meet on Friday.",
]
STATEMENTS = [
    "Your letter of reference opened the door.",
    "You would always ask me what I had seen.",
    "You did me a favour that day.",
    "You wrote a letter of recommendation for me in one night.",
    "You put in a word for me when I was not there.",
    "Can you believe that it is thirty years?",
    "Could you ever have imagined it?",
    "You said: “Could you do it again, slower?”",
    "You asked me, would you like to try it again.",
    "You were in favour of letting me stay.",
    "My favourite hour was yours.",
    "You told me to ask for help.",
    "You could have gone home.",
    "I please nobody so gladly as you.",
    "I needed your patience, and I got it.",
    "I know that you put in a good word, and I hope you can rest now.",
    "You always had time for me.",
    "Could you have known what it meant?",
    "Please know that I have not forgotten it.",
    "I was grateful for your help.",
    "I would appreciate that evening more today than I did.",
]


@pytest.mark.parametrize("asked", REQUESTS)
def test_a_request_is_found_and_an_own_message_offered(asked):
    found = [
        one
        for one in checks(letter(**FULL | {"now": f"I run a clinic. {asked} I think of you."}))
        if one.rule == "GRAT-2"
    ]

    assert [(one.at, one.quote) for one in found] == [("now", asked)]
    assert "?" in found[0].says


@pytest.mark.parametrize("told", STATEMENTS)
def test_a_statement_passes(told):
    assert requests_in(f"{DEED} {told}") == []


@pytest.mark.parametrize(
    "asked",
    [
        "¿Podría escribirme una carta?",
        "¿Puede usted enviarme el libro?",
        "Le pido su ayuda.",
        "Tengo un favor.",
        "Me gustaría pedirle otra cosa.",
        "Gracias de antemano.",
    ],
)
def test_a_spanish_request_is_found(asked):
    assert requests_in(f"Usted me enseñó a mirar. {asked}", "es") == [asked]


@pytest.mark.parametrize(
    "told",
    [
        "Usted me hizo un favor aquel día.",
        "No puede imaginar lo que cambió.",
        "Su carta me abrió la puerta.",
        "Puede estar seguro de que no lo olvido.",
        "Habló a favor de mí.",
    ],
)
def test_a_spanish_statement_passes(told):
    assert requests_in(told, "es-MX") == []


def test_a_letter_without_a_sentence_about_what_they_did_is_asked_for_one():
    mine = letter(deed="My years there were good.", cost="It was long.", effect="I grew.", now="I am well.")

    assert ("GRAT-3", "deed") in rules(mine)


def test_a_letter_that_is_mostly_about_me_is_asked_for_one_thing_more_of_theirs():
    mine = letter(**FULL | {"now": "I work. I read. My days are long. I sleep. I walk. My dog is old. I cook."})

    assert ("GRAT-3", "") in rules(mine)


def test_in_1996_you_let_me_is_a_sentence_about_them():
    assert not [rule for rule, _ in rules(letter(**FULL)) if rule == "GRAT-3"]


def test_pronouns_are_not_counted_in_a_language_that_leaves_them_out():
    assert not [rule for rule, _ in rules(letter(language="es", deed="Me dejó quedarme.")) if rule == "GRAT-3"]


@pytest.mark.parametrize(("count", "found"), [(30, True), (80, True), (130, False), (340, False), (380, True)])
def test_a_letter_is_from_120_to_350_words_and_otherwise_a_question(count, found):
    padded = letter(**FULL | {"now": " ".join(["word"] * (count - 20)) + "."})

    assert (("GRAT-4", "") in rules(padded)) is found


def test_a_short_letter_is_offered_to_be_a_card_and_a_short_card_is_fine():
    (finding,) = [one for one in checks(letter(**FULL)) if one.rule == "GRAT-4"]

    assert "card" in finding.says
    assert rules(letter(Form.CARD, **FULL)) == []
    assert fitting_form(letter(**FULL)) is Form.CARD


@pytest.mark.parametrize(
    "phrase",
    [
        "Thank you for everything.",
        "You have always been there for me.",
        "I cannot thank you enough.",
        "Thanks for all you did.",
    ],
)
def test_a_phrase_for_anybody_is_asked_for_its_day_unless_an_act_stands_beside_it(phrase):
    alone = [one for one in checks(letter(**FULL | {"effect": phrase})) if one.rule == "GRAT-5"]

    assert [(one.at, one.quote) for one in alone] == [("effect", phrase)]
    assert ("GRAT-5", "effect") not in rules(letter(**FULL | {"effect": f"{phrase} You drove me home that night."}))


@pytest.mark.parametrize(
    "debt",
    [
        "I can never repay you.",
        "Let me return the favour.",
        "I owe you one.",
        "I stay in your debt.",
        "I want to give something in exchange.",
    ],
)
def test_words_of_debt_are_pointed_out_calmly(debt):
    assert ("GRAT-8", "effect") in rules(letter(**FULL | {"effect": debt}))


def test_i_owe_so_much_to_you_is_the_essays_own_phrase_and_passes():
    assert ("GRAT-8", "effect") not in rules(letter(**FULL | {"effect": "I owe so much to you."}))


def test_our_own_texts_speak_of_no_debt_press_nobody_and_praise_nobody():
    ours = [text for kind in KINDS.values() for one in kind.questions for text in (one.asks, one.hint, one.again)]
    ours += [text for kind in KINDS.values() for text in (kind.word, kind.says, kind.short, kind.alone)]
    ours += [calm_line()]
    ours += [text for way in ways.WAYS for text in (way.word, way.hint)]
    ours += [text for kit in KITS.values() for text in (*kit.greetings, *kit.closes.values(), *kit.subjects.values())]
    never = re.compile(
        r"repay|return the favou?r|owe|in exchange|!|must|should|overdue|wonderful|amazing|great|best mentor",
        re.IGNORECASE,
    )

    assert [text for text in ours if never.search(text)] == []


@pytest.mark.parametrize(
    "unit",
    [
        "could ",
        "you ",
        "would you ",
        "please ",
        "“",
        '"',
        "a" * 50,
        ".",
        " ",
        "\n",
        "Mr. ",
        "i ",
        "thank you for ",
        "you have ",
        "put in a ",
        "favour ",
        "letter of ",
        "¿podría ",
        "e\u0301",
    ],
)
def test_no_text_however_odd_gets_the_detectors_lost(unit):
    """A pattern that backtracks would not come back from here."""
    text = unit * (100_000 // len(unit))

    for language, kind in product(("en", "es"), KINDS):
        assert isinstance(checks(replace(letter(language=language, deed=text), kind=kind)), list)


def test_a_megabyte_is_read_like_a_page():
    page = "\n\n".join(STATEMENTS[:-1]) + "\n\n"

    found = rules(letter(**FULL | {"now": page * (1_000_000 // len(page))}))

    assert found == [("GRAT-4", "")]


@given(
    st.dictionaries(st.sampled_from(SLUGS), st.text(max_size=80)),
    st.sampled_from(list(Form)),
    st.sampled_from([*KINDS]),
)
def test_checks_answer_any_text_with_questions_and_never_break(answers, form, kind):
    for finding in checks(replace(letter(form, **answers), kind=kind)):
        assert finding.rule in {KINDS[kind].rule, "8.1"} or finding.rule.startswith("GRAT-")
        assert finding.at in ("", *SLUGS)
        assert "?" in finding.says or finding.says.endswith(".")
