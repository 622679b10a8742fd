"""How a letter greets and closes in each language. A kit is data, written natively for its language (CULT-3)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kit:
    language: str
    greeting: str  # with {name}; the neutral form
    closes: tuple[str, ...]  # the first stands under thanks and news unless the member chose another
    wishes: str  # and this under what is not about thanks
    sympathy: str  # and this to whoever mourns
    subjects: dict[str, str]  # of a mail, by the kind of letter
    by_title: dict[str, str] = field(default_factory=dict)  # where the title tells the form


_DEAR_WOMAN, _DEAR_MAN = "Estimada {name}:", "Estimado {name}:"

KITS: dict[str, Kit] = {
    "en": Kit(
        "en",
        "Dear {name},",
        ("With gratitude,", "With warm thanks,", "Yours,", "Yours sincerely,"),
        "With warm wishes,",
        "With deep sympathy,",
        {
            "thanks": "Thank you",
            "progress": "News from me",
            "congratulation": "Congratulations",
            "reconnect": "After a long time",
            "mentee": "I saw what you did",
            "family": "In sympathy",
        },
    ),
    "es": Kit(
        "es",
        "Apreciable {name}:",
        ("Con gratitud y afecto,", "Con gratitud,", "Reciba un cordial saludo,"),
        "Con un saludo afectuoso,",
        "Con mi más sentido pésame,",
        {
            "thanks": "Gracias",
            "progress": "Noticias mías",
            "congratulation": "Felicidades",
            "reconnect": "Después de mucho tiempo",
            "mentee": "Unas palabras",
            "family": "Mi más sentido pésame",
        },
        {
            "dra.": _DEAR_WOMAN,
            "sra.": _DEAR_WOMAN,
            "srta.": _DEAR_WOMAN,
            "profa.": _DEAR_WOMAN,
            "doña": _DEAR_WOMAN,
            "dr.": _DEAR_MAN,
            "sr.": _DEAR_MAN,
            "don": _DEAR_MAN,
        },
    ),
}


def kit_for(language: str) -> Kit:
    return KITS.get(language.partition("-")[0].lower(), KITS["en"])


def greeting(language: str, addressed: str) -> str:
    kit = kit_for(language)
    title = addressed.split(" ", 1)[0].lower()
    return kit.by_title.get(title, kit.greeting).replace("{name}", addressed)


def close(language: str, kind: str) -> str:
    kit = kit_for(language)
    if kind == "family":
        return kit.sympathy
    return kit.closes[0] if kind in {"thanks", "progress"} else kit.wishes


def subject(language: str, kind: str) -> str:
    """What stands over a mail where the member wrote nothing else."""
    return kit_for(language).subjects[kind]
