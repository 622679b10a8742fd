"""The person's page and the list of people, put together from every room."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from bothways.accounts.models import Member
from bothways.formats.days import in_year, spoken
from bothways.formats.language import gettext as _
from bothways.formats.language import speaking
from bothways.gratitude.models import Letter, LetterSet, Loop, News, Part, TheirNews
from bothways.gratitude.queries import loops as gratitude
from bothways.gratitude.queries.letters import letters as written
from bothways.gratitude.rules.kinds import FAMILY
from bothways.ground.records import as_id, find
from bothways.ground.refusals import NotHere
from bothways.moments import queries as moments
from bothways.moments.models import Moment, MomentSet, State
from bothways.moments.rules import REMEMBERS
from bothways.people import queries as people
from bothways.people.models import Chapter, Person, RememberedDay, Said
from bothways.people.rules import Contact, Life, contact_now
from bothways.rhythm import queries as rhythm
from bothways.rhythm.models import Promise
from bothways.rhythm.rules import has_passed, promised_much, said_now
from bothways.street.rules import Step, Stretch, beside, eras, folded_mail, heading, last_time, years

MAIL_AT_ONCE = 1000
A_PART = 40  # moments shown at once; the rest comes as one scrolls


@dataclass(frozen=True)
class Line:
    """One row of the street as the page shows it."""

    when: str
    lane: str
    moment: Moment | None
    first: int = 0  # of folded mail: from this year
    last: int = 0  # to this one
    says: str = ""


@dataclass(frozen=True)
class Street:
    eras: list[tuple[str, list[Line]]]
    earlier: UUID | None  # the moment from which the next part goes on
    goes_on: bool  # under the heading at which the part before ended
    coming: Moment | None  # of this part, the next time together that is planned


def person(member: Member, person_id: UUID) -> Person:
    """Somebody kept, with what their moments say at hand."""
    return find(people.people(member).select_related("state"), person_id)


def said_just_now(person: Person, said_id: str) -> Said | None:
    """What was said of them on the page before, as far as nothing else was said since: to be undone."""
    last = people.last_said(person) if said_id else None
    return last if last and str(last.pk) == said_id else None


def holds_still(person: Person, today: date) -> Said | None:
    """What was said last of them and holds today: a pause that is over does not."""
    last, now = people.last_said(person), contact_now(person.contact, person.paused_until, today)
    return None if last and last.word == Contact.PAUSED and now != Contact.PAUSED else last


def stretches(member: Member) -> list[Stretch]:
    return [
        Stretch(one.name, one.begins.earliest, one.ends.latest if one.ends else date.max)
        for one in people.chapters(member)
        if one.begins
    ]


def _written(member: Member, person: Person, today: date) -> MomentSet:
    """What a member wrote of somebody. Of who has died: without what was planned for later, which never came."""
    written = moments.line(member, person).exclude(source="mail")
    if person.life != Life.DIED:
        return written
    ends = [person.died.latest] if person.died and person.died.year else []
    ends += [person.life_changed_on] if person.life_changed_on else []
    return written.exclude(kind__in=moments.PLANNED, earliest__gt=min([*ends, today]))


def street(member: Member, person: Person, *, today: date, after: Moment | None = None) -> Street:
    """One part of the street, newest first, from below `after`; each year's mail stands folded in its place."""
    written = _written(member, person, today)
    if after is not None:
        written = written.filter(Q(latest__lt=after.latest) | Q(latest=after.latest, id__lt=after.pk))
    shown = list(written[: A_PART + 1])
    more = shown[A_PART - 1] if len(shown) > A_PART else None
    shown = shown[:A_PART]
    upper = after.latest.year - 1 if after is not None else 9999
    lower = more.latest.year if more is not None else 0
    mail = {row["year"]: row for row in _mail_by_year(member, person) if lower <= row["year"] <= upper}
    if after is not None and more is None and not shown:
        mail = {}
    by_id = {one.pk: one for one in shown}
    steps = [Step(one.pk, one.lane, one.on) for one in shown]
    steps += [Step(None, "", in_year(year), row["mine"], row["theirs"], year) for year, row in mail.items()]
    chapters = stretches(member)
    laid = eras(steps, chapters, today)
    before = heading(Step(after.pk, after.lane, after.on), chapters, today) if after else None
    return Street(
        [(name, [_line(one, by_id, today) for one in some]) for name, some in laid],
        earlier=more.pk if more else None,
        goes_on=bool(laid) and laid[0][0] == before,
        coming=next((one for one in reversed(shown) if one.kind == "meeting_planned" and one.earliest >= today), None),
    )


def _line(step: Step, by_id: dict[UUID, Moment], today: date) -> Line:
    if step.id is None:
        first, last = step.on.earliest.year, step.until
        return Line(years(first, last), "mail", None, first, last, folded_mail(step.mine, step.theirs))
    return Line(beside(step.on, today), step.lane, by_id[step.id])


