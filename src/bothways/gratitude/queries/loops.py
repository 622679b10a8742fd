"""Reads of help, of news, and of what is still open of them. The asker comes first."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from bothways.accounts.models import Member
from bothways.formats.language import gettext as _
from bothways.gratitude.models import Letter, Loop, News, Telling, TheirNews, on_its_way
from bothways.gratitude.queries.letters import rests
from bothways.gratitude.rules import kept
from bothways.ground.records import find
from bothways.ground.refusals import NotHere
from bothways.moments.models import Moment
from bothways.moments.rules import KINDS, Lane, is_their_news, opens_loop
from bothways.people.models import Person, PersonSet, Role
from bothways.people.queries import people

LET_GO_SHOWN = 30

ASKED_ABOUT = 2  # of the help without an outcome, on a person's page: it is a question, and no list of what is missing


def may_hear(member: Member, today: date, *, besides: Person | None = None) -> PersonSet:
    """Who could hear of my news: people with a role, as far as contact may be suggested at all."""
    rows = people(member).filter(roles__isnull=False)
    rows = rows.exclude(pk=besides.pk) if besides else rows
    return rows.may_suggest(today).distinct()


def part_of_it(member: Member) -> dict[UUID, str]:
    """Why somebody may be glad to hear of news of mine: help of theirs, else the chapter in which they mentored me."""
    roles = Role.objects.filter(member=member, role="mentor").exclude(chapter=None).order_by("begins", "id")
    helps = _of_help(Loop.objects.filter(member=member)).order_by("since", "moment_id")
    chapters = roles.values_list("person", "chapter__name")
    in_chapters = {who: _("in {chapter}").format(chapter=name) for who, name in chapters}
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


def theirs(member: Member, moment_id: UUID) -> TheirNews:
    """News of theirs, by its moment."""
    return find(TheirNews.objects.filter(member=member).select_related("moment", "person"), moment_id)


def theirs_of(person: Person, moment_id: UUID) -> TheirNews:
    return find(TheirNews.objects.filter(person=person).select_related("moment"), moment_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """
    How it stands with a help, or with good news of theirs.

    open; begun: a letter about it is a draft; waiting: one is ready or on its way; closed: thanked for or congratulated
    on that day; let_go: laid down without a letter.
    """

    state: str  # open | begun | waiting | closed | let_go
    letter: UUID | None = None  # begun, waiting, or by which it was closed
    day: date | None = None  # on which it was closed


def standing(member: Member, moment: Moment) -> Standing | None:
    """How it stands with what this moment leaves to be thanked for, or to be glad of; nothing where it is neither."""
    lane = Lane(moment.lane)
    if opens_loop(moment.kind, lane):
        help_of = Loop.objects.filter(member=member, pk=moment.pk).select_related("thanked_by").first()
        return None if help_of is None else _standing(help_of.thanked_on, help_of.thanked_by, help_of.let_go)
    if is_their_news(moment.kind, lane):
        news = TheirNews.objects.filter(member=member, pk=moment.pk).select_related("congratulated_by").first()
        return None if news is None else _standing(news.congratulated_on, news.congratulated_by, news.let_go)
    return None


def _standing(closed_on: date | None, letter: Letter | None, let_go: str) -> Standing:
    by = letter.pk if letter else None
    if closed_on:
        return Standing("closed", by if letter and letter.state == "given" else None, closed_on)
    if letter and letter.is_on_its_way:
        return Standing("waiting", by)
    if let_go:
        return Standing("let_go")
    return Standing("begun", by) if letter else Standing("open")


def their_news(person: Person, today: date) -> list[TheirNews]:
    """What is still welcome to be congratulated on, the newest first."""
    since = today - timedelta(days=kept.WELCOME)
    rows = TheirNews.objects.filter(person=person, congratulated_on=None, let_go="", since__gte=since)
    return list(rows.select_related("moment", "congratulated_by").order_by("-since", "-moment_id"))


def who_hears_next(letter: Letter, today: date) -> list[Telling]:
    """Who has still to hear the news that this letter told, one after the other from one telling (7.5)."""
    told = Telling.objects.filter(told_by=letter).exclude(told_on=None).values("news")
    rows = Telling.objects.filter(news__in=told, told_on=None, let_go="").exclude(on_its_way("told_by"))
    found = rows.select_related("person", "news").order_by("news_on", "person__folded", "id")
    return [one for one in found if not rests(one.person, today)]


@dataclass(frozen=True)
class Chain:
    """Help, its outcome, and what came further of it: the oldest first. News that rests on no help stands alone."""

    help: Moment | None
    outcomes: list[Telling]


def came_of(person: Person) -> list[Chain]:
    """What came of the help of this person; the chain that went on last comes first."""
    rows = Telling.objects.filter(person=person).select_related("news", "moment", "told_by")
    chains: dict[UUID, Chain] = {}
    for one in rows.order_by("-news_on", "-id"):
        chains.setdefault(one.moment_id or one.pk, Chain(one.moment, [])).outcomes.insert(0, one)
    return list(chains.values())


def came_of_help(moment: Moment) -> list[News]:
    """What is kept that came of it so far, the oldest first."""
    told = Telling.objects.filter(moment=moment, person=moment.person).select_related("news")
    return [one.news for one in told.order_by("news_on", "id")]


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


def open_rows(member: Member) -> tuple[QuerySet[Loop], QuerySet[Telling], QuerySet[TheirNews]]:
    """
    Open loops, tellings and news of theirs, the narrow rows of Today.

    What a letter that is ready or queued speaks of is left out: it waits for that one, not for another (decision 5).
    """
    loops = Loop.objects.filter(member=member, thanked_on=None, let_go="").exclude(on_its_way("thanked_by"))
    tellings = Telling.objects.filter(member=member, told_on=None, let_go="").exclude(on_its_way("told_by"))
    theirs = TheirNews.objects.filter(member=member, congratulated_on=None, let_go="")
    return loops, tellings, theirs.exclude(on_its_way("congratulated_by"))


def telling_to(member: Member, person: Person, news_id: UUID) -> Telling:
    """The telling of this news to this person, that of a help before any other."""
    rows = Telling.objects.filter(member=member, person=person, news=news_id, told_on=None)
    found = rows.select_related("news", "moment", "person").order_by(F("moment").asc(nulls_last=True), "id").first()
    if found is None:
        raise NotHere
    return found


def let_go(member: Member) -> list[Loop | Telling | TheirNews]:
    """What was let go of, to be taken up again: the newest help and news first."""
    loops = Loop.objects.filter(member=member, thanked_on=None).exclude(let_go="").select_related("person", "moment")
    tellings = Telling.objects.filter(member=member, told_on=None).exclude(let_go="")
    tellings = tellings.select_related("person", "news", "moment")
    theirs = TheirNews.objects.filter(member=member, congratulated_on=None).exclude(let_go="")
    theirs = theirs.select_related("person", "moment")
    return [
        *tellings.order_by("-news_on", "id")[:LET_GO_SHOWN],
        *loops.order_by("-since", "moment_id")[:LET_GO_SHOWN],
        *theirs.order_by("-since", "moment_id")[:LET_GO_SHOWN],
    ]
