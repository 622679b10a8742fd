"""Writes on the timeline. Each rebuilds the state row of its person in the same transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision
from bothways.formats.language import gettext as _
from bothways.ground.clock import there
from bothways.ground.finding import sought
from bothways.ground.pouring import pour_values
from bothways.ground.records import change, change_as_typed, name_the_day, new_id
from bothways.ground.refusals import ChangedMeanwhile, Refusal
from bothways.moments import queries
from bothways.moments.models import Mail, MailParty, Moment, State
from bothways.moments.rules import KINDS, Lane, is_contact
from bothways.people.models import Address, Person
from bothways.people.rules import Life

CHUNK = 100  # rows a commit while others wait to write (quality, pitfall 6)
BREATH = 0.002  # seconds between two such commits


class KindDoesNotFit(Refusal):
    pass


class StillToCome(Refusal):
    pass


class AfterTheirDeath(Refusal):
    pass


def _checked(person: Person, lane: str, kind: str, on: Day, today: date, source: str) -> dict[str, Any]:
    known = KINDS.get(kind)
    if known is None or lane not in known.lanes:
        message = _("Choose which way it went and what it was: these two do not go together.")
        raise KindDoesNotFit(message)
    if on.precision is Precision.YEARLESS:
        message = _("A moment needs at least its year.")
        raise StillToCome(message)
    if on.earliest > today and not known.planned:
        message = _("That day is still to come. Choose a day that has been, or say that it is planned.")
        raise StillToCome(message)
    # what I wrote may have been on its way when they died; what is typed was done by then
    if (lane != Lane.MINE or source == "typed") and is_contact(kind):
        not_after_death(person, on)
    # what happened "in this year" happened by today
    latest = min(on.latest, today) if on.earliest <= today and not known.planned else on.latest
    return {
        "lane": lane, "kind": kind, "earliest": on.earliest, "latest": latest, "precision": on.precision.value,
        "contact": is_contact(kind),
    }  # fmt: skip


def not_after_death(person: Person, on: Day) -> None:
    """Nobody who has died met, wrote, or was reached afterwards."""
    if _is_after_death(person, on):
        message = _("They had died by that day. Choose another day, or say on the page about them when they died.")
        raise AfterTheirDeath(message)


def _is_after_death(person: Person, on: Day) -> bool:
    """Where nobody wrote when they died, it was by the day on which that was said here."""
    if person.life != Life.DIED:
        return False
    last = person.died.latest if person.died and person.died.year is not None else person.life_changed_on
    return last is not None and on.earliest > last


@transaction.atomic
def record(
    person: Person, *, lane: str, kind: str, on: Day, today: date, source: str = "typed", **values: Any
) -> Moment:
    """One moment on the line. `values`: deed, words, cost, effect, note, minutes, source_key, import_id, id."""
    said = _checked(person, lane, kind, on, today, source)
    moment = Moment.objects.create(member_id=person.member_id, person=person, source=source, **said, **values)
    rebuild([person.pk])
    return moment


@transaction.atomic
def amend(moment: Moment, *, version: int, lane: str, kind: str, on: Day, today: date, **values: Any) -> None:
    try:
        change_as_typed(
            moment, version=version, **_checked(moment.person, lane, kind, on, today, moment.source), **values
        )
    except ChangedMeanwhile as problem:
        name_the_day(problem, Moment.objects.get(pk=moment.pk).on)
        raise
    rebuild([moment.person_id])


@transaction.atomic
def add_words(moment: Moment, **values: str) -> None:
    """Fills what the moment did not say yet (cost, effect, words); what it says already stays as it is."""
    fresh: dict[str, Any] = {name: text for name, text in values.items() if text and not getattr(moment, name)}
    if fresh:
        change(moment, **fresh)


def forget_notes(person: Person) -> None:
    """The notes on what was typed in; that of a letter is its subject."""
    noted = Moment.objects.with_person(person).exclude(source="mail").exclude(note="")
    noted.update(note="", version=F("version") + 1)


@transaction.atomic
def take_away(moment: Moment) -> None:
    """
    Off the street. A letter of a mailbox does not come back when letters are gone through, or brought in again.

    Where somebody else has the same address, it stays on their street: as the member's own, of a later version, since
    nothing else says any more that it is theirs.
    """
    person_id = moment.person_id
    if moment.source == "mail":
        theirs = Address.objects.filter(person=person_id).values("address")
        letter = MailParty.objects.filter(member=moment.member_id, mail__message_id=moment.source_key)
        letter.filter(address__in=theirs).delete()
        sharing = Address.objects.filter(member=moment.member_id, address__in=theirs).values("person")
        alike = Moment.objects.filter(person__in=sharing, source="mail", source_key=moment.source_key)
        alike.exclude(pk=moment.pk).update(version=F("version") + 1)
    moment.delete()
    rebuild([person_id])


@transaction.atomic
def rebuild(person_ids: Sequence[UUID]) -> None:
    """
    Writes what the moments of these people say into their state rows.

    It reads anew and never counts up, so that edits, deletions and back-dated moments need no special case. The row
    is locked first: on PostgreSQL two writers would otherwise each miss what the other wrote.
    """
    new = set(person_ids) - _hold_states(person_ids)
    if new:
        people = Person.objects.filter(pk__in=new).only("pk", "member_id")
        State.objects.bulk_create([State(person=one, member_id=one.member_id) for one in people], ignore_conflicts=True)
        _hold_states(new)
    for person_id, state in queries.states_of(person_ids).items():
        State.objects.filter(pk=person_id).update(**state)


def _hold_states(person_ids: Collection[UUID]) -> set[UUID]:
    """
    Before moments of theirs come or go, and in the order of their ids: so no two writers wait for each other.

    Says of whom there is a state.
    """
    held = State.objects.select_for_update(no_key=True).filter(person__in=person_ids).order_by("pk")
    return set(held.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class LetterKept:
    """A kept mail as it will stand on a street: its values only, since making a model takes longer than saving it."""

    member_id: UUID
    person_id: UUID
    lane: Lane
    on: date
    subject: str
    source_key: str
    import_id: UUID | None


def letters_to_take_up(member: Member, people: Sequence[Person], *, most: int | None = None) -> list[LetterKept]:
    """
    The kept mails that belong on the streets of these people and are not there yet, person by person, the oldest first.

    Directly, as decision 11 has it: one of my own addresses is the sender, or among the recipients of their mail.
    `most`: about as many are enough for now; fewer than that are all there are.
    """
    whose = _addresses_of(member, people)
    sides = _sides(member, whose).order_by("mail__sent_at", "id").values_list(*_SIDE)
    seen = set(Moment.objects.filter(person__in=people, source="mail").values_list("person", "source_key"))
    found: list[LetterKept] = []
    for address, wrote, key, *rest in sides.iterator():
        for person_id in whose[address]:
            if (person_id, key) not in seen:
                seen.add((person_id, key))
                found.append(_kept(member, person_id, wrote, key, *rest))
        if most and len(found) >= most:
            break
    return sorted(found, key=lambda one: one.person_id)


def newest_letters(member: Member, people: Sequence[Person]) -> list[LetterKept]:
    """The newest letter each way with each of these: enough to know the last contact."""
    whose = _addresses_of(member, people)
    sides = _sides(member, whose).order_by()
    last = {
        (address, wrote): at
        for address, wrote, at in sides.values_list("address", "wrote").annotate(at=Max("mail__sent_at"))
    }
    then = sides.filter(mail__sent_at__in=set(last.values())).values_list(*_SIDE)
    found = {
        (person_id, key): _kept(member, person_id, wrote, key, at, subject, brought)
        for address, wrote, key, at, subject, brought in then
        if at == last[address, wrote]
        for person_id in whose[address]
    }
    return sorted(found.values(), key=lambda one: one.person_id)


_SIDE = ("address", "wrote", "mail__message_id", "mail__sent_at", "mail__subject", "mail__import_id")


def _addresses_of(member: Member, people: Sequence[Person]) -> dict[str, list[UUID]]:
    """Whose each of their addresses is; one of the member's own tells nothing."""
    own = member.own_addresses.values("address")
    held = Address.objects.filter(person__in=people).exclude(address__in=own).values_list("address", "person")
    whose: dict[str, list[UUID]] = {}
    for address, person_id in held:
        whose.setdefault(address, []).append(person_id)
    return whose


