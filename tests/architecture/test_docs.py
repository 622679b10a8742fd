"""What the guide says is so: links lead somewhere, settings and commands are those there are."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bothways.cli.commands import app
from bothways.ground.environment import PREFIX, Environment
from tests.architecture.house import ROOT, where

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CALL = re.compile(r"(?:[\w.]*/)*(bothways|up)((?: .*)?)")
OF_TESTS = {"BOTHWAYS_CORPUS", "BOTHWAYS_CHROMIUM"}


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _anchors(page: Path) -> set[str]:
    """Headings as the pages of a repository name them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(FENCED.sub("", _text(page)))
    }


def test_links_and_pictures_lead_somewhere():
    lost = []
    for page in PAGES:
        for target in LINK.findall(CODE.sub("", FENCED.sub("", _text(page)))):
            path, _, anchor = target.partition("#")
            there = (page.parent / path).resolve() if path else page
            if ":" not in path and (not there.exists() or (anchor and anchor not in _anchors(there))):
                lost.append(f"{where(page)}: {target}")

    assert lost == []


def _settings() -> dict[str, Any]:
    return {
        "DATABASE_URL" if name == "database_url" else PREFIX + name.upper(): field
        for name, field in Environment.model_fields.items()
    }


def _rows() -> dict[str, list[str]]:
    """The table of settings: what stands behind each name."""
    table = _text(ROOT / "docs" / "guide" / "operators.md").partition("## Settings")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:1] == "|"]
    return {name.strip("`"): rest for name, *rest in cells[2:]}


def test_the_table_of_settings_names_all_there_are_and_no_other():
    assert _rows().keys() == _settings().keys()


def test_the_table_of_settings_says_what_holds_where_they_are_not_set():
    plain = {name: str(field.default) for name, field in _settings().items() if field.default_factory is None}
    given = {name: default for name, default in plain.items() if default not in {"", "False"}}

    assert {name: f"`{default}`" for name, default in given.items()} == {
        name: _rows()[name][1].partition(":")[0] for name in given
    }


@pytest.mark.parametrize("file", [*PAGES, ROOT / "deploy" / "bothways.service"], ids=where)
def test_no_setting_is_spoken_of_that_is_not_there(file):
    named = {name.removesuffix("_FILE") for name in re.findall(r"\bBOTHWAYS_[A-Z_]*[A-Z]\b", _text(file))}

    assert named <= _settings().keys() | OF_TESTS


def _calls() -> Iterator[tuple[str, list[str]]]:
    """
    Every `bothways …` and `bin/up …` of the guide, and where it stands.

    An option that is named alone, as in “with `--read-only`”, belongs to the command before it in its line.
    """
    for page in PAGES:
        for part in re.split(r"\n(?=\n|[-|#])|(^```.*?^```)", _text(page), flags=re.MULTILINE | re.DOTALL):
            block = (part or "").startswith("```")
            last: list[str] = []
            for code in [line.partition("#")[0] for line in part.splitlines()] if block else CODE.findall(part or ""):
                call = CALL.fullmatch(" ".join(code.split()))
                words = [call[1], *call[2].split()] if call else []
                if words[:1] == ["up"] or len(words) > 1:
                    last = words if words[0] == "up" else words[1:]
                    yield where(page), last
                elif last and code.startswith("--"):
                    yield where(page), [*last, *code.split()]


def _unknown(words: list[str]) -> str:
    """The first word that the command line does not know."""
    command: Any = get_command(app)
    while getattr(command, "commands", None) and words and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return words[0]
        command, words = command.commands[words[0]], words[1:]
    known = {"--help", *(option for one in command.params for option in one.opts)}
    return next((word for word in words if word.startswith("--") and word not in known), "")


def test_commands_are_written_as_they_are():
    assert [(place, unknown) for place, words in _calls() if (unknown := _unknown(words))] == []


def test_every_command_stands_in_the_guide():
    named = {words[0] for place, words in _calls() if place.startswith("docs/guide/")}

    assert {*get_command(app).commands} - named == set()  # type: ignore[attr-defined]
