"""The words of the house: nobody is counted, nothing is late, and nothing is left for later."""

import ast
import re
from importlib import import_module

import pytest
from django import forms
from django.apps import apps

from tests.architecture.house import SOURCE, modules, package_of, sentences, templates, texts, tree, where

COUNTING = re.compile(
    r"\b(scor(e|es|ed|ing)|rank(s|ed|ing)?|weigh(t|ts|ted)|points|streaks?|badges?|levels?|debts?|overdue)\b",
    re.IGNORECASE,
)
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "common",
    "base",
    "core",
    "manager",
    "handler",
    "info",
    "process",
}
WARN_OF_DEBT = {SOURCE / "gratitude" / "rules" / name for name in ("checks.py", "phrases.py")}  # what a letter spares
OF_MACHINES = {"level", "--log-level", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
GIVEN_BY_DJANGO = {"process_exception", "process_view"}


def _in_words(name):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ")


def test_no_column_counts_a_person():
    columns = [
        f"{model.__name__}.{column.name}"
        for model in apps.get_models()
        if model.__module__.startswith("bothways.")
        for column in model._meta.get_fields()
        if COUNTING.search(_in_words(column.name))
    ]

    assert columns == []


def test_no_form_counts_a_person():
    asked = [
        f"{form.__name__}.{name}"
        for path in modules()
        if path.name == "forms.py"
        for form in vars(import_module(f"bothways.{package_of(path)}.forms")).values()
        if isinstance(form, type) and issubclass(form, forms.BaseForm)
        for name, field in form.base_fields.items()
        if COUNTING.search(_in_words(f"{name} {field.label or ''} {field.help_text}"))
    ]

    assert asked == []


def test_no_page_counts_a_person():
    found = [
        where(path, number)
        for path in templates()
        for number, line in enumerate(_as_read(path.read_text(encoding="utf-8")).splitlines(), start=1)
        if COUNTING.search(line)
    ]

    assert found == []


def _as_read(text):
    """Without comments and class names, in the same lines."""
    text = re.sub(r"\{#.*?#\}", lambda note: "\n" * note[0].count("\n"), text, flags=re.DOTALL)
    return re.sub(r'class="[^"]*"', "", text)


def test_nothing_the_program_says_or_names_counts_a_person():
    said = [
        f"{where(path, line)}: {text}"
        for path in modules()
        if path not in WARN_OF_DEBT
        for line, text in sentences(path)
        if text not in OF_MACHINES and COUNTING.search(_in_words(text))
    ]
    named = [
        f"{where(path, node.lineno)}: {node.name}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and COUNTING.search(_in_words(node.name))
    ]

    assert said == []
    assert named == []


def test_names_say_what_a_thing_is():
    files = [where(path) for path in modules(tests=True) if VAGUE & set(_in_words(path.stem).lower().split())]
    folders = [where(path) for path in SOURCE.rglob("*") if path.is_dir() and path.name in VAGUE]
    names = [
        f"{where(path, node.lineno)}: {node.name}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        and node.name not in GIVEN_BY_DJANGO
        and VAGUE & set(_in_words(node.name).lower().split())
    ]

    assert [*files, *folders, *names] == []


# Put together here, so that this file is not found itself.
UNFINISHED = "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bXX" + r"X\b", "NotImplemented" + "Error"])
PLACES = "|".join(
    [
        "/wor" + "k/",
        "/roo" + "t/",
        r"/hom" + r"e/[a-z]",
        "/User" + "s/",
        "pypi" + r"\.",
        "npmjs" + r"\.",
        "index-" + "url ",
        "extra-" + "index",
    ]
)


@pytest.mark.parametrize("pattern", [UNFINISHED, PLACES], ids=["nothing is left for later", "no place of one computer"])
def test_no_file_has(pattern):
    found = [
        where(path, number)
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(pattern, line)
    ]

    assert found == []


def test_only_doors_and_the_clock_know_what_time_it_is():
    """Rules, queries and actions are handed the time, so that they can be asked about yesterday."""
    asks = re.compile(r"^(now|today|utcnow)$")
    knows = {"views", "views.py", "middleware.py", "clock.py"}
    found = [
        where(path, node.lineno)
        for path in modules()
        if package_of(path) not in {"cli", "example"} and not knows & set(path.parts)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and asks.match(node.func.attr)
        and getattr(node.func.value, "id", "") in {"datetime", "date", "timezone", "dt", "clock"}
    ]

    assert found == []
