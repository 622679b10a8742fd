"""Whether Bothways may suggest contact is decided in `people.rules` alone; all else asks it (lessons, 2)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import SOURCE, modules, package_of, templates, tree, where

OWNER = "people"
TELLS = "example"  # it tells a life, and prompts nobody
# What looks at life or contact by itself, and why it may: none of these offers, asks or sends anything.
MAY_LOOK = {
    ("moments/actions.py", "_is_after_death"): "nobody who has died met or wrote afterwards",
    ("gratitude/actions/writing.py", "start"): "a letter to someone who has died is an unsent one",
    ("gratitude/actions/writing.py", "say_life"): "asks anew how they are where that was just said to be unknown",
    ("gratitude/actions/writing.py", "follow"): "and so are those that were not given by then",
    ("gratitude/actions/leaving.py", "may_leave"): "an unsent letter stays here, whoever asks for it",
    ("gratitude/models.py", "mourns_the_living"): "a letter to the family of the living never leaves",
    ("gratitude/actions/writing.py", "_has_died"): "a letter to a family is about someone who has died",
    ("gratitude/rules/sending.py", "not_from_here"): "says of which of its reasons nothing is sent",
    ("gratitude/rules/kept.py", "find_out_first"): "holds a letter back until somebody looked",
    ("gratitude/queries/letters.py", "may_have_died"): "holds a letter back until somebody looked",
    ("gratitude/queries/letters.py", "find_out_first"): "holds a letter back until somebody looked",
    ("gratitude/actions/outbox.py", "to_the_desk"): "a letter to someone who has died is an unsent one",
    ("gratitude/actions/leaving.py", "not_given_after_all"): "and so is one that did not reach them after all",
    ("gratitude/actions/writing.py", "forget_what_is_put_by"): "an unsent letter to whoever has died stays with them",
    ("gratitude/actions/opening.py", "begin"): "an unsent letter asks no questions of whom it is to",
    ("gratitude/views/said.py", "after_saying"): "where one goes on: to remembrance, or to the street",
    ("gratitude/queries/letters.py", "held_back"): "says of which of its reasons a letter did not go",
    ("exchange/actions/same.py", "join"): "the day of a death that both know of is filled in",
    ("exchange/actions/same.py", "_of_a_death"): "one that the card alone knows of is told",
    ("street/actions.py", "_must_have_died"): "whoever lives has no day of remembrance, and no memory of it",
    ("street/actions.py", "_has_died"): "who has died is not wished for, and no promise is kept to them",
    ("gratitude/forms.py", "clean"): "a page of before takes back no death",
    ("street/actions.py", "whoever_mourns"): "a letter to the family goes to the living",
    ("street/views/remembrance.py", "page"): "whoever lives has no such page",
    ("street/views/remembrance.py", "write_to_family"): "whoever lives is not mourned",
    ("street/rules.py", "no_promise"): "says of which of its reasons nothing new is promised",
    ("street/api/people.py", "_shown"): "says what was said, to a program that asked",
    ("street/views/good.py", "_is_gone"): "whoever has died is remembered, and not congratulated",
    ("street/views/people.py", "_now"): "says what holds after something was undone",
    ("street/views/people.py", "_life_now"): "and so does this",
    ("street/views/people.py", "_contact_now"): "and this",
    ("street/views/people.py", "_of_family_letters"): "says what became of letters once a death was taken back",
    ("gratitude/views/letters.py", "find_out"): "the answer that was typed: where one goes on",
    ("today/views.py", "find_out"): "the answer that was typed: where one goes on",
    ("today/actions.py", "done"): "refuses a contact with someone who has died meanwhile",
    ("today/actions.py", "died_meanwhile"): "a death that was said meanwhile keeps its day",
    ("exchange/actions/cards.py", "_fill"): "the day of a death that both know of is filled in",
    ("exchange/actions/cards.py", "_say_if_dead"): "an address book does not say of anyone that they died",
    ("exchange/views/same.py", "say"): "says that two entries differ about a death",
    ("street/queries.py", "_written"): "what was planned for later with who has died never came",
    ("street/finding.py", "_person"): "says beside a name that was found that they have died",
    ("street/queries.py", "_lately"): "says in the list that they have died",
}
MAY_SHOW = {  # templates that say something else than of the living, and offer nothing by it
    "street/glance.html": "how they like to be reached is told of the living",
}
WORDS = {"living", "unknown", "died", "open", "paused", "ended", "Life", "Contact"}
IN_SQL = re.compile(r"\b(?:life|contact|paused_until)\s*(?:=|<>|!=|<|>|IN\b)\s*'", re.IGNORECASE)
SQL_MAY_LOOK = (
    "today/queries/statements.py"  # who was mourned lately, and whose days of remembrance come: `suggest` asks
)
IN_TEMPLATE = re.compile(r"""\.contact\s*(?:==|!=|in\b)|\.paused_until\s*[<>=!]|\.life\s*!=""")


def _functions(path: Path) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node


def _named(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_word(node: ast.AST) -> bool:
    """A word of life or contact, written out or by its name."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(_is_word(one) for one in node.elts)
    if isinstance(node, ast.Attribute):
        return _named(node.value) in WORDS
    return isinstance(node, ast.Constant) and node.value in WORDS


