"""
How a letter greets and closes in each language: that of its person, whatever the page speaks.

A kit is data, written natively for its language (CULT-3), and no translation of another.
"""

from dataclasses import dataclass, field

from bothways.formats.language import known

LONGEST_GREETING = 300  # as long as the line in which the member may change it


@dataclass(frozen=True, slots=True)
class Greetings:
    """With {name}: to someone by title, and to someone who invited to their name."""

    titled: str
    invited: str


@dataclass(frozen=True, slots=True)
class Kit:
    plain: str  # the greeting where the title tells no form; right for everybody
    closes: dict[str, str]  # by the kind of letter
    subjects: dict[str, str]  # of a mail, by the kind of letter
    by_title: dict[str, Greetings] = field(
        default_factory=dict
    )  # where the title tells the form; without its full stop

    @property
    def greetings(self) -> tuple[str, ...]:
        """All that it can begin with."""
        return (self.plain, *(said for one in self.by_title.values() for said in (one.titled, one.invited)))


_ENGLISH = Kit(
    "Dear {name},",
    {
        "thanks": "With gratitude,",
        "progress": "With gratitude,",
        "congratulation": "With warm wishes,",
        "reconnect": "With warm wishes,",
        "mentee": "With warm wishes,",
        "family": "With deep sympathy,",
    },
    {
        "thanks": "Thank you",
        "progress": "News from me",
        "congratulation": "Congratulations",
        "reconnect": "After a long time",
        "mentee": "I saw what you did",
        "family": "In sympathy",
    },
)


_OF_WOMEN = (
    "dra", "doctora", "sra", "señora", "srta", "señorita", "profa", "profesora", "mtra", "maestra", "doña", "hermana",
    "madre", "familia", "mrs", "ms", "miss",
)  # fmt: skip
_WOMEN_OF_THE_FAMILY = ("tía", "abuela", "abuelita", "madrina", "prima", "mamá")
_MEN_OF_THE_FAMILY = ("tío", "abuelo", "abuelito", "padrino", "primo", "papá")
_OF_MEN = ("doctor", "sr", "señor", "profesor", "mtro", "maestro", "don", "hermano", "padre", "mr")

# Usted throughout, and no form that tells the gender of whoever writes: it is “con gratitud”, and never “agradecido” or
# “agradecida”. Of whoever reads, the title tells it or nothing does: “Prof.”, “Lic.” and a bare name are greeted by
# “Apreciable”, which is right for everybody.
_SPANISH = Kit(
    "Apreciable {name}:",
    {
        "thanks": "Con gratitud y afecto,",
        "progress": "Con gratitud y afecto,",
        "congratulation": "Con un saludo afectuoso,",
        "reconnect": "Reciba un cordial saludo,",
        "mentee": "Con todo mi aprecio,",
        "family": "Con mi más sentido pésame,",
    },
    {
        "thanks": "Gracias",
        "progress": "Noticias mías",
        "congratulation": "Felicidades",
        "reconnect": "Después de mucho tiempo",
        "mentee": "Unas palabras",
        "family": "Mi más sentido pésame",
    },
    {
        **dict.fromkeys(_OF_WOMEN, Greetings("Estimada {name}:", "Querida {name}:")),
        **dict.fromkeys(_OF_MEN, Greetings("Estimado {name}:", "Querido {name}:")),
        **dict.fromkeys(_WOMEN_OF_THE_FAMILY, Greetings("Querida {name}:", "Querida {name}:")),
        **dict.fromkeys(_MEN_OF_THE_FAMILY, Greetings("Querido {name}:", "Querido {name}:")),
        # the title of many a woman as well where it was kept in English: only what follows the word itself follows it
        "dr": Greetings("Estimado {name}:", "Apreciable {name}:"),
    },
)

KITS: dict[str, Kit] = {"en": _ENGLISH, "es": _SPANISH}


def kit_for(language: str) -> Kit:
    return KITS.get(language.partition("-")[0].lower(), KITS["en"])


def greeting(language: str, addressed: str, title: str = "") -> str:
    """
    To someone who is spoken to as `addressed`, with all the surnames that are kept there.

    Whose title does not stand in it invited to their name: "Elena", who is a Dra., is greeted as a friend.
    """
    kit, addressed = kit_for(language), _without_article(language, addressed)
    by_name, by_title = (kit.by_title.get(_bare(text)) for text in (addressed, title))
    said = by_name.titled if by_name else by_title.invited if by_title else kit.plain
    return said.replace("{name}", _within(LONGEST_GREETING - len(said) + len("{name}"), addressed))


_FAMILIES = {"en": ("the", "family"), "es": ("la", "familia")}


def _without_article(language: str, name: str) -> str:
    """The Holm family is written to as "Holm family", la familia Serrano as "familia Serrano"."""
    the, family = _FAMILIES[known(language)]
    article, _, rest = name.partition(" ")
    return rest if article.lower() == the and family in rest.lower().split() else name


def _within(most: int, name: str) -> str:
    """A name longer than its line can hold ends at a word, or where it must."""
    return name if len(name) <= most else name[: name.rfind(" ", 0, most + 1)] if " " in name[:most] else name[:most]


def _bare(text: str) -> str:
    """The first word as a title is listed: `dra` of "Dra. Vargas"."""
    return text.partition(" ")[0].lower().rstrip(".")


def close(language: str, kind: str) -> str:
    return kit_for(language).closes[kind]


def subject(language: str, kind: str) -> str:
    """What stands over a mail where the member wrote nothing else."""
    return kit_for(language).subjects[kind]
