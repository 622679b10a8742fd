"""A limit without a test is a wish (architecture, 3.7)."""

import ast

from tests.architecture.house import ROOT, SOURCE, modules, templates, tree, where

MODULE, FUNCTION, TEMPLATE, TESTS = 400, 50, 120, 300


def _longer_than(limit, paths):
    long = {where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {place: lines for place, lines in long.items() if lines > limit}


def test_modules_are_read_in_one_go():
    assert _longer_than(MODULE, modules()) == {}


def test_functions_fit_on_a_screen():
    found = [
        (where(path, node.lineno), node.name)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION
        if not _is_a_table(node)
    ]

    assert found == []


def _is_a_table(function):
    """One `return` of values is read like a table, not followed like steps: the people of the example life."""
    steps = [step for step in function.body if not isinstance(step, ast.Expr)]
    return len(steps) == 1 and isinstance(steps[0], ast.Return)


def test_templates_stay_small():
    assert _longer_than(TEMPLATE, templates()) == {}


def test_test_modules_stay_small():
    tests = [path for path in (*modules(tests=True), *ROOT.glob("tests/**/*.py")) if "tests" in path.parts]

    assert _longer_than(TESTS, tests) == {}


def test_each_package_says_in_one_line_what_it_is_for():
    packages = (
        path for path in SOURCE.rglob("__init__.py") if not {"tests", "migrations", "__pycache__"} & set(path.parts)
    )

    assert [where(path) for path in packages if not _is_one_line(path.read_text(encoding="utf-8"))] == []


def _is_one_line(text):
    return text.startswith('"""') and text.endswith('"""\n') and text.count("\n") == 1