def _sides(member: Member, addresses: Iterable[str]) -> QuerySet[MailParty]:
    """Where these addresses stand on kept mails between them and the member."""
    own = member.own_addresses.values("address")
    mine = MailParty.objects.filter(mail=OuterRef("mail"), address__in=own).exclude(wrote=OuterRef("wrote"))
    return MailParty.objects.filter(Exists(mine), member=member, address__in=list(addresses))


def _kept(
    member: Member, person_id: UUID, wrote: bool, key: str, at: datetime, subject: str, brought: UUID | None
) -> LetterKept:
    on = there(member.timezone, at).date()  # it was sent in the past: so this is never after the member's today
    return LetterKept(member.pk, person_id, Lane.THEIRS if wrote else Lane.MINE, on, subject, key, brought)


@transaction.atomic
def take_up(letters: Sequence[LetterKept]) -> int:
    """Saves what `letters_to_take_up` found, at most a hundred in one go; says how many were not on a street yet."""
    people = sorted({one.person_id for one in letters})
    _hold_states(people)
    keys = {one.source_key for one in letters}
    there = Moment.objects.filter(person__in=people, source="mail", source_key__in=keys)
    had = set(there.values_list("person", "source_key"))
    fresh = [one for one in letters if (one.person_id, one.source_key) not in had]
    pour_values(Moment, (*_OF_A_LETTER, *_ALIKE), map(_values, fresh), ignore_conflicts=True)
    rebuild(sorted({one.person_id for one in fresh}))
    return len(fresh)


