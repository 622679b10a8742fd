"""Which fonts set a text: of those that know its letters, the ones that are made for running text first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from bothways.formats.paper.letters import is_sign, scripts_to_know

_PICTURES = 0x1F000  # from here on Unicode has faces and things, which fonts of colours know best
ALL = "all"  # scripts, to a font that joins them in Apple's own way


@dataclass(frozen=True, slots=True)
class Face:
    """`has` are those of the letters it was asked for, `knows` the scripts it can join."""

    family: str
    has: frozenset[str]
    knows: frozenset[str] = frozenset()
    for_text: bool = True  # and not for formulas, signs or pictures
    fixed: bool = False  # every letter as wide as every other
    colours: bool = False
    taste: int = 0  # 0 goes best with ours, 2 worst

    def may_set(self, kind: "_Kind") -> bool:
        known = not kind.scripts or not self.knows.isdisjoint((*kind.scripts, ALL))
        return known and (self.for_text or kind.is_sign)


class _Kind(NamedTuple):
    """What is set alike; in this order, for full stops go with the letters before them."""

    is_sign: bool
    is_simple: bool
    scripts: tuple[str, ...]


def chosen(clusters: Iterable[str], faces: Sequence[Face]) -> dict[str, list[str]]:
    """Who sets what, by family. One script has one face where that can be, and all together as few as can be."""
    kinds: dict[_Kind, list[str]] = {}
    for cluster in clusters:
        known = scripts_to_know(cluster)
        kinds.setdefault(_Kind(is_sign(cluster), not known, known), []).append(cluster)
    found: dict[str, list[str]] = {}
    for kind, alike in sorted(kinds.items()):
        able = [face for face in faces if face.may_set(kind)]
        left = alike
        while best := _best(left, able, found):
            found.setdefault(best.family, []).extend(_set_by(best, left))
            left = [cluster for cluster in left if not best.has.issuperset(cluster)]
    return found


def _set_by(face: Face, clusters: Iterable[str]) -> list[str]:
    return [cluster for cluster in clusters if face.has.issuperset(cluster)]


def _best(clusters: Sequence[str], faces: Sequence[Face], used: Iterable[str]) -> Face | None:
    pictures = any(ord(cluster[0]) >= _PICTURES for cluster in clusters)

    def last(worth: int, face: Face) -> tuple[object, ...]:
        asked = pictures and not face.colours, not face.for_text, -worth * (1 if face.fixed else 2)
        return *asked, face.family not in used, face.taste, len(face.knows), face.family

    able = [(last(worth, face), face) for face in faces if (worth := len(_set_by(face, clusters)))]
    return min(able, key=itemgetter(0))[1] if able else None
