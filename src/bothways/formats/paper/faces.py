"""Which fonts set a text: of those that know its letters, the ones that are made for running text first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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

    def sets(self, cluster: str) -> bool:
        known = scripts_to_know(cluster)
        return (
            self.has.issuperset(cluster)
            and (self.for_text or is_sign(cluster))
            and (not known or not self.knows.isdisjoint((*known, ALL)))
        )


def chosen(clusters: Iterable[str], faces: Sequence[Face]) -> dict[str, list[str]]:
    """Who sets what, by family. One script has one face where that can be, and all together as few as can be."""
    kinds: dict[tuple[bool, bool, tuple[str, ...]], list[str]] = {}
    for cluster in clusters:
        known, sign = scripts_to_know(cluster), is_sign(cluster)
        kinds.setdefault((sign, not known, known), []).append(cluster)
    found: dict[str, list[str]] = {}
    for _, alike in sorted(kinds.items()):
        left = alike
        while left and (best := _best(left, faces, found)):
            found.setdefault(best.family, []).extend(filter(best.sets, left))
            left = [cluster for cluster in left if not best.sets(cluster)]
    return found


def _best(clusters: Sequence[str], faces: Sequence[Face], used: Iterable[str]) -> Face | None:
    pictures = ord(max(clusters)[0]) >= _PICTURES

    def last(face: Face) -> tuple[object, ...]:
        worth = sum(map(face.sets, clusters)) * (1 if face.fixed else 2)
        asked = pictures and not face.colours, not face.for_text, -worth
        return *asked, face.family not in used, face.taste, len(face.knows), face.family

    return min((face for face in faces if any(map(face.sets, clusters))), key=last, default=None)
