"""What became of Lucía, who heard of it, and who has not yet; and the card to Mr. Bell that lies unfinished."""

from bothways.example.values import Letter, News, Telling, on
from bothways.example.years import Years


def news(years: Years) -> tuple[News, ...]:
    return (
        News("I finished my honours thesis.", on("2003-05"), (Telling("holm", "holm_table", on("2003-05")),)),
        News(
            "I was admitted to medical school.",
            on("2005-03"),
            (Telling("holm", "holm_letter", on("2005-03")), Telling("sandoval", told=on("2005-03"))),
        ),
        News("I got an A in histology.", on("2006-05"), (Telling("holm", "holm_table", on("2006-05")),)),
        News("I got the fellowship.", on("2014-09"), (Telling("ortega", "ortega_fellowship", on("2014-09")),)),
        News(
            "I finished the master's degree.",
            on("2024-06"),
            (
                Telling("nguyen", "nguyen_proposal", on("2024-06")),
                Telling("boadu", told=on("2024-06")),
                Telling("vargas", told=on("2024-06")),
            ),
        ),
        News(
            "My article on the evening clinic was printed.",
            years.on_ago(84),
            (Telling("nguyen", "nguyen_proposal", years.on_ago(52)), Telling("amadi", "amadi_journal")),
        ),
        News(
            "I became director of the clinic where I trained.",
            years.on_ago(40),
            (
                Telling("falk", "falk_forward", years.on_ago(30)),
                Telling("ortega", "ortega_fellowship", years.on_ago(26)),
                Telling("amadi", "amadi_board", years.on_ago(38)),
                Telling("bell", "bell_dissection"),
            ),
        ),
    )


def letters(years: Years) -> tuple[Letter, ...]:
    """The card whose end is missing: three answers are there, in Lucía's words, and where she is now is not."""
    return (
        Letter(
            "bell",
            "card",
            "draft",
            years.ago(1),
            {
                "deed": "You let me stay after class to finish the dissection a second time, "
                "and wrote on my paper: “Careful hands can be taught.”",
                "cost": "You missed your bus for it. I saw you run.",
                "effect": "Nobody had told me I was good at anything with my hands. I chose histology because of that "
                "sentence, and medicine because of histology.",
                "now": "",
                "words": "",
                "passed_on": "I teach residents now, and I catch myself saying your sentence to them.",
            },
            ("bell_dissection",),
        ),
    )