def _mail_by_year(member: Member, person: Person) -> list[dict[str, Any]]:
    rows = Moment.objects.of(member).with_person(person).filter(source="mail").annotate(year=ExtractYear("latest"))
    mine, theirs = Count("id", filter=Q(lane="mine")), Count("id", filter=Q(lane="theirs"))
    counted: Iterable[Any] = rows.values("year").annotate(mine=mine, theirs=theirs).order_by("-year")
    return list(counted)


def mail_of_years(member: Member, person: Person, first: int, last: int) -> list[Moment]:
    own = moments.line(member, person).filter(source="mail")
    return list(own.filter(latest__year__gte=first, latest__year__lte=last)[:MAIL_AT_ONCE])


@dataclass(frozen=True)
class Glance:
    """The column beside the street."""

    last: str
    came_of_it: list[gratitude.Chain]
    asks_on: bool  # what came of their help
    without_outcome: list[Loop]
    their_news: list[TheirNews]
    may_suggest: bool  # contact with them
    kept_words: list[Moment]
    promises: "Promises"


def glance(member: Member, person: Person, *, today: date) -> Glance:
    state: State | None = getattr(person, "state", None)  # there is none before the first moment
    own = moments.line(member, person)
    is_open = person.may_suggest(today)
    asks_on = is_open or person.may_remember(today)
    return Glance(
        last=last_time(state.last, state.last_mine, state.last_theirs, today)
        if state
        else last_time(None, None, None, today),
        came_of_it=gratitude.came_of(person),
        asks_on=asks_on,
        without_outcome=gratitude.without_outcome(person) if asks_on else [],
        their_news=gratitude.their_news(person, today) if is_open else [],
        may_suggest=is_open,
        kept_words=list(own.remarks()[:3]),
        promises=promises(member, person, today=today),
    )


@dataclass(frozen=True)
class Promised:
    """An open promise as pages show it."""

    promise: Promise
    says: str  # where its day has passed, words for telling them so (MENT-8); else nothing


@dataclass(frozen=True)
class Promises:
    """All that lie open, with one person or with everybody; those that were settled only with everybody."""

    mine: list[Promised]
    theirs: list[Promised]
    at_rest: list[Promised]  # with people whom nothing here suggests contact with
    settled: list[Promise]
    much: list[Person]  # to whom so much is promised that one may ask which can be released


def promises(member: Member, person: Person | None = None, *, today: date) -> Promises:
    rows = rhythm.promises(member)
    still = list((rows.filter(person=person) if person else rows).still_open().next_first())
    settled = [] if person else list(rows.exclude(state="open").order_by("-settled_on", "-id"))
    open_now = {one.person for one in still if one.person.may_suggest(today)}
    much = promised_much(one.person for one in still if one.lane == "mine" and one.person in open_now)
    shown = [promised(one, today=today) for one in still]
    return Promises(
        mine=[one for one in shown if one.promise.lane == "mine" and one.promise.person in open_now],
        theirs=[one for one in shown if one.promise.lane == "theirs" and one.promise.person in open_now],
        at_rest=[one for one in shown if one.promise.person not in open_now],
        settled=settled,
        much=sorted(much, key=lambda one: (one.folded, one.pk)),
    )


def promised(promise: Promise, *, today: date) -> Promised:
    mine = promise.lane == "mine" and promise.state == "open"
    says = ""
    if mine and promise.on and has_passed(promise.on, today) and promise.person.may_suggest(today):
        with speaking(promise.person.language):  # it is said to them
            says = said_now(promise.what, promise.on)
    return Promised(promise, says)


def became(promise: Promise) -> Moment | None:
    """What a promise that was kept is on the street."""
    return Moment.objects.filter(person=promise.person_id, source="promise", source_key=str(promise.pk)).first()


@dataclass(frozen=True)
class Remembrance:
    """What is kept of someone who has died."""

    deeds: list[Moment]
    words: list[Moment]
    memories: list[Moment]
    letters: list[Letter]  # to them, never sent
    to_family: list[Letter]
    days: list[RememberedDay]


def remembrance(member: Member, person: Person, today: date) -> Remembrance:
    own = _written(member, person, today)
    letters = Letter.objects.of(member).filter(person=person, unsent=True).prefetch_related("parts")
    return Remembrance(
        deeds=list(own.filter(lane="theirs").exclude(deed="")[:A_PART]),
        words=list(own.exclude(words="").exclude(lane="mine")[:A_PART]),
        memories=list(own.filter(lane="mine", kind__in=[one.slug for one in REMEMBERS])[:A_PART]),
        letters=list(letters.order_by("-saved_at", "-id")),
        to_family=list(to_family(member, person)),
        days=list(person.remembered_days.order_by("month", "day")),
    )


def to_family(member: Member, person: Person) -> LetterSet:
    """Letters to the family of someone who has died, or was said to have."""
    return written(member).filter(in_memory_of=person, kind=FAMILY)


@dataclass(frozen=True)
class Kept:
    """A person in the list, with what they are and when they last had to do with each other."""

    person: Person
    words: list[str]


