"""How words are compared, and marked where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.ground.finding import LONGEST_ASKED, MOST_WORDS, asked
from bothways.ground.folding import LONGEST_WORD, fold, words_of
from bothways.ground.marking import excerpt, marked


@pytest.mark.parametrize(
    "written, folded",
    [
        ("Ägnes", "agnes"),
        ("Straße STRASSE", "strasse strasse"),
        ("Łukasz Ørsted Þór", "lukasz orsted thor"),
        ("ｗｉｄｅ", "wide"),
        ("ﬁne", "fine"),
        ("İstanbul ısı", "istanbul isi"),
        ("A\u0308gnes", "agnes"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_words_are_the_same_however_they_are_written(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    "text, words",
    [
        ("O’Brien, the clinic; the CLINIC", ["o", "brien", "the", "clinic"]),
        ("rosa.ortega@clinic.example", ["rosa", "ortega", "clinic", "example"]),
        ("王小明", ["王小", "小明", "明"]),
        ("김민수", [*map(fold, ["김민", "민수", "수"])]),
        ("第3章abc", ["第", "3", "章", "abc"]),
        ("हिन्दी", ["हिनदी"]),
        ("*** -- \"'^", []),
        ("🎉", ["🎉"]),
        ("a" * 500, ["a" * LONGEST_WORD]),
    ],
)
def test_a_text_is_found_by_its_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\x00", "\ud800", "a" * 5000, '"', "AND OR NOT NEAR(", "* - ^ : ( )", "\u202e", "%_\\", "ﷺ" * 900],
)
def test_whatever_is_asked_for_is_a_few_words_of_letters_and_digits(typed):
    words = asked(typed)

    assert len(words) <= MOST_WORDS
    assert all(
        len(word) <= max(LONGEST_WORD, LONGEST_ASKED) and not set(word) & set("\"'\\ *&|!:()%_") for word in words
    )


def _marks(pieces):
    return [one.text for one in pieces if one.is_sought]


@pytest.mark.parametrize(
    "text, typed, marks",
    [
        ("Liebe Ägnes!", "agnes", ["Ägnes"]),
        ("In der Straße", "strass", ["Straß"]),
        ("In der STRASSE", "straße", ["STRASSE"]),
        ("A\u0308gnes", "a", ["A\u0308"]),
        ("先生は王小明です", "小明", ["小明"]),
        ("Anna banana and", "an", ["An", "an"]),
        ("The ﬁne print", "fin", ["ﬁn"]),
        ("careful hands", "hands care", ["care", "hands"]),
        ("<b>bold</b>", "b bold", ["b", "bold", "b"]),
        ("nothing of it", "thing", []),
    ],
)
def test_what_was_asked_for_is_marked_as_it_was_written(text, typed, marks):
    assert _marks(marked(text, typed)) == marks


@given(st.text(), st.data())
def test_whatever_is_found_is_marked_and_nothing_of_the_text_is_lost(text, data):
    words = words_of(text)
    typed = data.draw(st.sampled_from(words)) if words else ""

    pieces = marked(text, typed)

    assert "".join(one.text for one in pieces) == text
    assert bool(_marks(pieces)) == bool(words)


@given(st.text(min_size=1, max_size=900), st.text(max_size=900), st.data())
def test_of_a_long_text_the_place_is_shown_where_it_was_found(before, after, data):
    typed = data.draw(st.sampled_from(["agnes", "王小明"]))

    pieces = excerpt(f"{before} {typed} {after}", typed)

    shown = "".join(one.text for one in pieces)
    assert _marks(pieces)
    assert len(shown) <= 60 + 160 + len("… ") + len(" …")
