"""The press: the one place that knows typst. Words go in as one JSON string, which it never reads as code."""

import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from bothways.formats.paper.faces import Face, chosen
from bothways.formats.paper.fontfile import read
from bothways.formats.paper.letters import clusters, from_right

HERE = Path(__file__).parent
MADE_ON = datetime(
    2019, 10, 23, tzinfo=UTC
)  # the day of the essay; a fixed one, so that the same words give the same file

_OURS = re.compile("[\x00-\u017e\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122\u200b]+")  # in our fonts, or typst's
_TEXT = ("Literata", "Libertinus Serif")  # ours, and the one of typst's that goes with it
_LAST = (  # typst's other fonts, where this computer has no better one
    Face("New Computer Modern", frozenset()),
    Face("DejaVu Sans Mono", frozenset(), knows=frozenset(["arab"]), fixed=True),
    Face("New Computer Modern Math", frozenset(), for_text=False),
)
_NOBODYS = "\ufdd0"  # never a letter (Unicode): no font has it, so it shows what a missing letter looks like
_ONE_BY_ONE = b"""
#set page(width: 40pt, height: 40pt, margin: 4pt)
#set text(font: sys.inputs.fonts.split(","), fallback: false)
#for letter in sys.inputs.letters.codepoints() { page[#letter] }
"""


_NO_ROOM = re.compile(r"no room: (\w+)")


class NoRoom(Exception):
    """More words than the sheet can hold; `what` is `card`, `sender` or `recipient`. No sheet comes out short."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Cast:
    """Which family sets which letters, besides ours, and what none can set."""

    parts: tuple[tuple[str, str], ...] = ()
    lacking: tuple[str, ...] = ()


def printed(asked: dict[str, Any]) -> bytes:
    """The PDF, in our fonts, and where they lack a letter in those of this computer."""
    cast = _cast(asked)
    faces = [{"family": family, "covers": _one_of(letters)} for family, letters in cast.parts]
    turned = [text for text in _texts(asked) if from_right(text)]
    typed = json.dumps({**asked, "faces": faces, "from-right": turned}, ensure_ascii=False)
    compiler = _compiler(HERE / "typst" / "main.typ", {"asked": typed}, system_fonts=bool(faces))
    try:
        pdf: bytes = compiler.compile(format="pdf", timestamp=MADE_ON)
    except _typst().TypstError as error:
        if found := _NO_ROOM.search(str(error)):
            raise NoRoom(found[1]) from error
        raise
    return pdf


def lacking(asked: dict[str, Any]) -> tuple[str, ...]:
    """What no font at hand can set, each once, in their order: it comes out as empty boxes."""
    return _cast(asked).lacking


def _one_of(letters: str) -> str:
    """As typst wants it; joiners go with the letters beside them, else they come out as boxes."""
    return "[\\p{Cf}\\u{fe00}-\\u{fe0f}" + "".join(f"\\u{{{ord(letter):x}}}" for letter in letters) + "]"


def _texts(asked: Any) -> Iterator[str]:
    """All that was written, in any depth."""
    if isinstance(asked, str):
        yield asked
    elif isinstance(asked, dict | list):
        for one in asked.values() if isinstance(asked, dict) else asked:
            yield from _texts(one)


def _cast(asked: dict[str, Any]) -> Cast:
    """Only for letters that our fonts have not, those of the computer are looked through."""
    texts = [text for text in _texts(asked) if _OURS.sub("", text)]
    foreign = tuple(dict.fromkeys(one for text in texts for one in clusters(text) if _OURS.sub("", one)))
    lacked = missing("".join(dict.fromkeys("".join(foreign)))) if foreign else ()
    lacked = tuple(cluster for cluster in foreign if not set(lacked).isdisjoint(cluster))
    return _found(lacked, fonts(system_fonts=True)) if lacked else Cast()


@lru_cache(maxsize=256)  # asked anew with every save while somebody types
def _found(foreign: tuple[str, ...], at_hand: Any) -> Cast:
    letters = "".join(dict.fromkeys("".join(foreign)))
    parts = chosen(foreign, read(at_hand.fonts(), letters))
    if left := _left(foreign, parts):
        last = [replace(face, has=frozenset(letters).difference(missing(letters, face.family))) for face in _LAST]
        parts |= chosen(left, last)
    covers = tuple((family, "".join(dict.fromkeys("".join(its)))) for family, its in parts.items())
    return Cast(covers, _left(foreign, parts))


def _left(foreign: tuple[str, ...], parts: dict[str, list[str]]) -> tuple[str, ...]:
    found = set(chain(*parts.values()))
    return tuple(cluster for cluster in foreign if cluster not in found)


@lru_cache(maxsize=256)
def missing(letters: str, *families: str) -> tuple[str, ...]:
    """Those that none of the families has: they look like no letter at all. Typst alone knows its own fonts."""
    asked = {"letters": _NOBODYS + letters, "fonts": ",".join(families or _TEXT)}
    nothing, *drawn = _compiler(_ONE_BY_ONE, asked, system_fonts=False).compile(format="svg")
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
