"""Writes: keep a person, say what they were, set down a chapter of life."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from bothways.accounts.models import Member
from bothways.formats.days import Day
from bothways.formats.language import gettext as _
from bothways.ground.folding import fold
from bothways.ground.records import change, change_as_typed, hold, hold_as_read, must_say, new_id, own
from bothways.ground.refusals import ChangedMeanwhile, Refusal
from bothways.ground.writing import LONGEST_LINE
from bothways.people.models import IN_ORDER, Address, Chapter, Erased, Person, Phone, RememberedDay, Role, Said
from bothways.people.queries import known_as, last_said
from bothways.people.rules import Contact, Life, days_of_role, mark_of


class TwoDaysAtMost(Refusal):
    pass


class NoRoomForBoth(Refusal):
    status = 422


@transaction.atomic
def keep(
    member: Member, *, name: str, addresses: Iterable[str] = (), phones: Iterable[str] = (), **values: Any
) -> Person:
    """
    A new person in the member's keeping, written to in the member's language until something else is said.

    Addresses are normalised already.
    """
    values = {"language": member.language, **values}
    person = Person.objects.create(member=member, name=name, folded=fold(name)[:300], **values)
    if "id" in values:
        Erased.objects.let_back(person.member_id, [person.pk])
    _add(person, addresses, phones, import_id=values.get("import_id"))
    return person


@transaction.atomic
def reach_at(person: Person, addresses: Iterable[str] = (), phones: Iterable[str] = ()) -> int:
    """
    Adds the mail addresses and telephone numbers that the person does not have yet; says how many.

    A page that did not know of them would take them away again, with the mails that came by them: it is of before.
    """
    added = _add(person, addresses, phones)
    if added:
        Person.objects.filter(pk=person.pk).update(version=F("version") + 1)
        person.version += 1
    return added


def _add(person: Person, addresses: Iterable[str], phones: Iterable[str], *, import_id: UUID | None = None) -> int:
    owner: dict[str, Any] = {"member_id": person.member_id, "person": person, "import_id": import_id}
    mails = _fresh(addresses, dict(person.addresses.values_list("address", "place")))
    numbers = _fresh(phones, dict(person.phones.values_list("number", "place")))
    fresh_mails = [Address(address=one, place=place, **owner) for place, one in mails]
    fresh_numbers = [Phone(number=one, place=place, **owner) for place, one in numbers]
    Address.objects.bulk_create(fresh_mails, ignore_conflicts=True)
    Phone.objects.bulk_create(fresh_numbers, ignore_conflicts=True)
    return len(fresh_mails) + len(fresh_numbers)


def _fresh(said: Iterable[str], had: Mapping[str, int]) -> Iterable[tuple[int, str]]:
    """What is not there yet, each with its place behind what is."""
    new = [one for one in dict.fromkeys(said) if one and one not in had]
    return enumerate(new, max(had.values(), default=-1) + 1)


def _addresses_of(person: Person) -> Iterable[str]:
    return person.addresses.order_by(*IN_ORDER).values_list("address", flat=True)


def _numbers_of(person: Person) -> Iterable[str]:
    return person.phones.order_by(*IN_ORDER).values_list("number", flat=True)


def _reached_elsewhere(person: Person, mails: Iterable[str], numbers: Iterable[str]) -> dict[str, str]:
    """Which of the two lists another window left different, also in order, and how it stands there."""
    stands = {"emails": list(_addresses_of(person)), "phones": list(_numbers_of(person))}
    typed = {"emails": list(dict.fromkeys(mails)), "phones": list(dict.fromkeys(numbers))}
    return {name: ", ".join(stands[name]) for name in stands if stands[name] != typed[name]}


@transaction.atomic
def amend(
    person: Person, *, version: int, values: Mapping[str, Any], addresses: Iterable[str], phones: Iterable[str]
) -> None:
    """Saves a person's own fields as one page typed them; addresses and numbers become exactly these."""
    named = {"folded": fold(values["name"])[:300]} if "name" in values else {}
    mails, numbers = list(addresses), list(phones)
    try:
        is_new = change_as_typed(person, version=version, **values, **named)
    except ChangedMeanwhile as problem:
        problem.kept |= _reached_elsewhere(person, mails, numbers)
        raise
    if not is_new:
        if elsewhere := _reached_elsewhere(person, mails, numbers):
            raise ChangedMeanwhile(person.version, elsewhere)
        return
    _begin_anew_where_moved(person.addresses, "address", mails)
    _begin_anew_where_moved(person.phones, "number", numbers)
    _add(person, mails, numbers)


