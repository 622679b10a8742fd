"""Nothing is said in one language alone: every sentence is marked, and has its words in each."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest

from bothways.formats.language import LOCALE
from tests.architecture.catalogue import KEYWORDS, OTHERS, book, brought_up_to_date, file_of, gathered, rooms, written
from tests.architecture.house import TEMPLATES, documented, modules, package_of, templates, tree, where

ENGLISH_ONLY = {
    "cli": "Commands speak English, as those around them do.",
    "example": "The example life is a life told in English.",
}
SPOKEN = [room for room in rooms() if room not in ENGLISH_ONLY]

# Texts in code that no member reads, by the room and how they begin, with who reads them.
FOR_OTHERS: dict[tuple[str, str], str] = {
    ("accounts", "Its password is sealed for this"): "Whoever reads the code: why this table is not taken out.",
    ("accounts", "It is what a program comes"): "Whoever reads the code: why this table is not taken out.",
    ("accounts", "Nobody here signs in as"): "Whoever runs Bothways, on the command line.",
    ("accounts", "{} signs in here already."): "Whoever runs Bothways, on the command line.",
    ("accounts", "Mac OS"): "Browsers, which call it so.",
    ("api", "Bearer error="): "Programs: a word of RFC 6750.",
    ("formats", "HANIFI ROHINGYA"): "Unicode: the name of a script.",
    ("formats", "MEETEI MAYEK"): "Unicode: the name of a script.",
    ("formats", "Libertinus Serif"): "Typst: the name of a font.",
    ("formats", "New Computer Modern"): "Typst: the name of a font.",
    ("formats", "DejaVu Sans Mono"): "Typst: the name of a font.",
    ("ground", "BEGIN ISOLATION LEVEL"): "A database.",
    ("ground", "INSERT INTO"): "A database.",
    ("ground", "COPY"): "A database.",
    ("ground", "PRAGMA"): "A database.",
    ("ground", "{}_FILE names"): "Whoever sets up Bothways.",
    ("ground", "{} holds bytes that are no text"): "Whoever sets up Bothways.",
    ("ground", "SQLite needs none"): "Whoever sets up Bothways.",
    ("ground", "Write postgres://"): "Whoever sets up Bothways.",
    ("ground", "Write where browsers find"): "Whoever sets up Bothways.",
    ("ground", "A key has at least"): "Whoever sets up Bothways.",
    ("ground", "The key file"): "Whoever sets up Bothways.",
    ("ground", "This computer's SQLite is"): "Whoever sets up Bothways.",
    ("moments", "It repeats what the moments say"): "Whoever reads the code: why this table is not taken out.",
    ("accounts", "It is a mail server that is no"): "whoever works on the tables that are taken out",
    ("exchange", "Taking out: "): "whoever types `bothways export`",
    ("exchange", "Bothways {}"): "the manifest of a ZIP, which programs read",
    ("exchange", "It tells how a bringing-in went"): "whoever works on the tables that are taken out",
    ("exchange", "It is the taking-out itself"): "whoever works on the tables that are taken out",
}
SAME_IN_SPANISH: set[str] = {"Bothways", "bothways backup /media/disk/", "· Bothways", "light dark", '" hx-trigger='}
IN_EACH_BY_ITSELF = {"gratitude/rules/kits.py": "What stands round a letter is written natively for each language."}
COMMANDS_SAY = {
    f"vault/{name}.py": "Who makes a backup or restores one is told by a command."
    for name in (
        "__main__",
        "actions",
        "apart",
        "inside",
        "moving",
        "packing",
        "pouring",
        "reading",
        "restoring",
        "room",
    )
}
SHOWN = {"aria-label", "placeholder", "title", "alt"}
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[“‘(]?[A-ZÁÉ][\w’']*[,:;]? +\S|.*[a-z]{2,}[,:;]? +(?:\S+ +)*[a-z]{2,}[.!?]$", re.DOTALL)
PLACES = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("room", SPOKEN)
def test_no_page_says_what_is_not_marked(room):
    assert [found for path in templates() if package_of(path) == room for found in _unmarked_in_page(path)] == []


@pytest.mark.parametrize("room", SPOKEN)
def test_no_code_says_what_is_not_marked(room):
    others = tuple(begins for where_, begins in FOR_OTHERS if where_ == room)

    found = [
        f"{where(path, line)} {text}"
        for path in modules()
        if package_of(path) == room and not path.as_posix().endswith((*IN_EACH_BY_ITSELF, *COMMANDS_SAY))
        for line, text in _unmarked_in_code(path)
        if not others or not text.startswith(others)
    ]

    assert found == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("room", SPOKEN)
def test_every_sentence_of_a_room_is_said(room, language):
    kept = {(one.id, one.context): one for one in written(language, room) if one.id}

    silent = [one.id for one in gathered(room) if one.id and not _is_said(kept.get((one.id, one.context)))]

    assert silent == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_is_the_same_in_both(language):
    wrong = [
        one.id
        for room in SPOKEN
        for one in written(language, room)
        if one.id and _is_said(one) and any(_places(said) not in _allowed(one.id) for said in _texts(one.string))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_book_and_the_files_of_rooms_are_as_the_code_has_them(language):
    rooms_with_words = [room for room in rooms() if any(one.id for one in gathered(room))]
    files = {room: file_of(language, room) for room in rooms_with_words}

    stale = [room for room, path in files.items() if path.read_bytes() != brought_up_to_date(language, room)]

    assert stale == [], "run bin/words"
    assert {path.name for path in (LOCALE / language).glob("*.po")} == {path.name for path in files.values()}
    assert (LOCALE / f"{language}.mo").read_bytes() == book(language), "run bin/words"


@pytest.mark.parametrize("language", OTHERS)
def test_rooms_that_say_the_same_say_it_in_the_same_words(language):
    said: dict[object, set[str]] = {}
    for room in rooms():
        for one in written(language, room):
            if one.id and _is_said(one):
                said.setdefault((one.id, one.context), set()).add(str(one.string))

    assert {key: words for key, words in said.items() if len(words) > 1} == {}


def _is_said(one) -> bool:
    return one is not None and all(one.string if isinstance(one.string, tuple) else [one.string]) and bool(one.string)


def _texts(said) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


def _places(text: str) -> frozenset[str]:
    named = {name.split(".")[0] for _, name, _, _ in Formatter().parse(text) if name} if "{" in text else set()
    return frozenset(named | set(PLACES.findall(text)))


def _allowed(english) -> set[frozenset[str]]:
    """A plural's one may leave out the number that its many has."""
    return {_places(text) for text in _texts(english)}


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None and WORD.search(data):
            self.found.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [said for name, said in attrs if name in SHOWN and said and WORD.search(said)]


