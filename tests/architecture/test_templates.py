"""Templates: all compile, escape what people typed, and hold no code that the content security policy would refuse."""

import re
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import nodes

from tests.architecture.house import modules, parsed, sentences, templates, where

BY_THEMSELVES = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=|\shx-on\b|javascript:|\bjs:", re.IGNORECASE
)


def test_every_template_compiles():
    environment = engines["jinja2"].env

    names = [str(path).partition("/jinja2/")[2] for path in templates()]
    assert [environment.get_template(name).name for name in names] == names


def test_what_is_undefined_or_unescaped_never_reaches_a_page():
    environment = engines["jinja2"].env

    assert environment.autoescape is True
    assert environment.undefined.__name__ == "StrictUndefined"


@pytest.mark.parametrize("path", templates(), ids=lambda path: "/".join(Path(path).parts[-2:]))
def test_no_code_or_style_stands_in_a_page(path):
    html = re.sub(r"\{%.*?%\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert BY_THEMSELVES.findall(html) == []


def test_what_asks_by_itself_how_far_it_is_says_it_where_it_is_read_out():
    """A region within a part that is replaced is itself new each time, and nobody hears it (`bothways.js`, heard)."""
    asking = {where(path): text for path in templates() if 'hx-trigger="every' in (text := path.read_text("utf-8"))}

    assert len(asking) >= 5
    assert [name for name, text in asking.items() if "data-says" not in text or 'role="status"' in text] == []


def test_the_search_for_code_in_pages_finds_it():
    for text in (
        "<script>1</script>",
        "<style>",
        '<p style="x">',
        "<a onclick='x'>",
        '<a hx-on:click="x">',
        '<a href="javascript:x">',
    ):
        assert BY_THEMSELVES.search(text), text
    assert not BY_THEMSELVES.search('<script src="{{ static(1) }}" defer></script><p class="style" data-on="1">')


def test_nothing_a_person_typed_is_taken_for_code():
    marked = [
        where(path) for path in templates() if any(node.name == "safe" for node in parsed(path).find_all(nodes.Filter))
    ]
    trusted = [
        where(path)
        for path in modules()
        if path.parts[-2] != "design" and re.search(r"\b(mark_safe|SafeString|Markup)\b", path.read_text("utf-8"))
    ]

    assert marked == []
    assert trusted == []


def test_pages_load_from_nowhere_but_here():
    abroad = re.compile(r"""(?:src|href|action)=["']https?://""")

    assert [where(path) for path in templates() if abroad.search(path.read_text(encoding="utf-8"))] == []
    assert [where(path, line) for path in modules() for line, text in sentences(path) if abroad.search(text)] == []
