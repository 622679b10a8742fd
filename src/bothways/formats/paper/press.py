"""The press: the one place that knows typst. Words go in as one JSON string, which it never reads as code."""

import importlib
import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache, lru_cache
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


_NO_ROOM = re.compile(r"no room: (\w+)")


class NoRoom(Exception):
    """More words than the sheet can hold; `what` is `card`, `sender` or `recipient`. No sheet comes out short."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def printed(asked: dict[str, Any]) -> bytes:
    """The PDF, in our fonts, and where they lack a letter in those of this computer."""
    typed = json.dumps(asked, ensure_ascii=False)
    compiler = _compiler(HERE / "typst" / "main.typ", {"asked": typed}, system_fonts=bool(_foreign(typed)))
    try:
        pdf: bytes = compiler.compile(format="pdf", timestamp=MADE_ON)
    except _typst().TypstError as error:
        if found := _NO_ROOM.search(str(error)):
            raise NoRoom(found[1]) from error
        raise
    return pdf


def lacking(asked: dict[str, Any]) -> tuple[str, ...]:
    """Which letters no font at hand can print, each once, in their order: they come out as empty boxes."""
    foreign = _foreign(json.dumps(asked, ensure_ascii=False))
    return missing(foreign) if foreign else ()


def _foreign(text: str) -> str:
    """The letters that are not in our fonts, each once. Only for these the fonts of the computer are looked through."""
    others = dict.fromkeys(_OURS.sub("", text))
    return "".join(letter for letter in others if _is_seen(unicodedata.category(letter)))


def _is_seen(category: str) -> bool:
    """Joiners, spaces and the colours of a skin are seen only with their neighbours."""
    return category not in ("Cc", "Cf", "Cs", "Sk") and category[0] != "Z"


@lru_cache(maxsize=256)  # asked anew with every save while somebody types
def missing(letters: str) -> tuple[str, ...]:
    """Typst alone knows which font it takes: a letter that looks like no letter at all is in none of them."""
    compiler = _compiler(_ONE_BY_ONE, {"letters": _NOBODYS + letters}, system_fonts=True)
    nothing, *drawn = compiler.compile(format="svg")
    return tuple(letter for letter, picture in zip(letters, drawn, strict=True) if picture == nothing)


def _compiler(source: Path | bytes, inputs: dict[str, str], *, system_fonts: bool) -> Any:  # typst is not there to name
    return _typst().Compiler(
        input=source, root=HERE / "typst", font_paths=fonts(system_fonts=system_fonts), sys_inputs=inputs
    )


@cache
def fonts(*, system_fonts: bool) -> Any:
    return _typst().Fonts(include_system_fonts=system_fonts, include_embedded_fonts=True, font_paths=[HERE / "fonts"])


def _typst() -> Any:
    # 81 MB that only printing needs: loaded with the first sheet, and not when the server starts (decision 36).
    return importlib.import_module("typst")
