"""What no code of ours does, beside what the style forbids (quality, S24); where one place may, it is named here."""

import ast
import os
import re
import subprocess
import sys
import tomllib

from tests.architecture.house import ROOT, modules, tree, where

# Where each stands, and nowhere else
ONLY_IN = {
    "raw": (),
    "extra": (),
    "get_object_or_404": (),
    "csrf_exempt": ("exchange/views/imports.py",),  # it asks for the token by itself, once its files have a place to go
    "pickle": ("exchange/actions/life.py",),  # what it has just written itself, into a file without a name
    "marshal": (),
    "shelve": (),
    "requests": (),
    "httpx": (),
    "urllib3": (),
    "aiohttp": (),
    "urllib.request": ("cli/up.py",),  # its own address
    "cursor": (
        "cli/tables.py", "exchange/actions/mail.py", "ground/database.py", "ground/pouring.py", "ground/sql.py",
        "moments/apps.py", "vault/copying.py", "vault/inside.py", "vault/pouring.py", "vault/queries.py",
    ),
}  # fmt: skip
# What the style finds dangerous (ruff's S, which is bandit's list) and is told to pass over: why stands at the line
PASSED_OVER = {
    "S105": ("accounts/alarms.py", "accounts/views/keys.py"),
    "S301": ("exchange/actions/life.py",),
    "S310": ("cli/up.py",),
    "S311": ("example/files.py", "example/life.py"),
    "S603": ("cli/children.py", "ground/apart.py", "vault/apart.py"),
    "S608": ("ground/pouring.py", "moments/queries.py", "today/queries/statements.py", "vault/reading.py"),
    "S701": ("config/jinja.py",),
}
CHECKED = (
    "import django; from django.core.checks import run_checks; django.setup();"
    "[print(one) for one in run_checks(include_deployment_checks=True) if not one.is_silenced()]"
)


def named(module: ast.Module) -> set[str]:
    """What is imported or called by name."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {part.name for part in node.names}
        if isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(part.name for part in node.names)}
        if isinstance(node, ast.Call):
            found |= {getattr(node.func, "attr", getattr(node.func, "id", ""))}
    return found


def passed_over(text: str) -> set[str]:
    """The rules of security that a module tells the style to pass over; one that names no rule passes over all."""
    told = re.findall(r"#\s*(?:ruff:\s*)?noqa\b(:[\w\s,]*)?", text, re.IGNORECASE)
    return {rule for one in told for rule in (re.findall(r"\bS\d{0,3}\b", one) if one else ["all"])}


def unasked(module: ast.Module) -> list[int]:
    """Lines that read rows of whomever: `objects` without whose, and not as a part of rows that were asked for so."""
    whose, parts = set(), set()
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        if getattr(node.func, "attr", "") == "of" or "member" in {keyword.arg for keyword in node.keywords}:
            whose.add(id(getattr(node.func, "value", None)))
        if getattr(node.func, "id", "") == "Prefetch":
            parts |= {id(within) for within in ast.walk(node)}
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr == "objects" and id(node) not in whose | parts
    ]


def held_with_its_key(module: ast.Module) -> list[int]:
    """Lines that hold rows and keep out whoever points at them, where not said why (`no_key=False`)."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "select_for_update"
        and "no_key" not in {keyword.arg for keyword in node.keywords}
    ]


def test_what_is_dangerous_stands_only_where_it_is_named():
    elsewhere = [
        (where(path), name)
        for path in modules()
        for name in named(tree(path)) & set(ONLY_IN)
        if not where(path).endswith(tuple(f"bothways/{place}" for place in ONLY_IN[name]) or ("nowhere",))
    ]

    assert elsewhere == []


def test_what_the_style_finds_dangerous_is_passed_over_only_where_it_is_named():
    found = {
        (rule, where(path).partition("bothways/")[2]) for path in modules() for rule in passed_over(path.read_text())
    }

    assert found == {(rule, place) for rule, places in PASSED_OVER.items() for place in places}
    said = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert (said["select"], [one for one in said["ignore"] if one[0] == "S" and one[1].isdigit()]) == (
        ["ALL"],
        ["S101"],
    )
    eased = {place for place, rules in said["per-file-ignores"].items() if {"S", "ALL"} & set(rules)}
    assert eased == {"**/tests/**", "tests/**", "src/bothways/**/migrations/**"}


def test_doors_read_rows_only_of_who_asks():
    doors = [path for path in modules() if {"views", "api", "views.py", "api.py"} & set(path.parts)]
    assert len(doors) > 30

    assert [where(path, line) for path in doors for line in unasked(tree(path))] == []


def test_rows_are_held_without_their_keys_so_that_two_writers_do_not_wait_for_each_other():
    assert [where(path, line) for path in modules() for line in held_with_its_key(tree(path))] == []


def test_the_search_finds_what_it_looks_for():
    bad = ast.parse("import pickle\nfrom urllib import request\nMoment.objects.raw('')\nMoment.objects.get(pk=asked)")

    assert {"pickle", "raw"} <= named(bad)
    assert unasked(bad) == [3, 4]
    assert passed_over("a  # noqa: S608, E501 - x\nb  # noqa\n# ruff: noqa: S") == {"S608", "all", "S"}
    assert held_with_its_key(ast.parse("a.select_for_update()\na.select_for_update(no_key=True)")) == [1]
    assert unasked(ast.parse("Moment.objects.of(me).get(pk=1)\nNews.objects.filter(member=me)")) == []


def test_django_has_nothing_to_say_of_a_house_that_others_reach(tmp_path):
    house = {"BOTHWAYS_HOME": str(tmp_path), "BOTHWAYS_PUBLIC_ADDRESS": "https://bothways.example.org"}
    house |= {"DJANGO_SETTINGS_MODULE": "bothways.config.settings"}

    asked = [sys.executable, "-c", CHECKED]
    said = subprocess.run(asked, env=os.environ | house, check=True, capture_output=True, text=True)

    assert (said.stdout, said.stderr) == ("", "")
