"""Reads of help, of news, and of what is still open of them. The asker comes first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from bothways.accounts.models import Member
from bothways.gratitude.models import ON_ITS_WAY, Letter, Loop, News, Telling
from bothways.gratitude.queries.letters import rests
from bothways.ground.records import find
from bothways.ground.refusals import NotHere
from bothways.moments.models import Moment
from bothways.moments.rules import KINDS, Lane
from bothways.people.models import Person, PersonSet, Role
from bothways.people.queries import people

LET_GO_SHOWN = 30

ASKED_ABOUT = 2  # of the help without an outcome, on a person's page: it is a question, and no list of what is missing


def may_hear(member: Member, besides: Person | None = None) -> PersonSet:
    """Who could hear of my news: people with a role, as far as contact may be suggested at all."""
    rows = people(member).filter(roles__isnull=False)
    rows = rows.exclude(pk=besides.pk) if besides else rows
    return rows.exclude(life="died").exclude(contact="ended").distinct()


def part_of_it(member: Member) -> dict[UUID, str]:
    """Why somebody may be glad to hear of news of mine: help of theirs, else the chapter in which they mentored me."""
    roles = Role.objects.filter(member=member, role="mentor").exclude(chapter=None).order_by("begins", "id")
    helps = _of_help(Loop.objects.filter(member=member)).order_by("since", "moment_id")
    in_chapters = {who: f"in {name}" for who, name in roles.values_list("person", "chapter__name")}
    helped = {one.person_id: one.moment.title for one in helps.select_related("moment")}
    return {**in_chapters, **helped}


def news(member: Member, news_id: UUID) -> News:
    return find(News.objects.filter(member=member), news_id)


def news_for_nobody(member: Member) -> list[News]:
    """News that nobody is to hear of yet, the newest first."""
    return list(News.objects.filter(member=member, tellings=None).order_by("-latest", "-id"))


def loop(member: Member, moment_id: UUID) -> Loop:
    return find(Loop.objects.filter(member=member).select_related("moment", "person"), moment_id)


def telling(member: Member, telling_id: UUID) -> Telling:
    return find(Telling.objects.filter(member=member).select_related("news", "moment", "person"), telling_id)


def came_of(person: Person) -> list[Telling]:
    """What came of the help of this person, newest first, with the news and the help at hand."""
    rows = Telling.objects.filter(person=person).select_related("news", "moment", "told_by")
    return list(rows.order_by("-news_on", "-id"))


def without_outcome(person: Person) -> list[Loop]:
    """Help of this person of which nothing is kept that came of it, the newest first (decision 13)."""
    led_on = Telling.objects.filter(person=person, moment__isnull=False).values("moment")
    rows = _of_help(Loop.objects.filter(person=person, let_go="")).exclude(moment__in=led_on).select_related("moment")
    return list(rows.order_by("-since", "-moment_id")[:ASKED_ABOUT])


@dataclass(frozen=True)
class OpenLoop:
    """One line of what is still open: an outcome nobody told, help without thanks, or thanks without an outcome."""

    kind: str  # untold | unthanked | outcome
    id: UUID  # of the telling, or of the help
    person: Person
    since: date
    moment: Moment | None = None
    news: News | None = None
    letter: Letter | None = None  # begun already, or ready
    at_rest: bool = False  # Bothways suggests no contact: they have died, or contact is paused or ended


def open_loops(member: Member, today: date) -> list[OpenLoop]:
    """All that is open, the oldest first (CAD-4)."""
    tellings = Telling.objects.filter(member=member, told_on=None, let_go="")
    untold = [
        OpenLoop("untold", one.pk, one.person, one.news_on, one.moment, one.news, one.told_by, rests(one.person, today))
        for one in tellings.select_related("person", "moment", "news", "told_by")
    ]
    loops = _of_help(Loop.objects.filter(member=member, let_go="")).select_related("person", "moment", "thanked_by")
    led_on = Telling.objects.filter(member=member, moment__isnull=False).values("moment")
    unthanked = [
        _open("unthanked", one, today)
        for one in loops.filter(thanked_on=None).exclude(
            moment__in=tellings.filter(moment__isnull=False).values("moment")
        )
    ]
    outcome = [_open("outcome", one, today) for one in loops.exclude(thanked_on=None).exclude(moment__in=led_on)]
    return sorted((*untold, *unthanked, *outcome), key=lambda one: (one.since, one.person.folded, one.id))


def _of_help(loops: QuerySet[Loop]) -> QuerySet[Loop]:
    """Not those of moments that were corrected to be no help after they were thanked for."""
    return loops.filter(moment__lane=Lane.THEIRS, moment__kind__in=[one.slug for one in KINDS.values() if one.loop])


def _open(kind: str, loop: Loop, today: date) -> OpenLoop:
    letter = loop.thanked_by if kind == "unthanked" else None
    return OpenLoop(kind, loop.pk, loop.person, loop.since, loop.moment, None, letter, rests(loop.person, today))


def open_rows(member: Member) -> tuple[QuerySet[Loop], QuerySet[Telling]]:
    """
    Open loops and tellings, the narrow rows of Today.

    What a letter that is ready or queued speaks of is left out: it waits for that one, not for another (decision 5).
    """
    loops = Loop.objects.filter(member=member, thanked_on=None, let_go="").exclude(thanked_by__state__in=ON_ITS_WAY)
    tellings = Telling.objects.filter(member=member, told_on=None, let_go="").exclude(told_by__state__in=ON_ITS_WAY)
    return loops, tellings


def telling_to(member: Member, person: Person, news_id: UUID) -> Telling:
    """The telling of this news to this person, that of a help before any other."""
    rows = Telling.objects.filter(member=member, person=person, news=news_id, told_on=None)
    found = rows.select_related("news", "moment", "person").order_by(F("moment").asc(nulls_last=True), "id").first()
    if found is None:
        raise NotHere
    return found


def let_go(member: Member) -> list[Loop | Telling]:
    """What was let go of, to be taken up again: the newest help and news first."""
    loops = Loop.objects.filter(member=member).exclude(let_go="").select_related("person", "moment")
    tellings = Telling.objects.filter(member=member).exclude(let_go="").select_related("person", "news", "moment")
    return [*tellings.order_by("-news_on", "id")[:LET_GO_SHOWN], *loops.order_by("-since", "moment_id")[:LET_GO_SHOWN]]
