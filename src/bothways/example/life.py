"""The example life, whole: Lucía's, from the year 1996 to the day that is given, the same for the same day and seed."""

from datetime import date
from random import Random

from bothways.accounts.rules import OF_THE_EXAMPLE
from bothways.example.chapters import CHAPTERS, NAME, OWN, TIMEZONE
from bothways.example.mentees import mentees
from bothways.example.mentors import mentors
from bothways.example.news import letters, news
from bothways.example.telling.early import COLLEGE, GAP, SCHOOL
from bothways.example.telling.lately import lately, promises
from bothways.example.telling.practice import MENTEES, MENTORS
from bothways.example.telling.regular import regular
from bothways.example.telling.training import MEDICAL, RESIDENCY
from bothways.example.values import Life, Moment
from bothways.example.years import Years

SEED = 1996


def example_life(today: date, seed: int = SEED) -> Life:
    """Thirty years with twenty people. Its last months are told relative to `today`."""
    years = Years(today)
    told = (*SCHOOL, *COLLEGE, *GAP, *MEDICAL, *RESIDENCY, *MENTORS, *MENTEES, *lately(years))
    lot = Random(seed)  # noqa: S311 - the same lots each time are meant
    moments = (*told, *regular(years, lot))
    return Life(
        name=NAME,
        email=OF_THE_EXAMPLE,
        timezone=TIMEZONE,
        own=OWN,
        chapters=CHAPTERS,
        people=(*mentors(years), *mentees(years)),
        moments=tuple(sorted(moments, key=_order)),
        news=news(years),
        letters=letters(years),
        promises=promises(years),
    )


def _order(moment: Moment) -> tuple[date, str, str]:
    return moment.on.latest, moment.person, moment.deed