_OF_A_LETTER = (
    "id", "member_id", "person_id", "lane", "earliest", "latest", "note", "sought", "source_key", "import_id",
)  # fmt: skip
_ALIKE = {
    "kind": "wrote", "contact": is_contact("wrote"), "source": "mail", "precision": Precision.DAY.value,
    "deed": "", "words": "", "cost": "", "effect": "", "version": 1,
}  # fmt: skip


def _values(one: LetterKept) -> tuple[Any, ...]:
    """In the order of `_OF_A_LETTER` and `_ALIKE`."""
    return (
        new_id(), one.member_id, one.person_id, one.lane.value, one.on, one.on, one.subject,
        sought(one.subject), one.source_key, one.import_id, *_ALIKE.values(),
    )  # fmt: skip


def forget_mail(member: Member, addresses: Iterable[str]) -> None:
    """Kept mail with addresses that nobody has any more: they go from it, and it goes where only the member is left."""
    held = Address.objects.filter(member=member).values("address")
    gone = MailParty.objects.filter(member=member, address__in=list(addresses)).exclude(address__in=held)
    touched = list(gone.values_list("mail", flat=True).distinct())
    gone.delete()
    own = member.own_addresses.values("address")
    for start in range(0, len(touched), CHUNK):
        mails = Mail.objects.filter(pk__in=touched[start : start + CHUNK])
        mails.exclude(Exists(MailParty.objects.filter(mail=OuterRef("pk")).exclude(address__in=own))).delete()


def take_up_mail(member: Member, person: Person) -> int:
    """Makes moments of the kept mails with this person; says how many are new. Again changes nothing."""
    letters = letters_to_take_up(member, [person])
    return sum(take_up(letters[start : start + CHUNK]) for start in range(0, len(letters), CHUNK))


def letters_to_let_go(member: Member, people: Sequence[Person]) -> list[UUID]:
    """
    Moments on these streets that were there only by a mail address that is not theirs, or not mine, any more.

    A letter to which the member has added words of their own, or which they took off the street of another who has the
    same address (a later version), stays. What still belongs there is read
    from these people's addresses, as when letters are taken up: to ask of each moment whether it does takes seconds.
    """
    whose = _addresses_of(member, people)
    sides = _sides(member, whose).order_by().values_list("address", "mail__message_id")
    still = {(person_id, key) for address, key in sides.iterator() for person_id in whose[address]}
    there = Moment.objects.filter(person__in=people, source="mail", version=1).order_by("person", "id")
    rows = there.values_list("pk", "person", "source_key")
    return [moment_id for moment_id, person_id, key in rows.iterator() if (person_id, key) not in still]


@transaction.atomic
def let_go(moment_ids: Sequence[UUID]) -> None:
    """Takes off the streets what `letters_to_let_go` found, at most a hundred in one go."""
    gone = Moment.objects.filter(pk__in=moment_ids, source="mail", version=1)
    people = sorted(set(gone.values_list("person", flat=True)))
    _hold_states(people)
    gone.delete()
    rebuild(people)
