"""The press: the one place that knows typst. Words go in as one JSON string, which it never reads as code."""

import importlib
import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MADE_ON = datetime(
    2019, 10, 23, tzinfo=UTC
)  # the day of the essay; a fixed one, so that the same words give the same file

_OURS = re.compile("[\x00-\u017e\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122\u200b]+")  # in our fonts, or typst's
_NOBODYS = "\ufdd0"  # never a letter (Unicode): no font has it, so it shows what a missing letter looks like
_ONE_BY_ONE = b"""
#set page(width: 40pt, height: 40pt, margin: 4pt)
#set text(font: ("Literata", "Libertinus Serif"))
#for letter in sys.inputs.letters.codepoints() { page[#letter] }
"""


def printed(asked: dict[str, Any]) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and which of the letters no font at hand can print, each once, in their order."""
    typed = json.dumps(asked, ensure_ascii=False)
    foreign = _foreign(typed)
    pdf = _compiler(HERE / "typst" / "main.typ", {"asked": typed}, system_fonts=bool(foreign)).compile(
        format="pdf", timestamp=MADE_ON
    )
    return pdf, _missing(foreign) if foreign else ()


def _foreign(text: str) -> str:
    """The letters that are not in our fonts, each once. Only for these the fonts of the computer are looked through."""
    others = dict.fromkeys(_OURS.sub("", text))
    return "".join(letter for letter in others if _is_seen(unicodedata.category(letter)))


def _is_seen(category: str) -> bool:
    """Joiners, spaces and the colours of a skin are seen only with their neighbours."""
    return category not in ("Cc", "Cf", "Cs", "Sk") and category[0] != "Z"


def _missing(letters: str) -> tuple[str, ...]:
    """Typst alone knows which font it takes: a letter that looks like no letter at all is in none of them."""
    compiler = _compiler(_ONE_BY_ONE, {"letters": _NOBODYS + letters}, system_fonts=True)
    nothing, *drawn = compiler.compile(format="svg")
    return tuple(letter for letter, picture in zip(letters, drawn, strict=True) if picture == nothing)


def _compiler(source: Path | bytes, inputs: dict[str, str], *, system_fonts: bool) -> Any:  # typst is not there to name
    return _typst().Compiler(
        input=source, root=HERE / "typst", font_paths=_fonts(system_fonts=system_fonts), sys_inputs=inputs
    )


@cache
def _fonts(*, system_fonts: bool) -> Any:
    return _typst().Fonts(include_system_fonts=system_fonts, include_embedded_fonts=True, font_paths=[HERE / "fonts"])


def _typst() -> Any:
    # 81 MB that only printing needs: loaded with the first sheet, and not when the server starts (decision 36).
    return importlib.import_module("typst")
