"""How a letter greets and closes in each language. A kit is data, written natively for its language (CULT-3)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kit:
    language: str
    greeting: str  # with {name}; the neutral form
    closes: tuple[str, ...]  # the first is used unless the member chose another
    by_title: dict[str, str] = field(default_factory=dict)  # where the title tells the form


_DEAR_WOMAN, _DEAR_MAN = "Estimada {name}:", "Estimado {name}:"

KITS: dict[str, Kit] = {
    "en": Kit("en", "Dear {name},", ("With gratitude,", "With warm thanks,", "Yours,", "Yours sincerely,")),
    "es": Kit(
        "es",
        "Apreciable {name}:",
        ("Con gratitud y afecto,", "Con gratitud,", "Reciba un cordial saludo,"),
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