def by_chapter(member: Member, *, today: date) -> list[tuple[Chapter | None, list[Kept]]]:
    """Everyone with a role, chapter by chapter, the latest first; someone of two chapters stands in both."""
    found = people.with_roles(member)
    states = moments.states(member)
    within: dict[UUID | None, list[Kept]] = defaultdict(list)
    for person in found:
        state = states.get(person.pk)
        roles = list(person.roles.all())
        for chapter_id in dict.fromkeys(role.chapter_id for role in roles):
            words = [one.word(today) for one in roles if one.chapter_id == chapter_id]
            within[chapter_id].append(Kept(person, [*words, *_lately(person, state, today)]))
    laid: list[tuple[Chapter | None, list[Kept]]] = [(one, within.pop(one.pk, [])) for one in people.chapters(member)]
    return [*laid, (None, within.pop(None))] if None in within else laid


def _lately(person: Person, state: State | None, today: date) -> list[str]:
    if person.life == "died":
        return [_("remembered, died {day}").format(day=spoken(person.died)) if person.died else _("remembered")]
    if person.contact == "ended":
        return [_("contact has ended")]
    if state is None or state.last is None:
        return []
    return [last_time(state.last, state.last_mine, state.last_theirs, today)]


def whom(member: Member, person_id: UUID | None) -> Person | None:
    return people.person(member, person_id) if person_id else None


def to_choose_from(member: Member) -> list[Person]:
    """For a moment from anywhere: first those with a role, then the rest of the address book, by name."""
    with_roles = people.with_roles(member)
    return [*with_roles, *people.without_role(member)[:2000]]


@dataclass(frozen=True)
class InWords:
    shown: list[Moment]
    earlier: UUID | None  # the moment from which the next part goes on


def kept_words(member: Member, *, after: Moment | None = None) -> InWords:
    """What was said to the member, by all with whom contact has not ended, the newest first."""
    return _a_part(_not_ended(member).remarks().exclude(lane="mine"), after)


def received(member: Member, *, after: Moment | None = None) -> InWords:
    """Letters, mails and thanks that came to the member, from all with whom contact has not ended, the newest first."""
    return _a_part(_not_ended(member).received(), after)


def _not_ended(member: Member) -> MomentSet:
    return Moment.objects.of(member).exclude(person__in=Person.objects.of(member).ended())


def _a_part(moments: MomentSet, after: Moment | None) -> InWords:
    said = moments.select_related("person").newest_first()
    if after is not None:
        said = said.filter(Q(latest__lt=after.latest) | Q(latest=after.latest, id__lt=after.pk))
    found = list(said[: A_PART + 1])
    return InWords(found[:A_PART], found[A_PART - 1].pk if len(found) > A_PART else None)


@dataclass(frozen=True)
class Story:
    person: Person
    moment: Moment
    news: list[News]
    letter: Letter


def story(member: Member, today: date) -> Story:
    """The unfinished letter about words that are kept, with what came of them; or NotHere."""
    to = Person.objects.of(member).may_suggest(today)
    drafts = Part.objects.filter(letter__person__in=to, letter__state="draft").exclude(moment=None)
    part = (
        drafts.exclude(moment__words="")
        .select_related("letter__person", "moment")
        .order_by("-letter__saved_at")
        .first()
    )
    if part is None or part.moment is None:
        raise NotHere
    news = News.objects.filter(tellings__moment=part.moment).distinct().order_by("earliest", "id")
    return Story(part.letter.person, part.moment, list(news), part.letter)


def first_who(member: Member, person_id: UUID) -> dict[str, Any]:
    """Who came to mind, as its form says it; the id alone where nobody is kept by it yet."""
    had = Person.objects.of(member).filter(pk=person_id).first()
    return {"id": person_id} | ({"name": had.name, "address_as": had.address_as, "version": had.version} if had else {})


def first_deed(person: Person, moment_id: UUID) -> dict[str, Any]:
    """What was written of this moment in the first minutes, as its form says it; nothing where it is still to come."""
    had = Moment.objects.filter(pk=moment_id, person=person).first()
    return {"deed": had.deed, "kind": had.kind, "on": str(had.on), "version": had.version} if had else {}


def first_moment(member: Member, person: Person, moment_id: str | None) -> Moment:
    """What was just remembered of the first person: the moment named, else the newest help of theirs; or NotHere."""
    if moment_id:
        return find(_theirs(member, person), as_id(moment_id))
    found = newest_of_theirs(member, person)
    if found is None:
        raise NotHere
    return found


def newest_of_theirs(member: Member, person: Person) -> Moment | None:
    return _theirs(member, person).first()


def _theirs(member: Member, person: Person) -> MomentSet:
    written = Moment.objects.of(member).with_person(person).filter(lane="theirs").exclude(source="mail")
    return written.order_by("-id")


def begun_with(member: Member) -> Person | None:
    """Who came to mind in first minutes that were left before they ended."""
    if member.welcomed_at:
        return None
    return Person.objects.of(member).filter(roles__isnull=False, source="").order_by("-id").first()