def _compares(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare):
        return False
    sides = [node.left, *node.comparators]
    names = {_named(one) for one in sides} | {_key(one) for one in sides}
    return "paused_until" in names or bool(names & {"life", "contact"} and any(map(_is_word, sides)))


def _key(node: ast.AST) -> str:
    """`said["life"]`"""
    is_key = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
    return str(node.slice.value) if is_key else ""  # type: ignore[attr-defined]


def _filters(node: ast.AST) -> bool:
    """`filter(person__life="died")`: rows chosen by it."""
    if not isinstance(node, ast.Call) or _named(node.func) not in {"filter", "exclude", "Q", "get"}:
        return False
    return any(_BY.fullmatch(one.arg or "") and _may_be_word(one.value) for one in node.keywords)


_BY = re.compile(r"(?:\w+__)?(?:life|contact|paused_until)(?:__\w+)?")


def _may_be_word(node: ast.AST) -> bool:
    """Not of `contact=True`, which is a moment's."""
    return not isinstance(node, ast.Constant) or node.value in WORDS


def looks_of(path: Path) -> set[tuple[str, str]]:
    place = str(path.relative_to(SOURCE))
    within = {(place, name) for name, body in _functions(path) if _looks(body)}
    return within or ({(place, "")} if _looks(tree(path)) else set())


def _looks(body: ast.AST) -> bool:
    return any(_compares(node) or _filters(node) for node in ast.walk(body))


def test_nobody_but_the_room_of_people_decides_by_life_or_contact():
    ours = (path for path in modules() if package_of(path) not in (OWNER, TELLS))

    looked = {one for path in ours for one in looks_of(path)}

    assert looked - MAY_LOOK.keys() == set(), "ask Person.may_suggest, or PersonSet.may_suggest for many"
    assert MAY_LOOK.keys() - looked == set(), "these look no more: take them off the list"


def test_no_statement_decides_by_life_or_contact():
    found = {
        str(path.relative_to(SOURCE))
        for path in modules()
        if package_of(path) not in (OWNER, TELLS) and IN_SQL.search(path.read_text(encoding="utf-8"))
    }

    assert found == {SQL_MAY_LOOK}


def test_no_page_offers_by_a_comparison_of_its_own():
    """Of someone who has died a page may speak otherwise (`== 'died'`); what it offers the others is asked for."""
    found = {
        "/".join(path.parts[-2:]): where(path)
        for path in templates()
        if IN_TEMPLATE.search(path.read_text(encoding="utf-8"))
    }

    assert found.keys() == MAY_SHOW.keys(), found


def test_a_new_place_that_decides_by_itself_would_be_found(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.architecture.test_one_function.SOURCE", tmp_path)
    written = (
        "if who.life == Life.DIED: pass", "if who.contact != 'ended': pass", "rows.exclude(person__life='died')",
        "rows.filter(contact='open')", "if who.paused_until > today: pass", "x = said['life'] in ('died', 'unknown')",
    )  # fmt: skip
    for number, text in enumerate(written):
        path = tmp_path / f"{number}.py"
        path.write_text(text, encoding="utf-8")
        assert looks_of(path), text
    fine = tmp_path / "fine.py"
    fine.write_text(
        "rows.filter(contact=True)\nif moment.contact: pass\nif who.may_suggest(today): pass", encoding="utf-8"
    )
    assert not looks_of(fine)
