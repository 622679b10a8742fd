"""The people of an address book who are nobody's mentor: neighbours, colleagues, a plumber. Names drawn by lot."""

from dataclasses import dataclass
from random import Random

_GIVEN = (
    "Ada Agnes Alma Amir Anneli Anton Beatriz Bruno Callum Chiara Clara Dalia Darius Dinah Edith Emeka "
    "Emil Esther Fatima Felix Fiona Gita Greta Hamid Hanna Idris Ines Isaac Jana Jonas Jürgen Kaya Keiko "
    "Lars Leonie Łucja Luis Magda Malik Marta Mateo Mei Milan Nadia Nora Olga Omar Paula Petra Quentin "
    "Rahel Ravi Renée Rosalind Saoirse Selma Tariq Teresa Ulla Uma Vera Viktor Wanda Yara Yusuf Zoé"
)
_FAMILY = (
    "Abara Albrecht Almeida Antić Barros Bauer Bergström Bianchi Calloway Castaño Daly Demir Dubois "
    "Eklund Engel Farrow Ferreira Fonseca Gallo Grönlund Haas Halloran Hasegawa Hinds Ibarra Ivanov "
    "Jansson Jurić Kaplan Keller Kowalczyk Laurent Lindgren Lowell Maduro Mensah Möller Moreau Ndiaye "
    "Novák O'Dea Okoye Olsen Pascoe Pereira Quispe Rahimi Ribeiro Rowe Şahin Santoro Silva Soto Tanaka "
    "Thorne Ueda Vega Vidal Weiss Wójcik Yamada Yilmaz Zhou"
)
_WORK = (
    "",
    "Nurse",
    "Neighbour",
    "Plumber",
    "Pharmacist",
    "Accountant",
    "Teacher",
    "Cousin",
    "Surgeon",
    "Choir",
    "Bakery",
)
_DOMAINS = ("mail.example.com", "post.example.org", "college.example.edu", "hospital.example.org", "work.example.net")


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    given: str
    family: str
    email: str
    phone: str
    work: str
    begins: int  # the year in which they met


def others(lot: Random, count: int, last_year: int) -> tuple[Other, ...]:
    """So many people, no two with one name or one address."""
    pairs = [(given, family) for given in _GIVEN.split() for family in _FAMILY.split()]
    return tuple(
        Other(
            name=f"{given} {family}",
            given=given,
            family=family,
            email=f"{_plain(given)}.{_plain(family)}@{lot.choice(_DOMAINS)}",
            phone=f"+1 555 02{number % 100:02} {number:03}",
            work=lot.choice(_WORK),
            begins=lot.randint(1998, last_year),
        )
        for number, (given, family) in enumerate(lot.sample(pairs, count))
    )


_PLAIN = str.maketrans("äåáàãâçćčéèêëíïłñńöóøôõřşśšüúýžğ", "aaaaaaccceeeeiilnnooooorsssuuyzg")


def _plain(name: str) -> str:
    return name.lower().translate(_PLAIN).replace("'", "").replace(" ", "")