def _unmarked_in_page(path: Path) -> Iterator[str]:
    """Words of a template outside of `trans` and `_()`: in its text, its attributes and its expressions."""
    page, translating, called, last = _Shown(), False, [], ""
    for line, kind, value in TEMPLATES.lex(path.read_text(encoding="utf-8")):
        if kind == "data" and not translating:
            page.feed(value)
        elif kind == "string" and not translating and not KEYWORDS.keys() & set(called) and _says(value[1:-1]):
            yield f"{where(path, line)} {value}"
        elif kind == "operator" and value == "(":
            called.append(last)
        elif kind == "operator" and value == ")":
            called.pop()
        elif kind == "name" and last == "block_begin" and value in {"trans", "endtrans"}:
            translating = value == "trans"
        last = last if kind == "whitespace" else value if kind == "name" else kind
    page.close()
    yield from (
        f"{where(path)} {text}"
        for text in page.found
        if _says(text) or (WORD.fullmatch(text) and text not in SAME_IN_SPANISH)
    )


def _says(text: str) -> bool:
    """Words for somebody to read: several, or one that begins with a capital; not a name of ours."""
    return (
        bool(WORD.search(text))
        and (" " in text.strip() or text.strip()[:1].isupper())
        and not text.startswith(tuple(SAME_IN_SPANISH))
    )


def _unmarked_in_code(path: Path) -> Iterator[tuple[int, str]]:
    spared = documented(path) | _marked_or_not_for_people(path)
    for node in ast.walk(tree(path)):
        if id(node) in spared:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.match(node.value):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            if SENTENCE.match(text):
                yield node.lineno, text


QUIET = {"compile", "debug", "info", "warning", "error", "exception", "execute", "RunSQL", "ValueError", "TypeError",
         "RuntimeError", "AssertionError", "LookupError", "KeyError"}  # fmt: skip


def _marked_or_not_for_people(path: Path) -> set[int]:
    """
    What stands within a call that marks, or within one that speaks to no member; and what the document of the API says,
    to whoever writes a program.
    """
    calls = [
        one for one in ast.walk(tree(path)) if isinstance(one, ast.Call) and _name(one.func) in {*KEYWORDS, *QUIET}
    ]
    of_the_document = [
        word.value
        for one in ast.walk(tree(path))
        if isinstance(one, ast.Call)
        for word in one.keywords
        if word.arg in {"summary", "description"}
    ]
    return {id(inner) for call in [*calls, *of_the_document] for inner in ast.walk(call)} | {
        id(part) for one in ast.walk(tree(path)) if isinstance(one, ast.JoinedStr) for part in one.values
    }


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
