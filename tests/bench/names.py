"""Names of nobody."""

_GIVEN = (
    "Ana", "Bruno", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mateo", "Nadia",
    "Otto", "Priya", "Quinn", "Rosa", "Samir", "Tove", "Uma", "Vera", "Wanda", "Yusuf", "Zoë",
)  # fmt: skip
_FAMILY = (
    "Abara", "Brandt", "Castillo", "Dahl", "Ferrer", "Grau", "Holm", "Ionescu", "Jansen", "Keller", "Lindqvist",
    "Moreau", "Nakata", "Osei", "Petrov", "Ruiz", "Sørensen", "Tanaka", "Vidal", "Weiss",
)  # fmt: skip


def name(number: int) -> tuple[str, str]:
    """Given name and surname; five hundred different ones."""
    return _GIVEN[number % len(_GIVEN)], _FAMILY[number // len(_GIVEN) % len(_FAMILY)]
