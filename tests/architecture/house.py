"""What the tests of the house look at: its folders, its floors, and every file that is part of it."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "bothways"
TEMPLATES = Environment(extensions=["jinja2.ext.i18n"])
NOT_OURS = {
    ".venv",
    ".git",
    "node_modules",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}


@cache
def contract() -> list[list[str]]:
    """The floors as import-linter holds them, the highest first; those that are not built yet stand there too."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [[name.strip(" ()") for name in floor.split("|")] for floor in floors]


@cache
def heights() -> dict[str, int]:
    """How high each package lies."""
    return {name: height for height, floor in enumerate(reversed(contract())) for name in floor}


def may_know(package: str, other: str) -> bool:
    """Whether one package may name another: itself, and those on floors below."""
    return package == other or heights()[other] < heights()[package]


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def modules(*, tests: bool = False) -> list[Path]:
    """Our Python files, without migrations; tests only where asked for."""
    found = (path for path in SOURCE.glob("*/**/*.py") if "migrations" not in path.parts)
    return sorted(path for path in found if tests or "tests" not in path.parts)


def templates() -> list[Path]:
    return sorted(SOURCE.glob("*/jinja2/**/*.html"))


@cache
def parsed(path: Path) -> nodes.Template:
    return TEMPLATES.parse(path.read_text(encoding="utf-8"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def documented(path: Path) -> set[int]:
    """The docstrings of a module, by what they are in its tree: they are for us."""
    with_docs = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, with_docs) and node.body and isinstance(node.body[0], ast.Expr)
    }


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Every text that stands in a module, with its line, without docstrings."""
    docs = documented(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def where(path: Path, line: int | None = None) -> str:
    place = str(path.relative_to(ROOT))
    return f"{place}:{line}" if line else place


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project: those that git knows or would take; without git, all that lie here."""
    asked = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.split("\0")
        paths = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    for path in paths:
        if path.is_file():
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
