"""
What a font of this computer can set, read from its file.

Typst says which letters a font has only when it prints them, and not at all whether the font knows how to join them.
How such a file is made is told at https://learn.microsoft.com/typography/opentype/spec.
"""

import mmap
import re
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from bothways.formats.paper.faces import ALL, Face

_NO_TEXT = re.compile("Math|Symbol|Emoji|Dingbat")  # by name: of formulas some text fonts know as well, as DejaVu Sans
_A_HAND = re.compile("Kufi|Nasta|Ruqaa|Diwan|Thuluth|Script|Handwriting")  # fine for a title or a poem


class Found(Protocol):
    """What typst tells of a font."""

    family: str
    style: str
    weight: int
    stretch: float
    path: str | None
    index: int


def read(fonts: Iterable[Found], letters: str) -> list[Face]:
    """One face of every family, the one that stands upright and is neither bold nor narrow."""
    plain: dict[str, Found] = {}
    for font in sorted((font for font in fonts if font.path), key=_how_plain):
        plain.setdefault(font.family, font)
    return [face for font in plain.values() if (face := _read(font, letters))]


def _how_plain(font: Found) -> tuple[bool, float, int, str, int]:
    return font.style != "normal", abs(font.stretch - 1), abs(font.weight - 400), str(font.path), font.index


def _read(font: Found, letters: str) -> Face | None:
    """Nothing where it has none of the letters, or is no font that can be read."""
    try:
        with Path(str(font.path)).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            tables = _tables(data, font.index)
            has = frozenset(_had(data, tables["cmap"], letters))
            return _face(font.family, data, tables, has) if has else None
    except (OSError, ValueError, KeyError, IndexError, struct.error):
        return None


def _tables(data: mmap.mmap, index: int) -> dict[str, int]:
    """Where each part of the font begins; a file may hold several fonts."""
    start = _number(">I", data, 12 + 4 * index) if data[:4] == b"ttcf" else 0
    rows = (struct.unpack_from(">4sII", data, start + 12 + 16 * row) for row in range(_number(">H", data, start + 4)))
    return {tag.decode("latin-1"): offset for tag, _, offset in rows}


def _face(family: str, data: mmap.mmap, tables: dict[str, int], has: frozenset[str]) -> Face:
    kind, serif = data[tables["OS/2"] + 32], data[tables["OS/2"] + 33]  # 2 to 5: text, handwriting, ornament, signs
    colours = not tables.keys().isdisjoint(("CBDT", "COLR", "sbix", "SVG "))
    return Face(
        family,
        has,
        knows=_known(data, tables),
        for_text=not (_NO_TEXT.search(family) or colours or kind == 5),
        fixed="Mono" in family or bool(_number(">I", data, tables["post"] + 12)),
        colours=colours,
        taste=2 if kind in (3, 4) or _A_HAND.search(family) else 0 if kind == 2 and 2 <= serif <= 10 else 1,
    )


def _known(data: mmap.mmap, tables: dict[str, int]) -> frozenset[str]:
    if "GSUB" not in tables:
        return frozenset([ALL]) if "morx" in tables else frozenset()
    start = tables["GSUB"] + _number(">H", data, tables["GSUB"] + 4)
    rows = range(start + 2, start + 2 + 6 * _number(">H", data, start), 6)
    return frozenset(data[row : row + 4].decode("latin-1") for row in rows)


def _had(data: mmap.mmap, cmap: int, letters: str) -> Iterable[str]:
    """Those of the letters for which the font has a glyph. Of the forms of its list, two are in use for letters."""
    rows = range(cmap + 8, cmap + 8 + 8 * _number(">H", data, cmap + 2), 8)
    starts = (cmap + _number(">I", data, row) for row in rows)
    forms = {_number(">H", data, start): start for start in starts}
    if start := forms.get(12):
        return _in_groups(data, start, letters)
    if start := forms.get(4):
        return _in_segments(data, start, letters)
    return []


def _in_groups(data: mmap.mmap, start: int, letters: str) -> Iterator[str]:
    groups = list(struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * _number(">I", data, start + 12)]))
    lasts = [last for _, last, _ in groups]
    for letter in letters:
        code = ord(letter)
        at = bisect_left(lasts, code)
        if at < len(groups) and (first := groups[at][0]) <= code and groups[at][2] + code - first:
            yield letter


def _in_segments(data: mmap.mmap, start: int, letters: str) -> Iterator[str]:
    width = _number(">H", data, start + 6)  # of each of the four rows; after the first of them there is a gap
    places = [start + 14, *(start + 16 + width * row for row in (1, 2, 3))]
    lasts, firsts, added, glyphs = (struct.unpack(f">{width // 2}H", data[place : place + width]) for place in places)
    for letter in letters:
        code = ord(letter)
        at = bisect_left(lasts, code)
        if at < len(lasts) and firsts[at] <= code:
            there = places[3] + 2 * at + glyphs[at] + 2 * (code - firsts[at])
            if _number(">H", data, there) if glyphs[at] else (code + added[at]) % 0x10000:
                yield letter


def _number(form: str, data: mmap.mmap, at: int) -> int:
    number: int = struct.unpack_from(form, data, at)[0]
    return number
