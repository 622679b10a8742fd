"""Letters, cards and envelopes, read back from their PDF by another program (poppler)."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bothways.formats.paper.sheets import (
    Mailing,
    Words,
    bundle,
    card,
    envelope,
    letter,
    unprintable,
)
from bothways.formats.tests.reading_back import MAILING, WORDS, needs_poppler, pages_of, poppler, squeezed, text_of

LONG = replace(WORDS, paragraphs=tuple(f"Paragraph {n}. " + "You asked me what I had seen. " * 12 for n in range(6)))


@needs_poppler
@pytest.mark.parametrize("make", [letter, card])
def test_a_letter_and_a_card_hold_the_words_and_nothing_else(make):
    text = text_of(make(WORDS))

    told = [WORDS.greeting, *WORDS.paragraphs, WORDS.close, WORDS.signature]
    told += ["Cherry Hill, 22 November 2026", "Ada Linden", "14 Orchard Lane"] if make is letter else ["Mr. Bell"]
    assert sorted(text.split()) == sorted(" ".join(told).split())
    assert text.index("1996") < text.index("twice") < text.index("With gratitude")


@needs_poppler
@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792)), ("letter", (612, 792))])
def test_letters_and_cards_come_on_the_paper_of_the_country(paper, size):
    assert pages_of(letter(WORDS, paper)) == [size]
    assert pages_of(card(WORDS, paper)) == [size]


@needs_poppler
@pytest.mark.parametrize(
    ("paper", "form", "size"),
    [
        ("a4", "letter", (624, 312)),  # DL, 220 x 110 mm
        ("a4", "card", (459, 323)),  # C6, 162 x 114 mm: a quarter of A4 fits
        ("us-letter", "letter", (684, 297)),  # No. 10
        ("us-letter", "card", (414, 315)),  # A2
    ],
)
def test_envelopes_have_the_size_that_their_letter_or_folded_card_fits_into(paper, form, size):
    assert pages_of(envelope(MAILING, paper, form)) == [size]


@needs_poppler
def test_care_of_stands_below_the_name():
    lines = poppler("pdftotext", envelope(MAILING), "-raw").split("\n")

    assert lines[:5] == ["Ada Linden", "Mr. Thomas Bell", "c/o Lincoln High School", "220 School Street", "Vineland"]
    assert "Al cuidado de Lincoln High School" in poppler("pdftotext", envelope(replace(MAILING, language="es")))


@needs_poppler
def test_a_bundle_is_the_letter_and_its_envelope_in_one_file():
    assert pages_of(bundle(WORDS, MAILING, "card")) == [(595, 842), (459, 323)]
    assert pages_of(bundle(WORDS, None, "letter", "us-letter")) == [(612, 792)]


def test_the_same_words_give_the_same_file():
    assert letter(WORDS) == letter(WORDS)
    assert bundle(WORDS, MAILING, "card") == bundle(WORDS, MAILING, "card")


@needs_poppler
def test_long_words_go_on_to_further_pages_of_the_card_and_none_is_lost():
    sheet = card(LONG)

    assert len(pages_of(sheet)) == 2
    written = f"{LONG.front} {LONG.greeting} {' '.join(LONG.paragraphs)} {LONG.close} {LONG.signature}"
    assert sorted(text_of(sheet).split()) == sorted(written.split())


@needs_poppler
@pytest.mark.parametrize("make", [letter, card])
def test_no_words_are_set_smaller_than_13_points_however_long(make):
    for words in (WORDS, LONG):
        heights = poppler("pdftotext", make(words), "-bbox")
        tall = [
            float(bottom) - float(top)
            for top, bottom in re.findall(r'yMin="([\d.-]+)".*?yMax="([\d.-]+)">[Yy]ou<', heights)
        ]
        assert tall
        assert min(tall) >= 13


@needs_poppler
@pytest.mark.parametrize(
    "typed",
    [
        "#panic()",
        "$x$",
        "*b* _i_",
        "\\ \\u{41} \\*",
        "\"quoted\" 'so'",
        "<lab> @ref",
        "// no /* comment */",
        "= Heading",
        "- dash -- ---",
        "`raw`",
        "{{ name }} #{1+1}",
        "https://example.org/a_b#c",
        "~ & % ^",
        "]] [[",
        '#import "/etc/passwd"',
    ],
)
def test_what_is_typed_comes_out_as_typed_and_is_never_code(typed):
    words = Words(typed, (typed,), typed, typed, dated=typed, sender=(typed,), front=typed)

    plain = squeezed(typed)
    assert squeezed(text_of(letter(words))) == plain * 6
    assert squeezed(text_of(card(words))) == plain * 5
    assert squeezed(text_of(envelope(Mailing((typed,), (typed,), typed)))) == f"{plain}{plain}c/o{plain}"


@needs_poppler
def test_line_breaks_of_the_member_are_kept():
    lines = poppler("pdftotext", letter(replace(WORDS, paragraphs=("One.\nTwo.\nThree.",))), "-raw").split("\n")

    assert lines[lines.index("One.") :][:3] == ["One.", "Two.", "Three."]


@needs_poppler
def test_our_fonts_are_in_the_file():
    fonts = poppler("pdffonts", card(WORDS))

    assert "Literata-Regular" in fonts
    assert "LiterataDisplay-Regular" in fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts.splitlines()[2:])


def test_signs_without_any_font_are_named_once_each_and_the_sheet_comes_all_the_same(without_fonts_of_the_computer):
    words = replace(WORDS, greeting="Dear Ж日Š,", paragraphs=("日本語 🙂",))

    assert unprintable(words, Mailing(("語",), ("東",))) == ("日", "本", "語", "🙂", "東")
    assert letter(words).startswith(b"%PDF")


def test_joiners_marks_and_colours_of_a_skin_are_not_named_beside_their_sign(without_fonts_of_the_computer):
    words = replace(WORDS, paragraphs=("👩\u200d🏫 👍🏽 ❤\ufe0f e\u0301 x\u0302",))

    assert {"👩", "🏫", "👍"} <= set(unprintable(words)) <= {"👩", "🏫", "👍", "❤"}


def test_names_of_the_latin_alphabets_need_no_font_of_the_computer(without_fonts_of_the_computer):
    greeting = "Dear María-José O’Neill Núñez de la Vega, Łukasz Čapek, Şule Ğüneş,"

    assert unprintable(replace(WORDS, greeting=greeting)) == ()


@needs_poppler
@pytest.mark.parametrize(
    "name", ["x" * 300, "Bartholomew " * 25, "O'Brien", "<b>Bold</b>", "Null", "", " ", "\u202eevil", "A"]
)
def test_any_name_stays_on_its_card_and_envelope(name):
    for sheet in (card(replace(WORDS, front=name, greeting=name)), envelope(Mailing((name,), (name, name), name))):
        boxes = poppler("pdftotext", sheet, "-bbox")
        width = pages_of(sheet)[0][0]
        assert all(-1 <= float(x) <= width + 1 for x in re.findall(r'xM(?:in|ax)="([\d.-]+)"', boxes))
        assert len(pages_of(sheet)) == 1


@given(st.text(max_size=60), st.lists(st.text(max_size=80), max_size=3))
@settings(max_examples=40, deadline=None)
def test_no_text_whatever_keeps_a_sheet_from_being_made(line, paragraphs):
    words = Words(line, tuple(paragraphs), line, line, front=line, sender=(line,))

    assert bundle(words, Mailing((line,), (line,), line), "card").startswith(b"%PDF")
    assert letter(words).startswith(b"%PDF")


def test_typst_is_not_loaded_before_something_is_printed():
    program = "import sys, bothways.formats.paper.sheets as s; assert 'typst' not in sys.modules; s.letter"

    source = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": str(source)})
