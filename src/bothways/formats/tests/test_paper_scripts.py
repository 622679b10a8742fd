"""Scripts of the world on paper: each in a font that knows it, and from the side where it begins."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from unicodedata import normalize

import pytest

from bothways.formats.paper import press
from bothways.formats.paper.faces import Face, chosen
from bothways.formats.paper.fontfile import read
from bothways.formats.paper.letters import clusters, from_right
from bothways.formats.paper.sheets import Mailing, Paper, bundle, card, envelope, letter, unprintable
from bothways.formats.tests.reading_back import WORDS, needs_poppler, pages_of, poppler, text_of

HINDI = replace(WORDS, greeting="प्रिय शर्मा जी,")
ARABIC = replace(WORDS, greeting="عزيزي السيد خالد،", language="ar")
HEBREW = replace(
    WORDS,
    greeting="שלום רב,",
    paragraphs=("בשנת 1996 אמרת Never אחד", "Then came חג and more"),
    close="בתודה",
    signature="עדה",
    sender=("עדה", "Orchard"),
    front="לוי",
)
MM = 72 / 25.4


def where(sheet):
    """Every word with the left and the right end of where it stands, in whole points."""
    found = {}
    boxes = poppler("pdftotext", sheet, "-bbox")
    for left, right, word in re.findall(r'xMin="(.+?)" .*? xMax="(.+?)" .*?>(.+?)</word>', boxes):
        plain = word.strip(",")
        # Poppler tells the letters as they stand, from the left.
        found[plain[::-1] if from_right(plain) else plain] = round(float(left)), round(float(right))
    return found


@needs_poppler
def test_letters_that_no_font_can_join_are_named_and_never_set_in_a_font_for_formulas(without_fonts_of_the_computer):
    assert not set(press.missing("शर्मा", "New Computer Modern Math"))  # it has them all, and joins none

    assert unprintable(HINDI) == ("प्रि", "य", "श", "र्मा", "जी")
    for sheet in (letter(HINDI), card(HINDI)):
        assert "Math" not in poppler("pdffonts", sheet)


def test_letters_are_set_only_by_a_font_that_knows_how_to_join_them():
    has = frozenset("क्ष।")
    latin = Face("Latin", has, knows=frozenset(["latn", "DFLT"]))
    formulas = Face("Formulas", has, knows=frozenset(["dev2"]), for_text=False)
    hindi = Face("Hindi", has, knows=frozenset(["dev2", "latn"]))

    assert chosen(["क्ष"], [latin, formulas]) == {}
    assert chosen(["।", "क्ष"], [latin, formulas, hindi]) == {"Hindi": ["क्ष", "।"]}  # the full stop goes with its words


def test_one_font_sets_a_script_and_a_letter_stays_with_its_marks():
    most = Face("Most", frozenset("日本語x\u0302"), taste=2)
    some = Face("Some", frozenset("日本"))
    typewriter = Face("A Typewriter", frozenset("日本語x"), fixed=True)

    assert chosen(["日", "本", "語", "x\u0302"], [some, typewriter, most]) == {"Most": ["日", "本", "語", "x\u0302"]}
    assert chosen(["日"], [typewriter, some]) == {"Some": ["日"]}
    assert chosen(["x\u0302"], [typewriter]) == {}


def test_signs_are_set_in_any_font_and_faces_in_one_of_colours():
    text = Face("Text", frozenset("→🙂"))
    formulas = Face("Formulas", frozenset("→∑"), for_text=False)
    colours = Face("Colours", frozenset("🙂"), for_text=False, colours=True)

    assert chosen(["→"], [formulas, text]) == {"Text": ["→"]}
    assert chosen(["∑"], [formulas, text]) == {"Formulas": ["∑"]}
    assert chosen(["🙂"], [text, colours]) == {"Colours": ["🙂"]}


def test_what_a_font_has_is_read_as_typst_reads_it():
    # A letter that is made of others typst can put together; what is seen only with its neighbours it leaves out.
    asked = "".join(one for one in map(chr, range(0x21, 0x2050)) if [one] == list(clusters(normalize("NFD", one))))

    faces = read(press.fonts(system_fonts=False).fonts(), asked)

    assert sorted(face.family for face in faces) == ["Literata", "Literata Display"]
    for face in faces:
        assert face.has == set(asked).difference(press.missing(asked, face.family))
        assert face.for_text
        assert "latn" in face.knows


def test_a_file_that_is_no_font_is_passed_over():
    odd = {"family": "Odd", "style": "normal", "weight": 400, "stretch": 1.0, "index": 0}

    assert read([SimpleNamespace(path=__file__, **odd), SimpleNamespace(path="/nowhere.ttf", **odd)], "abc") == []


@needs_poppler
def test_arabic_needs_no_font_of_the_computer(without_fonts_of_the_computer):
    assert unprintable(ARABIC) == ()
    for sheet in (letter(ARABIC), card(ARABIC)):
        assert {"عزيزي", "السيد", "خالد"} <= set(re.findall(r"[\u0620-\u06ff]+", text_of(sheet)))
        assert "Math" not in poppler("pdffonts", sheet)


@needs_poppler
def test_joiners_within_foreign_words_are_no_boxes(without_fonts_of_the_computer):
    fonts = poppler("pdffonts", envelope(Mailing(("می\u200cخواهم\u200f،",), ("عزيزي",))))

    assert "DejaVuSansMono" in fonts
    assert "Literata" not in fonts  # of which the boxes would be


def test_fonts_of_the_computer_are_looked_at_only_for_letters_that_ours_lack(monkeypatch):
    looked, fonts = [], press.fonts
    monkeypatch.setattr(
        press, "fonts", lambda *, system_fonts: looked.append(system_fonts) or fonts(system_fonts=False)
    )

    for words in (WORDS, HEBREW, replace(WORDS, greeting="Дорогой Ἀγαπητέ Nguyễn,")):
        assert unprintable(words) == ()
        letter(words)
    assert not any(looked)

    unprintable(HINDI)
    assert any(looked)


@needs_poppler
@pytest.mark.parametrize("paper", Paper)
def test_paragraphs_begin_at_the_side_of_their_first_letter(paper):
    on_letter, on_card, on_envelope = (
        where(sheet)
        for sheet in (
            letter(HEBREW, paper),
            card(HEBREW, paper),
            envelope(Mailing(("עדה",), ("לוי", "Jerusalem"), "בית"), paper),
        )
    )
    width = pages_of(letter(HEBREW, paper))[0][0]

    for begins in ("שלום", "בשנת", "בתודה", "עדה"):
        assert on_letter[begins][1] == pytest.approx(width - 27 * MM, abs=1)
        assert on_card[begins][0] == pytest.approx(12 * MM, abs=1)  # the panel stands on its head
    assert on_letter["Then"][0] == pytest.approx(27 * MM, abs=1)
    assert on_card["Then"][1] == pytest.approx(width / 2 - 12 * MM, abs=1)
    assert on_envelope["לוי"][1] == on_envelope["c/o"][1] == on_envelope["Jerusalem"][1]
    assert on_envelope["בית"][1] < on_envelope["c/o"][0]


@needs_poppler
def test_words_of_two_ways_in_one_paragraph_each_keep_theirs():
    found = where(letter(HEBREW))

    assert found["בשנת"] > found["1996"] > found["אמרת"] > found["Never"] > found["אחד"]
    assert found["Then"] < found["came"] < found["חג"] < found["and"] < found["more"]


@needs_poppler
def test_a_card_that_runs_from_the_right_goes_on_to_the_left():
    half = pages_of(card(WORDS))[0][0] / 2  # both pages inside stand on their heads: the right one is printed left
    hebrew = card(replace(HEBREW, greeting="ראשון", paragraphs=("מילה " * 50,) * 5, close="אחרון"))
    english = card(replace(WORDS, greeting="First", paragraphs=("word " * 40,) * 4, close="Last"))

    assert where(hebrew)["ראשון"][1] < half < where(hebrew)["אחרון"][0]
    assert where(english)["Last"][1] < half < where(english)["First"][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום", True),
        ("سلام", True),
        ("(1996) 🙂 שלום and English", True),
        ("English and שלום", False),
        ("\u2067שלום\u2069 set apart", False),
        ("\u2069\u200fmarked", True),
        ("1996 …", False),
        ("", False),
    ],
)
def test_the_first_letter_says_which_way_a_paragraph_runs(text, expected):
    assert from_right(text) is expected


def test_letters_stand_with_their_marks_and_what_is_bound_to_them():
    assert list(clusters("x\u0302 क्षि र्मा 👩\u200d🏫 👍🏽 ❤\ufe0f")) == ["x\u0302", "क्षि", "र्मा", "👩", "🏫", "👍", "❤"]
    assert list(clusters("\u0302a")) == ["\u0302", "a"]


def test_words_of_many_scripts_give_the_same_file_in_every_process():
    program = "from bothways.formats.tests import test_paper_scripts as t; t.sys.stdout.buffer.write(t.many_scripts())"
    source = str(Path(__file__).parents[3])
    one, other = (
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": source, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "12"
    )

    assert one.startswith(b"%PDF")
    assert one == other


def many_scripts():
    said = " ".join(words.greeting for words in (HINDI, ARABIC, HEBREW)) + " Ж日本語🙂→x\u0302"
    return bundle(replace(WORDS, paragraphs=(said,)), Mailing((said,), (said,)))
