"""What befalls somebody busy in a year, said before it is lived; and who rests on which of its days."""

from datetime import date, timedelta
from typing import Any

FIRST, LAST = date(2026, 1, 5), date(2027, 1, 4)
AWAY = (date(2026, 7, 1), date(2026, 9, 3))  # 64 days without a look at it
DIED, ENDED, PAUSED, UNKNOWN, MISTAKEN = "Rosa Quispe", "Omar Haddad", "Ines Roth", "Thomas Bell", "Wen Li"
MENTORS = (DIED, ENDED, PAUSED, UNKNOWN, MISTAKEN, "Grace Hill", "Ana Sousa", "Pia Lund")
MENTEES = ("Lin Okafor", "Tom Reyes")
MENTOR_SINCE, MENTEE_SINCE = date(1998, 1, 1), date(2024, 1, 1)
MOVED = "Pia Lund"  # while the member was away, and that is what changed
DEATH, PAUSE, OPEN_AGAIN, END = date(2026, 4, 15), date(2026, 5, 1), date(2026, 6, 15), date(2026, 5, 10)
UNKNOWN_FROM, REMEMBERED = date(2026, 3, 10), date(2026, 11, 2)
MISTAKE, TAKEN_BACK = date(2026, 10, 10), date(2026, 10, 12)
MAIL_ON, PUT_RIGHT_ON = 3, 15  # of each month
# The days on which every page that could prompt is looked at
LOOKS = (
    DEATH + timedelta(days=1), END + timedelta(days=2), OPEN_AGAIN - timedelta(days=1), OPEN_AGAIN, AWAY[1],
    MISTAKE, TAKEN_BACK, LAST,
)  # fmt: skip
# On these there is something of every sort between the two, begun and not begun, just before they rest
MUCH_WITH = {DEATH: DIED, PAUSE: PAUSED, END: ENDED, MISTAKE: MISTAKEN}
# What befalls whom on which day: the form, and what is typed into it
FIXED: dict[date, list[tuple[str, dict[str, Any]]]] = {
    UNKNOWN_FROM: [(f"/people/{{{UNKNOWN}}}/life/", {"life": "unknown", "died": ""})],
    DEATH: [
        (f"/people/{{{DIED}}}/life/", {"life": "died", "died": "2026-04-15"}),
        (f"/people/{{{DIED}}}/remember-on/", {"month": "11", "day": "2", "word": "All Souls"}),
    ],
    PAUSE: [(f"/people/{{{PAUSED}}}/contact/", {"contact": "paused", "until": "2026-06-15"})],
    END: [(f"/people/{{{ENDED}}}/contact/", {"contact": "ended", "until": ""})],
    date(2026, 5, 20): [  # across the date line: what is today there is yesterday here
        (
            "/settings/change/",
            {"name": "Lucía Sol", "timezone": "Pacific/Auckland", "language": "en", "paper": "a4", "version": "1"},
        ),
        ("/chapters/begin/", {"name": "By the sea", "kind": "", "place": "", "begins": "2026", "ends": ""}),
        ("/news/keep/", {"what": "I moved to the sea.", "on": "2026-05-20", "also": "{Ana Sousa}"}),
    ],
    date(2026, 9, 14): [  # heard of late: welcome for 25 days more, and past that
        ("/people/{Grace Hill}/good-news/keep/", {"deed": "You were made head.", "on": "2026-08-10"}),
        ("/people/{Tom Reyes}/good-news/keep/", {"deed": "You won in spring.", "on": "2026-07-10"}),
        ("/promises/make/", {"lane": "mine", "what": "The far book", "on": "2026-12", "person": "{Grace Hill}"}),
    ],
    MISTAKE: [(f"/people/{{{MISTAKEN}}}/life/", {"life": "died", "died": ""})],
    TAKEN_BACK: [(f"/people/{{{MISTAKEN}}}/life/", {"life": "living", "died": ""})],
}


def state(name: str, day: date) -> str:
    """Why nothing may suggest contact with them on this day, in one word; nothing where it may."""
    if (name == DIED and day >= DEATH) or (name == MISTAKEN and MISTAKE <= day < TAKEN_BACK):
        return "died"
    if name == ENDED and day >= END:
        return "ended"
    return "paused" if name == PAUSED and PAUSE <= day < OPEN_AGAIN else ""


def resting(day: date) -> dict[str, str]:
    return {name: why for name in MENTORS if (why := state(name, day))}


def mourns(day: date) -> bool:
    """Whether it is within a fortnight of a death that was not taken back."""
    return any(state(name, day) == "died" and day < since + timedelta(days=14)
               for name, since in ((DIED, DEATH), (MISTAKEN, MISTAKE)))  # fmt: skip
