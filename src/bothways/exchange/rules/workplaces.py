"""Did two people share a workplace? Read from names of organisations and from the domains of mail addresses."""

import re
from collections.abc import Iterable

from bothways.ground.folding import fold

# Words that stand in the names of many places, and so say nothing about which one.
_GENERAL_WORDS = """
the of and for at in de la del y a an to with department dept division section hospital hospitals clinic clinics center
centre college university school schools medical medicine health healthcare institute foundation system group office
residency fellowship internship first second third practice primary secondary high elementary general county city state
national regional community faculty family degree master masters inc llc ltd gmbh co company universidad escuela colegio
"""
_EVERYBODYS_MAIL = """
gmail googlemail yahoo ymail rocketmail hotmail outlook live msn icloud me mac aol gmx web freenet proton protonmail pm
fastmail hey mail email inbox yandex qq 163 126 sina naver comcast verizon att sbcglobal cox charter earthlink juno
btinternet orange wanadoo free laposte libero tiscali terra example
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
_EVERYBODYS = frozenset(_EVERYBODYS_MAIL.split())
_SECOND = frozenset(["co", "com", "ac", "edu", "org", "net", "gov", "gob", "or", "ne", "sch", "nhs"])


def place_of(domain: str) -> str:
    """`med.stanford.edu` → `stanford.edu`, `nhs.example.co.uk` → `example.co.uk`; what one organisation has."""
    labels = domain.lower().split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) == 2 else 2
    return ".".join(labels[-kept:])


def workplaces(addresses: Iterable[str]) -> list[str]:
    """The organisations in mail addresses; not those at which everybody can have one."""
    places = (place_of(address.rpartition("@")[2]) for address in addresses)
    return list(dict.fromkeys(place for place in places if "." in place and place.split(".")[0] not in _EVERYBODYS))


def same_organisation(one: str, other: str) -> bool:
    """`Mercy General Hospital` and `Residency at Mercy General` are the same; two words in common of three are not."""
    first, second = _telling(one), _telling(other)
    return bool(first and second) and (first <= second or second <= first)


def named_in(place: str, text: str) -> bool:
    """Does a text such as a chapter's name speak of the organisation `mercygeneral.org`?"""
    label = place.split(".", maxsplit=1)[0].replace("-", "")
    words = _words(text)
    return len(label) > 2 and (label in words or (len(label) > 4 and label in "".join(words)))


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in _words(text) if word not in _GENERAL and not word.isdigit())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
