"""A package imports, leads to and reaches into floors below its own, and never above."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignObjectRel
from jinja2 import nodes

from tests.architecture.house import (
    ROOT,
    SOURCE,
    contract,
    heights,
    may_know,
    modules,
    package_of,
    parsed,
    sentences,
    templates,
    tree,
    where,
)

ADDRESS = re.compile(r"^(accounts|people|moments|gratitude|rhythm|today|exchange|street|vault|api):[a-z_]+$")


def test_floors_and_shelves_are_kept():
    linter = Path(sys.executable).parent / "lint-imports"

    found = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout[found.stdout.find("Contracts") :]


def test_every_package_has_its_floor():
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}

    assert packages <= set(heights())


def test_the_tour_shows_the_floors_of_the_contract():
    built = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    drawing = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8").split("```")[1].strip("\n").splitlines()
    left, right = drawing[0].index("config"), drawing[0].index("wiring")

    shown = [line[left:right].split() for line in drawing]

    assert [[name.strip("()") for name in floor] for floor in shown] == contract()
    assert {name for floor in shown for name in floor if not name.startswith("(")} == built & set(heights())


def test_templates_extend_include_and_lead_to_floors_below_only():
    wrong = [
        f"{where(path, line)} names {package}"
        for path in templates()
        for line, package in _named_in(path)
        if not may_know(package_of(path), package)
    ]

    assert wrong == []


def _named_in(path: Path) -> list[tuple[int, str]]:
    """The packages whose templates or addresses a template names."""
    page = parsed(path)
    asked = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    found = [
        (node.lineno, str(node.template.value).split("/")[0])
        for node in page.find_all(asked)
        if isinstance(node.template, nodes.Const)
    ]
    return found + [(call.lineno, call.args[0].value.split(":")[0]) for call in _calls(path, "url")]


def _calls(path: Path, name: str) -> list[nodes.Call]:
    """Calls of a global with a written first argument."""
    page = parsed(path)
    named = (call for call in page.find_all(nodes.Call) if getattr(call.node, "name", "") == name)
    return [call for call in named if call.args and isinstance(call.args[0], nodes.Const)]


def test_templates_lead_nowhere_by_a_written_address():
    """`url` and `to` know when an address moves; a written one does not."""
    written = re.compile(r"""\b(?:href|action|hx-get|hx-post|src)=["']/""")

    assert [where(path) for path in templates() if written.search(path.read_text(encoding="utf-8"))] == []


def test_words_for_pages_above_are_in_the_table_of_addresses():
    asked = [(where(path, call.lineno), call.args[0].value) for path in templates() for call in _calls(path, "to")]

    assert [(place, word) for place, word in asked if word not in settings.ADDRESSES] == []


def test_views_send_on_to_addresses_of_floors_below_only():
    wrong = [
        f"{where(path, line)} names {text}"
        for path in modules()
        for line, text in sentences(path)
        if ADDRESS.match(text) and not may_know(package_of(path), text.split(":")[0])
    ]

    assert wrong == []


def test_no_package_uses_what_a_floor_above_hangs_onto_its_rows():
    """Reverse accessors are the edge that hides best: `person.letters`, used in `people`, would look up."""
    wrong = []
    for relation in _hung_on_from_above():
        owner = package_of(Path(sys.modules[relation.related_model.__module__].__file__ or ""))
        wrong += [
            f"{where(path, line)} uses {relation.get_accessor_name()} of {owner}"
            for path in modules()
            if not may_know(package_of(path), owner)
            for line in _uses(path, relation)
        ]

    assert wrong == []


def test_a_floor_above_hangs_at_most_one_narrow_row_onto_a_row_below():
    """Lists of rows are asked for with the member first; only the rows that Today joins are reached from the person."""
    assert [str(one.field) for one in _hung_on_from_above() if not one.one_to_one] == []


def _hung_on_from_above() -> list[ForeignObjectRel]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("bothways.")]
    return [
        relation
        for model in ours
        for relation in model._meta.related_objects
        if relation.related_model.__module__.startswith("bothways.")
        and relation.related_model.__module__.split(".")[1] != model.__module__.split(".")[1]
    ]


def _uses(path: Path, relation: ForeignObjectRel) -> list[int]:
    """Lines that ask a queryset for the relation by name, or reach through a variable named as the model is."""
    model = relation.model.__name__.lower()
    name = relation.get_accessor_name()
    found = [line for line, text in sentences(path) if re.match(rf"{name}(__\w+)?$", text) and "__" in text]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.keyword) and (node.arg or "").startswith(f"{name}__"):
            found.append(node.value.lineno)
        if isinstance(node, ast.Attribute) and node.attr == name:
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            found += [node.lineno] if owner == model else []
    return found


def test_settings_are_read_in_config_and_on_the_ground_only():
    asked = {
        package_of(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.conf"
        and any(name.name == "settings" for name in node.names)
    }

    assert asked <= {"config", "ground"}
