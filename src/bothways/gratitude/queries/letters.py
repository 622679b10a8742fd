"""Reads of letters, and of how they went. The asker comes first."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import F, Max, OuterRef, Q, Subquery

from bothways.accounts.models import Member
from bothways.formats.addresses import normalised
from bothways.formats.language import gettext as _
from bothways.gratitude.models import Letter, LetterSet, Outgoing, OutgoingSet
from bothways.gratitude.rules import kept
from bothways.gratitude.rules import sending as rules
from bothways.gratitude.rules.checks import is_whole
from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.kinds import FAMILY
from bothways.gratitude.rules.letter import Answer, Composed
from bothways.gratitude.rules.letter import Letter as Values
from bothways.ground.clock import there, within
from bothways.ground.records import find
from bothways.ground.refusals import NotHere
from bothways.moments.models import Moment
from bothways.moments.rules import Lane
from bothways.people import queries as people
from bothways.people.models import IN_ORDER, Person
from bothways.people.rules import Life, addressed

ASK_AFTER = 3  # days between a letter made ready and the question whether it reached them (decision 5)


def letters(member: Member) -> LetterSet:
    """All letters, the last touched first."""
    return Letter.objects.of(member).select_related("person").order_by("-saved_at", "-id")


def letter(member: Member, letter_id: UUID) -> Letter:
    rows = Letter.objects.of(member).select_related("person", "in_memory_of", "member__mail_server")
    return find(rows.prefetch_related("parts__moment"), letter_id)


def draft_to(member: Member, person: Person) -> Letter | None:
    """The unfinished letter to this person; there is at most one."""
    return letters(member).filter(person=person, state="draft").first()


def contact_after(person: Person, day: date) -> Moment | None:
    """
    The last contact with them that is kept of a later day, and shows that they lived.

    What the member wrote does not: they may not have known. Nor does mail that was brought in: others may write from an
    address.
    """
    later = Moment.objects.with_person(person).filter(contact=True, earliest__gt=day)
    return later.exclude(lane=Lane.MINE).exclude(source="mail").newest_first().first()


def to_ask_about(member: Member, today: date) -> LetterSet:
    """Letters that have been ready for some days, unasked: "Did it reach them?", once (decision 5)."""
    before = midnight(member, today - timedelta(days=ASK_AFTER - 1))
    ready = letters(member).filter(state="ready", unsent=False, asked_at=None, ready_at__lt=before)
    return ready.order_by("ready_at", "id")


def is_asked(member: Member, letter: Letter, today: date) -> bool:
    """Has this letter been ready for so long that the question is there? Nobody at rest is asked about."""
    if rests(letter.person, today):
        return False
    since = midnight(member, today - timedelta(days=ASK_AFTER - 1))
    return letter.ready_at is not None and letter.ready_at < since


def made_ready_since(member: Member, first: date) -> LetterSet:
    """Letters made ready from this day on, as the member counts days: each is a card of Today that was done."""
    return Letter.objects.of(member).filter(ready_at__gte=midnight(member, first))


def midnight(member: Member, day: date) -> datetime:
    try:
        zone = ZoneInfo(member.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    return datetime.combine(day, time.min, zone)


def values(letter: Letter) -> Values:
    """The letter as its rules read it."""
    to = letter.person
    return Values(
        addressed=addressed(to.name, to.given, to.family, to.prefix, to.address_as),
        answers=tuple(Answer(slug, text) for slug, text in letter.answers().items()),
        form=letter.form, language=to.language,
        greeting=letter.greeting, close=letter.close, signature=letter.signature, kind=letter.kind,
        mourned=_names(letter.in_memory_of) if letter.in_memory_of else (), title=to.prefix,
    )  # fmt: skip


def _names(person: Person) -> tuple[str, ...]:
    return person.name, person.given, person.family, person.address_as


def recipient(person: Person) -> str:
    """The first mail address kept for them to which mail can go."""
    return next(filter(normalised, people.addresses(person)), "")


def not_from_here(person: Person, today: date) -> str:
    """Why nothing is sent to them from here, in a sentence; empty where it may be."""
    return rules.not_from_here(
        person.name, life=person.life, contact=person.contact, paused_until=person.paused_until,
        asked_not_to=person.not_from_here, today=today,
    )  # fmt: skip


def room_again(member: Member, most: int, at: datetime) -> datetime | None:
    """
    When another letter may go, where as many as may went already; what was taken back in time does not count.

    Within 24 hours, wherever the member is: a day of their clock begins anew with every zone they choose.
    """
    rows = Outgoing.objects.filter(within("queued_at", rules.A_DAY, at), member=member, elsewhere=False)
    went = list(rows.exclude(state="withdrawn").order_by("-queued_at").values_list("queued_at", flat=True)[:most])
    return (went[-1] if went else at) + rules.A_DAY if len(went) >= most else None


def due_letters(member_id: UUID, at: datetime) -> OutgoingSet:
    """What is to be handed over now, the oldest first; a message is read when its turn comes."""
    due = Outgoing.objects.due(at).filter(member=member_id)
    return due.select_related("member", "letter").defer("message").order_by("queued_at", "id")


def members_with_due_letters(at: datetime) -> list[UUID]:
    due = Outgoing.objects.due(at).order_by("member")
    return list(due.values_list("member", flat=True).distinct())


def waiting_for_long(at: datetime) -> OutgoingSet:
    """Of all members, for whoever runs this: what no mail server has taken yet, the oldest first."""
    return Outgoing.objects.waiting().filter(~within("queued_at", rules.SOON, at)).order_by("queued_at", "id")


def sending(letter: Letter) -> Outgoing | None:
    """How its last sending from here went, where that is to be said; whatever became of one before."""
    last = Outgoing.objects.filter(letter=letter).defer("message").order_by("-queued_at", "-id").first()
    return last if last and _is_told(last, letter) else None


def sendings(member: Member, letters: Iterable[Letter]) -> dict[UUID, Outgoing]:
    """The same of many that no server took, by letter."""
    rows = Outgoing.objects.filter(member=member).exclude(state="taken").defer("message").order_by("queued_at", "id")
    last = {one.letter_id: one for one in rows}
    return {one.pk: last[one.pk] for one in letters if one.pk in last and _is_told(last[one.pk], one)}


def _is_told(sending: Outgoing, letter: Letter) -> bool:
    """Not what the member took back; and what was held back, until they write on."""
    if sending.state != "withdrawn":
        return True
    return bool(sending.said and sending.ended_at and letter.saved_at <= sending.ended_at)


def held_back(person: Person, today: date) -> str:
    """Why a letter to them did not go, as it stands today."""
    by_now = _("Nothing stands in its way any more: send it again, or choose another way.")
    looks = rules.find_out_first(person.name) if person.life == "unknown" else ""
    return not_from_here(person, today) or looks or by_now


def may_have_reached(letter: Letter) -> bool:
    """Whether one that was made ready can have reached somebody who has died since, and not before it."""
    if not letter.ready_by or letter.ready_at is None:
        return False
    died = letter.person.died
    ready = there(letter.member.timezone, letter.ready_at).date()
    return died is None or died.year is None or ready <= died.latest


def in_hand(member: Member, *, at: datetime) -> OutgoingSet:
    """What is being given to a mail server at this very moment."""
    waiting = Outgoing.objects.waiting().filter(member=member)
    return waiting.exclude(pk__in=Outgoing.objects.free(at).filter(member=member))


def addresses(person: Person) -> list[tuple[str, bool]]:
    """Their mail addresses, and whether nobody was to be reached at each, and no letter went to it since (row 68)."""
    ended = Outgoing.objects.filter(Q(nobody_there=True) | Q(state="taken"))
    last = ended.filter(letter__person=OuterRef("person"), recipient=OuterRef("address")).order_by("-ended_at", "-id")
    rows = person.addresses.annotate(in_vain=Subquery(last.values("nobody_there")[:1])).order_by(*IN_ORDER)
    return [(address, bool(in_vain)) for address, in_vain in rows.values_list("address", "in_vain")]


def takes_no_letters(person: Person) -> list[str]:
    return [address for address, in_vain in addresses(person) if in_vain]


def was_held_back(person: Person) -> bool:
    """Whether a letter to them is no longer on its way, but held back, and not taken back by the member."""
    held_back = Outgoing.objects.filter(state="withdrawn", letter__saved_at__lte=F("ended_at")).exclude(said="")
    return held_back.filter(
        Q(letter__state="draft") | Q(letter__state="ready", letter__ready_by=""), letter__person=person
    ).exists()


def sent_copy(letter: Letter) -> Outgoing:
    """The message as it went out, or is about to."""
    rows = Outgoing.objects.filter(letter=letter, state__in=["waiting", "taken", "unsure"])
    found = rows.order_by("-queued_at", "-id").first()
    if found is None:
        raise NotHere
    return found


def composed(letter: Letter) -> Composed:
    return compose(values(letter))


def own_words(letter: Letter, around: Mapping[str, str]) -> dict[str, str]:
    """What stands round the answers, to be kept: nothing where it is as proposed, so that it goes with the person."""
    plain = compose(replace(values(letter), greeting="", close=""))
    as_proposed = {name for name in ("greeting", "close") if around[name] == getattr(plain, name)}
    return {name: "" if name in as_proposed else text for name, text in around.items()}


def stands(letter: Letter) -> bool:
    """Whether nothing that its form needs is missing: the moment at which one hesitates (GRAT-6)."""
    return is_whole(values(letter))


def may_have_died(letter: Letter) -> bool:
    """Whether the member said that they do not know if they live, and has not looked for this letter since (CAD-5)."""
    return letter.person.life == "unknown" and not (letter.found_out or letter.unsent or letter.kind == FAMILY)


def find_out_first(letter: Letter, today: date) -> bool:
    """
    Whether to find out gently how they are before this letter is written, or goes on its way (CAD-5).

    Where nobody could say, that is asked once a letter; that they lived is an answer for three years.
    """
    if letter.unsent or letter.kind == FAMILY or letter.state not in ("draft", "ready"):
        return False
    if letter.state == "ready" or letter.person.life == Life.UNKNOWN:
        return may_have_died(letter)
    return is_long_silent(letter.person, today)


def is_long_silent(person: Person, today: date) -> bool:
    """Whether nobody knows if they live, or no sign of them is kept for three years (CAD-5)."""
    signs: list[date | None] = [person.life_changed_on]  # said to live: a sign as well
    for more in (_days_heard, _days_of_roles):
        if not kept.find_out_first(person.life, signs, today):
            return False
        signs += more(person, today)
    is_mentored = any(role.role == "mentee" and not role.ends for role in person.roles.all())
    return kept.find_out_first(person.life, signs, today, is_mentored=is_mentored)


def _days_heard(person: Person, today: date) -> list[date | None]:
    heard = Moment.objects.with_person(person).filter(latest__lte=today)
    heard = heard.filter(Q(contact=True) | Q(lane__in=[Lane.THEIRS, Lane.TOGETHER]))
    return [heard.aggregate(last=Max("latest"))["last"]]


def _days_of_roles(person: Person, today: date) -> list[date | None]:
    days = (day for role in person.roles.all() for day in (role.begins, role.ends) if day)
    return [day.earliest for day in days if day.earliest <= today]


def rests(person: Person, today: date) -> bool:
    """Whether nothing here brings them up: they have died, or contact is paused or ended (MENT-9)."""
    return not person.may_suggest(today)
