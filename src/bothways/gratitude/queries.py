"""Reads of letters, loops and news. The asker comes first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import F, Max, Q, QuerySet

from bothways.accounts.models import Member
from bothways.gratitude.models import Letter, LetterSet, Loop, News, Part, Telling
from bothways.gratitude.rules import kept
from bothways.gratitude.rules.checks import checks
from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.letter import Answer, Composed
from bothways.gratitude.rules.letter import Letter as Values
from bothways.gratitude.rules.questions import THANK_YOU, Question
from bothways.ground.records import find
from bothways.ground.refusals import NotHere
from bothways.moments.models import Moment
from bothways.moments.rules import KINDS, Lane
from bothways.people.models import Person, PersonSet
from bothways.people.queries import people
from bothways.people.rules import addressed, may_suggest

ASK_AFTER = 3  # days between a letter made ready and the question whether it reached them (decision 5)
LEFT_OUT = 6  # of what is kept beside a letter, at once
LET_GO_SHOWN = 30
ASKED_ABOUT = 2  # of the help without an outcome, on a person's page: it is a question, and no list of what is missing


def letters(member: Member) -> LetterSet:
    """All letters, the last touched first."""
    return Letter.objects.of(member).select_related("person").order_by("-saved_at", "-id")


def letter(member: Member, letter_id: UUID) -> Letter:
    return find(
        Letter.objects.of(member).select_related("person", "member").prefetch_related("parts__moment"), letter_id
    )


def draft_to(member: Member, person: Person) -> Letter | None:
    """The unfinished letter to this person; there is at most one."""
    return letters(member).filter(person=person, state="draft").first()


def to_ask_about(member: Member, today: date) -> LetterSet:
    """Letters that have been ready for some days, unasked: "Did it reach them?", once (decision 5)."""
    before = midnight(member, today - timedelta(days=ASK_AFTER - 1))
    ready = letters(member).filter(state="ready", kind="thanks", asked_at=None, ready_at__lt=before)
    return ready.order_by("ready_at", "id")


def is_asked(member: Member, letter: Letter, today: date) -> bool:
    """Has this letter been ready for so long that the question is there?"""
    since = midnight(member, today - timedelta(days=ASK_AFTER - 1))
    return letter.ready_at is not None and letter.ready_at < since


def made_ready_since(member: Member, first: date) -> LetterSet:
    """Letters made ready from this day on, as the member counts days: each is a card of Today that was done."""
    return Letter.objects.of(member).filter(ready_at__gte=midnight(member, first))


def midnight(member: Member, day: date) -> datetime:
    try:
        zone = ZoneInfo(member.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return datetime.combine(day, time.min, zone)


def values(letter: Letter) -> Values:
    """The letter as its rules read it."""
    to = letter.person
    return Values(
        addressed=addressed(to.name, to.given, to.family, to.prefix, to.address_as),
        answers=tuple(Answer(slug, text) for slug, text in letter.answers().items()),
        form=letter.form, language=to.language,
        greeting=letter.greeting, close=letter.close, signature=letter.signature,
    )  # fmt: skip


def recipient(person: Person) -> str:
    """The first mail address kept for them."""
    return person.addresses.order_by("id").values_list("address", flat=True).first() or ""


def composed(letter: Letter) -> Composed:
    return compose(values(letter))


def own_words(letter: Letter, around: Mapping[str, str]) -> dict[str, str]:
    """What stands round the answers, to be kept: nothing where it is as proposed, so that it goes with the person."""
    plain = compose(replace(values(letter), greeting="", close=""))
    as_proposed = {name for name in ("greeting", "close") if around[name] == getattr(plain, name)}
    return {name: "" if name in as_proposed else text for name, text in around.items()}


def stands(letter: Letter) -> bool:
    """Whether nothing that its form needs is missing: the moment at which one hesitates (GRAT-6)."""
    return not any(finding.rule == "GRAT-1" for finding in checks(values(letter)))


def to_tell(letter: Letter) -> list[Telling]:
    """The news that this letter was begun to tell, or that was woven into it."""
    return list(Telling.objects.filter(told_by=letter, told_on=None).select_related("news").order_by("news_on", "id"))


def unsaid(letter: Letter) -> list[Telling]:
    """Of those, what does not stand in its words: it may be said otherwise, so the member is asked."""
    texts = letter.answers().values()
    return [one for one in to_tell(letter) if not kept.is_said(one.news.what, texts)]


@dataclass(frozen=True)
class Answered:
    """A question of the interview, and where its answer comes from."""

    question: Question
    has_text: bool
    moment: Moment | None = None  # that it is kept with
    is_kept: bool = False  # it stands in that moment already
    fills: bool = False  # what the moment does not say yet, and will
    news: News | None = None


def answered(letter: Letter, tells: Iterable[Telling]) -> list[Answered]:
    """The questions beside the paper; those that a letter can do without only where they have an answer."""
    parts = {part.question: part for part in letter.parts.all()}
    rows = []
    for question in THANK_YOU:
        part = parts.get(question.slug)
        if part and part.text:
            news = next((one.news for one in tells if question.slug == "now" and one.news.what in part.text), None)
            rows.append(Answered(question, True, part.moment, _is_kept(part), _fills(part), news))
        elif question.needed:
            rows.append(Answered(question, False))
    return rows


def _is_kept(part: Part) -> bool:
    """Whether the words stand in the moment already, rather than having been written here."""
    return part.moment is not None and bool(was := getattr(part.moment, part.question, "")) and was in part.text


def _fills(part: Part) -> bool:
    """What a moment says already stays as it is (`moments.add_words`)."""
    return part.moment is not None and not getattr(part.moment, part.question, "")


def find_out_first(letter: Letter, today: date) -> bool:
    """Whether to find out gently how they are before this letter is written (CAD-5): asked once a letter."""
    if letter.found_out or letter.unsent or letter.state != "draft":
        return False
    return is_long_silent(letter.person, today)


def is_long_silent(person: Person, today: date) -> bool:
    """Whether nobody knows if they live, or no sign of them is kept for three years (CAD-5)."""
    signs: list[date | None] = [person.life_changed_on]  # said to live: a sign as well
    for more in (_days_heard, _days_of_roles):
        if not kept.find_out_first(person.life, signs, today):
            return False
        signs += more(person, today)
    return kept.find_out_first(person.life, signs, today) and not _is_mentored_now(person)


def _is_mentored_now(person: Person) -> bool:
    """Whom one mentors, one sees; unless the member said that they do not know whether they live."""
    return person.life != "unknown" and any(role.role == "mentee" and not role.ends for role in person.roles.all())


def _days_heard(person: Person, today: date) -> list[date | None]:
    heard = Moment.objects.with_person(person).filter(latest__lte=today)
    heard = heard.filter(Q(contact=True) | Q(lane__in=[Lane.THEIRS, Lane.TOGETHER]))
    return [heard.aggregate(last=Max("latest"))["last"]]


def _days_of_roles(person: Person, today: date) -> list[date | None]:
    days = (day for role in person.roles.all() for day in (role.begins, role.ends) if day)
    return [day.earliest for day in days if day.earliest <= today]


@dataclass(frozen=True)
class LeftOut:
    """Something kept that does not stand in the letter; `kind` and `id` name it to weave it in."""

    kind: str  # deed | words | news | now
    id: UUID
    text: str
    moment: Moment | None = None


def left_out(letter: Letter) -> list[LeftOut]:
    """What is kept of this person, and news of mine, that the letter does not say; to be woven in or not."""
    rows = (*_of_moments(letter), *_of_news(letter))
    return [one for one in rows if one.text and not kept.is_said(one.text, letter.answers().values())][:LEFT_OUT]


def _of_moments(letter: Letter) -> list[LeftOut]:
    rows = Moment.objects.filter(member=letter.member, person=letter.person, lane=Lane.THEIRS).exclude(source="mail")
    rows = rows.filter(~Q(deed="") | ~Q(words="")).order_by("-latest", "-id")[: 3 * LEFT_OUT]
    return [
        LeftOut(kind, row.pk, text, row)
        for row in rows
        for kind, text in (("words", row.words), ("deed", row.deed if KINDS[row.kind].loop else ""))
    ]


def _of_news(letter: Letter) -> list[LeftOut]:
    open_news = Telling.objects.filter(member=letter.member, person=letter.person, told_on=None, let_go="")
    rows = [
        LeftOut("news", one.news_id, one.news.what)
        for one in open_news.select_related("news").order_by("-news_on", "id")
    ]
    before = Part.objects.filter(letter__member=letter.member, question="now").exclude(letter=letter).exclude(text="")
    last = before.order_by("-letter__saved_at", "-id").first()
    return [*rows, LeftOut("now", last.pk, last.text)] if last else rows


def may_hear(member: Member, besides: Person | None = None) -> PersonSet:
    """Who could hear of my news: people with a role, as far as contact may be suggested at all."""
    rows = people(member).filter(roles__isnull=False)
    rows = rows.exclude(pk=besides.pk) if besides else rows
    return rows.exclude(life="died").exclude(contact="ended").distinct()


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
        OpenLoop(
            "untold", one.pk, one.person, one.news_on, one.moment, one.news, one.told_by, _rests(one.person, today)
        )
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
    return OpenLoop(kind, loop.pk, loop.person, loop.since, loop.moment, None, letter, _rests(loop.person, today))


def _rests(person: Person, today: date) -> bool:
    return not may_suggest(person.life, person.contact, person.paused_until, today)


def open_rows(member: Member) -> tuple[QuerySet[Loop], QuerySet[Telling]]:
    """
    Open loops and tellings, the narrow rows of Today.

    What a letter that is ready speaks of is left out: it waits for its question, not for another letter (decision 5).
    """
    loops = Loop.objects.filter(member=member, thanked_on=None, let_go="").exclude(thanked_by__state="ready")
    tellings = Telling.objects.filter(member=member, told_on=None, let_go="").exclude(told_by__state="ready")
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