def _begin_anew_where_moved(rows: Any, name: str, typed: Sequence[str]) -> None:
    """What is not in the list goes; all of it, where the list has another order: the first is written to first."""
    rows.exclude(**{f"{name}__in": typed}).delete()
    stands = list(rows.order_by(*IN_ORDER).values_list(name, flat=True))
    if stands != list(dict.fromkeys(typed))[: len(stands)]:
        rows.all().delete()


def rename(person: Person, *, name: str, address_as: str, version: int | None = None) -> None:
    read = person.version if version is None else version
    change_as_typed(person, version=read, name=name, folded=fold(name)[:300], address_as=address_as)


@transaction.atomic
def say_role(
    person: Person, role: str, *, chapter: Chapter | None = None, begins: Day | None = None, ends: Day | None = None,
    role_id: UUID | None = None,
) -> Role:  # fmt: skip
    """
    What they were to each other (MENT-2). The same role in the same chapter is said once.

    The same id again is the same role, as it stands now; else KeptAlready.
    """
    hold(person)
    said = {"role": role, "chapter": chapter, "begins": begins, "ends": ends}
    role_id, had = own(Role, role_id or new_id(), person.member_id)
    if had:
        must_say(had.version, {"person": had.person, **_stands(had, said)}, {"person": person, **said})
        return had
    had = person.roles.filter(**said).first()
    return had or Role.objects.create(id=role_id, member_id=person.member_id, person=person, **said)


def say_role_anew(person: Person, role: str) -> None:
    """The one that was said first, after Back; not where it was said better since."""
    said = list(person.roles.all())
    if [one.version for one in said] == [1] and said[0].role != role:
        change_role(said[0], version=1, values={"role": role})


def _stands(row: Role | Chapter, said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in said}


def change_role(role: Role, *, version: int, values: Mapping[str, Any]) -> None:
    """Said better, or ended: values are role, chapter, begins, ends."""
    change_as_typed(role, version=version, **values)


@transaction.atomic
def take_back_role(role: Role, *, read: int | None = None) -> None:
    hold_as_read(role, read)
    role.delete()


@transaction.atomic
def begin_chapter(
    member: Member, *, name: str, kind: str = "", place: str = "", begins: Day | None = None, ends: Day | None = None,
    chapter_id: UUID | None = None,
) -> Chapter:  # fmt: skip
    """
    A chapter of life. The same twice is one; two universities are two.

    The same id again is the same chapter, as it stands now; else KeptAlready.
    """
    hold(member)
    said = {"name": name, "kind": kind, "place": place, "begins": begins, "ends": ends}
    chapter_id, had = own(Chapter, chapter_id or new_id(), member.pk)
    if had:
        must_say(had.version, _stands(had, said), said)
        return had
    had = Chapter.objects.of(member).filter(**said).first()
    return had or Chapter.objects.create(id=chapter_id, member=member, **said)


def change_chapter(chapter: Chapter, *, version: int, values: Mapping[str, Any]) -> None:
    change_as_typed(chapter, version=version, **values)


@transaction.atomic
def take_out_chapter(chapter: Chapter) -> None:
    """The people in it stay, with their roles; only the chapter goes. What was said without it, too, is said once."""
    for role in chapter.roles.all():
        had = Role.objects.filter(person=role.person_id, role=role.role, begins=role.begins, ends=role.ends)
        if had.filter(chapter=None).exists():
            role.delete()
    chapter.delete()


@transaction.atomic
def say_life(person: Person, life: str, *, died: Day | None = None, today: date) -> None:
    """Whether they live: living, unknown or died (decision 14). Saying again that they live counts from that day."""
    hold_as_it_stands(person)
    kept = died if life == Life.DIED else None
    is_news = (person.life, person.died) != (life, kept)
    if is_news:
        _keep_before(person, life, was=person.life, was_died=person.died, was_on=person.life_changed_on)
    if is_news or life == Life.LIVING:
        change(person, life=life, died=kept, life_changed_on=today)


