"""What speaks for a deed: every reason that one relation has, each with the record it rests on."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from bothways.gratitude.rules import kept
from bothways.gratitude.rules.kinds import is_mentored
from bothways.rhythm.rules import EVER, Phase, Tie, due_on, phase
from bothways.today.rules.cards import (
    Act,
    Code,
    Loop,
    Open,
    Promised,
    Reason,
    Relation,
    RememberedDay,
    Telling,
    TheirNews,
)

ASK_WITHIN = 365  # days; what was ahead longer ago than that is past asking, and the rhythm speaks instead
OFTEN = 92  # a wish of at most a season is about meeting, a longer one about hearing from each other
REMEMBER_AROUND = 3  # days before and after a remembered day

# Decision 18, as an order of deeds. An outcome to tell stands before other news of mine.
_TURNS = {code: turn for turn, code in enumerate(Code)}
_NOBODY = UUID(int=0)

Place = tuple[int, date, UUID, UUID]


def place(reason: Reason) -> Place:
    """Where a reason stands among all: by its deed, the oldest day, then the ids: the order of rows does not matter."""
    turn = _TURNS[Code.RHYTHM] if reason.code in (Code.QUIET, Code.NO_CONTACT) else _TURNS[reason.code]
    return turn, reason.day or EVER, reason.id, reason.help or _NOBODY


def of_what_lies_open(one: Open, ties: Iterable[Tie], today: date) -> list[Reason]:
    """Promises and loops while they are open; news of theirs is fresh for some days, welcome for weeks (GRAT-9)."""
    match one:
        case TheirNews():
            if (today - one.since).days > kept.WELCOME:
                return []
            code = Code.WELCOME if kept.is_belated(one.since, today) else Code.FRESH
            act = Act.CELEBRATE if is_mentored({tie.role for tie in ties}) else Act.CONGRATULATE
            return [Reason(act, code, "moment", one.moment, one.since)]
        case Promised():
            return [Reason(Act.KEEP_PROMISE, Code.PROMISE, "promise", one.promise, one.on)]
        case Telling():
            return [Reason(Act.TELL, Code.OUTCOME if one.help else Code.NEWS, "news", one.news, one.on, one.help)]
        case Loop():
            return [Reason(Act.THANK, Code.HELP, "moment", one.moment, one.since)]


def of_what_was_ahead(relation: Relation, today: date) -> list[Reason]:
    """Something of theirs was planned, its day has passed, and there has been no contact since."""
    day, moment = relation.ahead_on, relation.ahead_id
    if day is None or moment is None or not 0 < (today - day).days <= ASK_WITHIN:
        return []
    if relation.last_contact is not None and relation.last_contact > day:
        return []
    return [Reason(Act.ASK, Code.AHEAD, "moment", moment, day)]


def of_silence(relation: Relation, today: date) -> list[Reason]:
    due = due_on(relation.ties, relation.last_contact, relation.every_days, today)
    if due > today:
        return []
    act = Act.MEET if _meets(relation, today) else Act.RECONNECT
    day = None if due == EVER else due
    if relation.every_days:
        return [Reason(act, Code.RHYTHM, "rhythm", relation.id, day)]
    code = Code.QUIET if relation.last_contact else Code.NO_CONTACT
    return [Reason(act, code, "person", relation.id, day)]


def _meets(relation: Relation, today: date) -> bool:
    """Time together where the relation is lively or was wished to be; else, and after long silence, a letter first."""
    if find_out_first(relation, today):
        return False
    if relation.every_days:
        return relation.every_days <= OFTEN
    return phase(relation.ties, relation.last_contact, today) in (Phase.INITIATION, Phase.CULTIVATION)


def find_out_first(relation: Relation, today: date) -> bool:
    """
    Is it to be found out gently how they are, before anything is written (CAD-5, decision 14)?

    Where the member does not know whether they live, and after three years without any sign: a contact, a moment that
    came from them or was shared, a role that began or ended since, or the member's word that they live. Not of whom one
    mentors now.
    """
    signs = [relation.last_contact, relation.heard_on, relation.ahead_on, relation.said_on]
    signs += [day for tie in relation.ties for day in (tie.begins, tie.ends)]
    is_mentored = any(tie.role == "mentee" and not tie.ends for tie in relation.ties)
    return kept.find_out_first(relation.life, signs, today, is_mentored=is_mentored)


def of_remembered_days(relation: Relation, today: date) -> list[Reason]:
    """The days on which the member wants to remember someone who died, a little before and after each."""
    return [
        Reason(Act.REMEMBER, Code.REMEMBERED, "remembered_day", chosen.id, day)
        for chosen in relation.remembered
        if (day := _near(chosen, today))
    ]


def _near(chosen: RememberedDay, today: date) -> date | None:
    """That day of the year that is near `today`, across New Year too; 29 February is else kept on the 28th."""
    around = timedelta(days=REMEMBER_AROUND)
    for year in (today.year - 1, today.year, today.year + 1):
        if not date.min.year < year < date.max.year:
            continue
        day = date(year, chosen.month, min(chosen.day, calendar.monthrange(year, chosen.month)[1]))
        if day - around <= today <= day + around:
            return day
    return None
