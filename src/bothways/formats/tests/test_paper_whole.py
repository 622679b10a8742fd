"""No word is lost on paper: what cannot be printed whole is refused."""

import re
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bothways.formats.paper import press
from bothways.formats.paper.press import NoRoom
from bothways.formats.paper.sheets import Mailing, Paper, card, envelope, fits_a_card, letter
from bothways.formats.tests.reading_back import WORDS, needs_poppler, pages_of, poppler, squeezed, text_of

NOT_READ = "口"  # of the signs that print as empty boxes, poppler does not read back the first: let it be this one
GREETING = f"Dear {NOT_READ},"
NASTY = {
    "lines": "\n".join(f"word{n}" for n in range(40)),
    "poem": "\n".join(f"Line{n} of a poem" for n in range(60)),
    "verse": "\n".join(f"{n} " + "went on over the end of its line and further " * 2 for n in range(18)),
    "one word": "x" * 400,
    "wide word": "W" * 900,
    "slashes": "WWWW/" * 200,
    "address": "https://example.org/" + "a_b-c.d%20" * 80,
    "Japanese": "日" * 900,
    "Thai": "ไทย" * 300,
    "emoji": "🙂" * 300,
    "wide signs": "﷽" * 30,
    "letters": "You asked me what I had seen, and I did not know. " * 40,
    "many paragraphs": "\n\n".join(["So."] * 60),
}


def panels(sheet):
    """The words of a card by page and panel; each stands whole on one panel, and the back of the card is blank."""
    width, height = (side / 2 for side in pages_of(sheet)[0])
    found = defaultdict(list)
    for number, page in enumerate(poppler("pdftotext", sheet, "-bbox").split("<page ")):
        for *box, word in re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.+?)</word>', page):
            left, top, right, bottom = map(float, box)
            panel = left // width, top // height
            assert panel == (right // width, bottom // height) != (0, 1)
            found[number, *panel].append(word)
    return found


def assert_whole(sheet, *said):
    """Every sign that was written, as often as it was written; in which order the panels are read is not asked."""
    printed, written = Counter(squeezed(text_of(sheet))), Counter(squeezed("".join(said)))
    del written[NOT_READ]
    assert not written - printed


@needs_poppler
def test_a_very_long_text_is_printed_whole_as_a_letter_and_refused_as_a_card():
    words = replace(WORDS, paragraphs=("word " * 6000,))

    assert text_of(letter(words)).count("word") == 6000
    assert not fits_a_card(words)
    with pytest.raises(NoRoom, match="card"):
        card(words)


@needs_poppler
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_no_sign_is_lost_where_panels_and_pages_end(nasty, paper):
    words = replace(WORDS, greeting=GREETING, paragraphs=("It began so.", *nasty.split("\n\n"), "And so it went on."))
    said = (words.front, words.greeting, *words.paragraphs, words.close, words.signature)

    folded = card(words, paper)

    assert_whole(folded, *said)
    assert panels(folded)
    assert_whole(letter(words, paper), *said[1:])


@needs_poppler
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("line", ["x" * 300, "W" * 300, "W " * 150, NOT_READ + "日" * 299], ids=["x", "W", "W W", "日"])
def test_the_longest_greeting_close_and_name_stay_on_the_card_and_the_letter(line, paper):
    words = replace(WORDS, front=line, greeting=line, close=line, signature=line)

    folded = card(words, paper)

    assert_whole(folded, *[line] * 4, *words.paragraphs)
    assert panels(folded)
    assert_whole(letter(words, paper), *[line] * 3, *words.paragraphs)


@needs_poppler
def test_a_line_of_a_verse_is_not_parted_from_its_last_word():
    lines = [f"Line{n} of a poem" for n in range(60)]

    found = panels(card(replace(WORDS, paragraphs=("\n".join(lines),))))

    assert len(found) > 3
    for words in found.values():
        assert words.count("poem") == len([word for word in words if word.startswith("Line")])


@needs_poppler
@pytest.mark.parametrize("paper", Paper)
@given(
    paragraphs=st.lists(
        st.lists(
            st.sampled_from([" ", "\n", "a", "W", "word", "日", "W" * 40, "x" * 200, "/", "-", "(", "Ünd"]),
            max_size=300,
        ).map("".join),
        max_size=6,
    ),
    line=st.text(st.sampled_from("W i日-"), max_size=300),
)
@settings(max_examples=15, deadline=None)
def test_whatever_the_words_are_a_card_holds_all_or_is_refused(paper, paragraphs, line):
    words = replace(WORDS, paragraphs=tuple(paragraphs), greeting=GREETING, close=line, signature=line)
    said = (words.greeting, *words.paragraphs, words.close, words.signature)

    assert_whole(letter(words, paper), *said)
    if fits_a_card(words, paper):
        assert_whole(card(words, paper), *said)
    else:
        with pytest.raises(NoRoom):
            card(words, paper)


@needs_poppler
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("form", ["letter", "card"])
def test_an_envelope_holds_a_long_address_whole_or_is_refused(form, paper):
    long = Mailing(
        ("W" * 100, "Street " * 20), ("Dr. " + "W" * 100, "220 School Street " * 8, "Vineland"), "School " * 20
    )
    endless = tuple(f"Line {n}" for n in range(60))

    assert_whole(envelope(long, paper, form), *long.sender, *long.recipient, "c/o", long.care_of)
    with pytest.raises(NoRoom, match="recipient"):
        envelope(replace(long, recipient=endless), paper, form)
    with pytest.raises(NoRoom, match="sender"):
        envelope(replace(long, sender=endless), paper, form)


def test_short_words_are_known_to_fit_a_card_without_setting_them(monkeypatch):
    monkeypatch.setattr(press, "printed", None)

    assert fits_a_card(WORDS)