@transaction.atomic
def say_contact(person: Person, contact: str, *, until: date | None = None) -> None:
    """Whether prompts may speak of them: open, paused (until) or ended (MENT-9). No reason is asked."""
    hold_as_it_stands(person)
    kept = until if contact == Contact.PAUSED else None
    if (person.contact, person.paused_until) != (contact, kept):
        _keep_before(person, contact, was=person.contact, was_on=person.paused_until)
        change(person, contact=contact, paused_until=kept)


def hold_as_it_stands(person: Person) -> None:
    """In whatever window it was last said: the same again is then the same, and what was said before can come back."""
    hold(person)
    person.refresh_from_db(fields=["version", "life", "died", "life_changed_on", "contact", "paused_until"])


def _keep_before(person: Person, word: str, **was: Any) -> None:
    Said.objects.create(person=person, word=word, **was)


@transaction.atomic
def undo(person: Person, said_id: UUID) -> bool:
    """
    Takes back what was said last of life or contact; whether it did. All else that changed since stays.

    Undone twice, or where something else was said since, it changes nothing.
    """
    hold_as_it_stands(person)
    said = last_said(person)
    if said is None or said.pk != said_id:
        return False
    said.delete()
    before: dict[str, Any]
    if said.word in set(Life):
        stands, before = person.life, {"life": said.was, "died": said.was_died, "life_changed_on": said.was_on}
    else:
        stands, before = person.contact, {"contact": said.was, "paused_until": said.was_on}
    if stands != said.word:
        return False
    change(person, **before)
    return True


@transaction.atomic
def remember_on(person: Person, *, month: int, day: int, word: str = "") -> RememberedDay:
    """A day of the year to remember someone on; two at most (CAD-9, domain section 5)."""
    hold(person)
    had = person.remembered_days.filter(month=month, day=day).first()
    if had is not None:
        stands = had.word.split("; ")
        if fresh := [one for one in word.split("; ") if one and one not in stands]:  # two things on one day
            both = "; ".join(filter(None, (had.word, *fresh)))
            if len(both) > LONGEST_LINE:
                says = _(
                    "With what stands there for that day it is too long: {most} letters at most for both. "
                    "Write it shorter."
                )
                raise NoRoomForBoth(says.format(most=LONGEST_LINE))
            had.word = both
            had.save(update_fields=["word"])
        return had
    if person.remembered_days.count() >= 2:
        raise TwoDaysAtMost(_("Two days a year are kept for remembering someone. Take one away to choose another."))
    return RememberedDay.objects.create(person=person, month=month, day=day, word=word)


@transaction.atomic
def keep_known(
    member: Member, *, name: str, role: str, chapter: Chapter | None = None, person_id: UUID | None = None
) -> Person:
    """
    Somebody by name, with what they are.

    Who is already known by that name is the same person: on a double click, or as a mentor in a second chapter. The
    same id again is the same person, as they stand now; else KeptAlready.
    """
    hold(member)
    person_id, had = own(Person, person_id or new_id(), member.pk)
    if had:
        must_say(had.version, {"name": had.name, "role": role_kept(had, role)}, {"name": name, "role": role})
        return had
    person = known_as(member, name) or keep_unless_erased(member, person_id, name=name)
    begins, ends = days_of_role(chapter.begins, chapter.ends) if chapter else (None, None)
    say_role(person, role, chapter=chapter, begins=begins, ends=ends)
    return person


def role_kept(person: Person, role: str) -> str:
    """The role that is asked for, where it is among those that stand; else the first of them."""
    kept = list(person.roles.order_by("pk").values_list("role", flat=True))
    return role if role in kept else next(iter(kept), "")


def keep_unless_erased(member: Member, person_id: UUID, **values: Any) -> Person:
    """Under that id, but where whoever had it was taken away for good: by a backup, all of them would come back."""
    was_erased = Erased.objects.filter(pk=mark_of(member.pk, person_id)).exists()
    return keep(member, id=new_id() if was_erased else person_id, **values)


def mark_asked(chapter: Chapter, *, at: datetime) -> None:
    Chapter.objects.filter(pk=chapter.pk).update(asked_at=at)
