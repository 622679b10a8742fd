"""Acts that reach into several rooms, each in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from bothways.formats.days import Day, exactly
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import leaving, loops, opening, writing
from bothways.gratitude.models import Letter, Loop, Telling
from bothways.ground.database import Trouble, give_way, trouble_of, write_through
from bothways.ground.folding import spelled, words_of
from bothways.ground.records import change, change_as_typed, drawn_for, hold, hold_as_read, must_say, new_id, own
from bothways.ground.refusals import Refusal
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Erased, Person
from bothways.people.queries import known_as
from bothways.people.rules import Life, mark_of
from bothways.rhythm import actions as rhythm
from bothways.rhythm.models import Promise
from bothways.street.again import as_it_stands, completed, said_before
from bothways.street.queries import became
from bothways.street.rules import no_promise


class HasNotDied(Refusal):
    status = 409


_TRIES = 8  # to forget somebody of whom others are just writing


class HasDied(Refusal):
    pass


class DiedMeanwhile(Refusal):
    status = 409


class WasErased(Refusal):
    status = 409


class NoPromise(Refusal):
    status = 409


@transaction.atomic
def remember(
    person: Person, *, moment_id: UUID | None = None, lane: str, kind: str, on: Day, today: date, **values: Any
) -> Moment:
    """
    A moment, and where it is help that came to me, its open loop.

    The same id again is the same moment, as it stands now; else KeptAlready. The same words of the same day under a new
    id are the same moment, too; what they say beyond it is added.
    """
    people.hold_as_it_stands(person)
    named: dict[str, Any] = {}
    if moment_id:
        named["id"], had = own(Moment, moment_id, person.member_id)
        if had:
            return as_it_stands(had, {"person": person, "lane": lane, "kind": kind, "on": on, **values})
    had = said_before(Moment.objects.filter(person=person), lane, kind, on, values)
    if had is not None:
        return completed(had, values)
    moment = moments.record(person, lane=lane, kind=kind, on=on, today=today, **named, **values)
    loops.follow(moment)
    return moment


@transaction.atomic
def remember_with(
    member: Member, person: Person | None, *, moment_id: UUID, name: str, role: str = "", today: date, **said: Any
) -> Moment:
    """A moment with somebody kept, or with somebody new who is kept by it, as what they are to the member."""
    hold(member)
    if person is None:
        _, had = own(Moment, moment_id, member.pk)
        if had:
            if role:
                must_say(had.version, {"role": people.role_kept(had.person, role)}, {"role": role})
            is_called_so = known_as(member, name) == had.person
            return as_it_stands(had, {"name": had.person.name if is_called_so else name, **said})
        by_name = Moment.objects.of(member).filter(person__name=name)
        had = said_before(by_name, said["lane"], said["kind"], said["on"], said)
        person = had.person if had else known_as(member, name) or _somebody_new(member, name, role)
    return remember(person, moment_id=moment_id, today=today, **said)


def _somebody_new(member: Member, name: str, role: str) -> Person:
    person = people.keep(member, name=name)
    if role:
        people.say_role(person, role)
    return person


@transaction.atomic
def amend(moment: Moment, *, version: int, lane: str, kind: str, on: Day, today: date, **values: Any) -> None:
    people.hold_as_it_stands(moment.person)
    was = moment.on
    moments.amend(moment, version=version, lane=lane, kind=kind, on=on, today=today, **values)
    loops.follow(moment)
    if moment.contact and str(moment.on) != str(was):
        leaving.given_on(moment, today)


@transaction.atomic
def take_away(moment: Moment, *, at: datetime, read: int | None = None) -> bool:
    """Off the street; what came of it stays. Whether it was a letter, which lies ready again."""
    hold(moment.person)
    hold_as_read(moment, read)
    lies_ready = leaving.not_given_after_all(moment, at)
    _off_the_street(moment)
    return lies_ready


def _off_the_street(moment: Moment) -> None:
    loops.let_news_stay(moment)
    moments.take_away(moment)
    loops.follow_by_hand(moment.person)


_FIRST = 1  # a page of the first minutes that knows no version is of before its row: it may only change what it wrote


@transaction.atomic
def first_person(
    member: Member, *, person_id: UUID, name: str, address_as: str, role: str, version: int = _FIRST
) -> Person:
    """
    Who came to mind (decision 1). The same id twice is the same person: Back and a double click do no harm.

    So is somebody of exactly this name who has a role already: the interview was left and is taken up again.
    """
    hold(member)
    person_id, had = own(Person, person_id, member.pk)
    if had is not None:
        people.rename(had, version=version, name=name, address_as=address_as)
        people.say_role_anew(had, role)
        return had
    known = known_as(member, name)
    if known is not None and address_as:  # a page that did not know of them changes nothing that was chosen since
        read = version if known.address_as else known.version
        people.rename(known, version=read, name=name, address_as=address_as)
    person = known or people.keep_unless_erased(member, person_id, name=name, address_as=address_as)
    people.say_role(person, role)
    return person


@transaction.atomic
def first_deed(
    person: Person, *, moment_id: UUID, kind: str, on: Day, deed: str, today: date, version: int = _FIRST
) -> Moment:
    """What they did (decision 1). The same id again, after Back, says it anew."""
    moment_id, had = own(Moment, moment_id, person.member_id)
    if had is None or had.person_id != person.pk:
        new = new_id() if had else moment_id  # the address of a moment of somebody else whom they keep
        return remember(person, moment_id=new, lane="theirs", kind=kind, on=on, today=today, deed=deed)
    amend(had, version=version, lane="theirs", kind=kind, on=on, today=today, deed=deed)
    return had


def first_words(moment: Moment, words: str, *, version: int = _FIRST) -> None:
    if moment.words != words:
        change_as_typed(moment, version=version, words=words)


@transaction.atomic
def finish_first(
    member: Member, person: Person, moment: Moment, *, life: str, died: Day | None, today: date, at: datetime
) -> Letter:
    """The last question of the first minutes; what was said begins a card, or a letter says it already."""
    writing.say_life(person, life, died=died, today=today, at=at)
    accounts.mark_welcomed(member, at=at)
    said = opening.said_by(member, [moment])
    return said or writing.start(member, person, moments=[moment], form="card", at=at)


@transaction.atomic
def remember_on(person: Person, *, month: int, day: int, word: str) -> None:
    """A day of the year to remember someone on who has died."""
    _must_have_died(person)
    people.remember_on(person, month=month, day=day, word=word)


@transaction.atomic
def keep_memory(person: Person, *, moment_id: UUID, today: date, **said: Any) -> Moment:
    """Of someone who has died: a visit, a day, what was passed on."""
    _must_have_died(person)
    return remember(person, moment_id=moment_id, lane="mine", today=today, **said)


def _must_have_died(person: Person) -> None:
    hold(person)
    if person.life != Life.DIED:
        message = _("{name} has not died: that was taken back since this page was opened. Nothing was kept.")
        raise HasNotDied(message.format(name=person.name))


@transaction.atomic
def whoever_mourns(person: Person, name: str, person_id: UUID) -> Person:
    """
    To whom a letter to the family goes: somebody living of this name who is kept already, else somebody new.

    Peña and Pena are two families. But nobody mourns themselves, however their name is typed. The same id again is the
    same person, as they stand now; else KeptAlready.
    """
    hold(person.member)
    person_id, had = own(Person, person_id, person.member_id)
    if had:
        must_say(had.version, {"to": had.name}, {"to": name})
    alike = [one for one in Person.objects.of(person.member).order_by("id") if spelled(one.name) == spelled(name)]
    living = next((one for one in alike if one.life != Life.DIED), None)
    dead = person if words_of(name) == words_of(person.name) else None if living else next(iter(alike), None)
    if dead:
        raise HasDied(_("{name} has died. Write the name of somebody who mourns them.").format(name=dead.name))
    return living or people.keep_unless_erased(person.member, person_id, name=name, language=person.language)


@transaction.atomic
def keep_person(
    member: Member, *, person_id: UUID, values: Mapping[str, Any], addresses: list[str], phones: list[str],
    roles: Iterable[Mapping[str, Any]] = (),
) -> tuple[Person, bool]:  # fmt: skip
    """Somebody with all that is known of them, and whether they are new: the same id again is the same person."""
    hold(member)
    person_id, had = own(Person, person_id, member.pk)
    if had is not None:
        return had, False
    ids = (person_id, drawn_for(member.pk, person_id))  # of both: whoever else had it may be gone since
    if Erased.objects.filter(pk__in=[mark_of(member.pk, one) for one in ids]).exists():
        message = _("Whoever had this id was taken away for good. Under another id they can be kept anew.")
        raise WasErased(message)
    person = people.keep(member, id=person_id, addresses=addresses, phones=phones, **values)
    for role in roles:
        people.say_role(person, **role)
    if addresses:
        moments.take_up_mail(member, person)
    return person, True


@transaction.atomic
def amend_person(
    person: Person, *, version: int, values: Mapping[str, Any], addresses: list[str], phones: list[str], today: date,
    at: datetime,
) -> bool:  # fmt: skip
    """
    A person's own fields. With a mail address that comes or goes, its letters come onto the street, or go.

    Says whether a letter was leaving that is not to be sent any more, as they asked.
    """
    had = set(person.addresses.values_list("address", flat=True))
    people.amend(person, version=version, values=values, addresses=addresses, phones=phones)
    if had != set(addresses):
        gone = moments.letters_to_let_go(person.member, [person])
        for start in range(0, len(gone), moments.CHUNK):
            loops.let_letters_go(gone[start : start + moments.CHUNK])
        moments.take_up_mail(person.member, person)
    return writing.follow(person, today=today, at=at)


@transaction.atomic
def say_wish(person: Person, every_days: int | None) -> None:
    if _has_died(person):
        message = _("{name} has died: that was said since this page was opened. Nothing was kept.")
        raise DiedMeanwhile(message.format(name=person.name))
    rhythm.wish(person, every_days)


def _has_died(person: Person) -> bool:
    """As it stands now; nobody says otherwise before this transaction ends."""
    hold(person)
    return Person.objects.filter(pk=person.pk, life=Life.DIED).exists()


@transaction.atomic
def forget_notes(person: Person) -> None:
    """What the member noted for themselves, here and on moments (MENT-9); what happened stays."""
    change(person, note="")
    moments.forget_notes(person)
    transaction.on_commit(write_through, robust=True)


@transaction.atomic
def make_promise(person: Person, *, promise_id: UUID, **said: Any) -> Promise:
    """Not where one of the two has died, or contact has ended."""
    hold(person)
    person.refresh_from_db(fields=["life", "contact"])
    if why_not := no_promise(person.name, person.life, person.contact):
        raise NoPromise(why_not)
    return rhythm.promise(person, promise_id=promise_id, **said)


@transaction.atomic
def keep_promise(promise: Promise, *, today: date) -> None:
    """
    It was kept, and stands on the street: something I did for them, or help of theirs that wants thanks.

    After a death nothing is owed, and nothing new stands on the street.
    """
    person = promise.person
    has_died = _has_died(person)
    kept = rhythm.settle(promise, "kept", on=today)
    if kept is None or became(kept):  # what was taken off the street since does not come back by a second press
        return
    if has_died:
        message = _(
            "{name} has died, and nothing is owed. You can release it. If it was kept while they lived, add it as a "
            "moment of that day."
        )
        raise DiedMeanwhile(message.format(name=person.name))
    moment = moments.record(
        person, lane=kept.lane, kind="helped", on=exactly(today), today=today, deed=kept.what, source="promise",
        source_key=str(kept.pk),
    )  # fmt: skip
    loops.follow(moment)


@transaction.atomic
def open_promise_again(promise: Promise) -> bool:
    """As if it had not been settled. Whether what stands on the street stays: it goes, unless more came of it since."""
    hold(promise.person)
    rhythm.open_again(promise)
    moment = became(promise)
    if moment is None:
        return False
    stays = _led_further(moment)
    if not stays:
        _off_the_street(moment)
    return stays


def _led_further(moment: Moment) -> bool:
    """Whether it was put into other words, thanked for (a draft keeps its words), or led to news."""
    open_still = Q(thanked_on=None, let_go="") & (Q(thanked_by=None) | Q(thanked_by__state="draft"))
    thanked = Loop.objects.filter(moment=moment).exclude(open_still).exists()
    return moment.version > 1 or thanked or Telling.objects.filter(moment=moment).exists()


def forget(person: Person) -> None:
    """
    The person, and all that was kept of them here: also the mails that nobody else is on.

    A letter to their family stays with whom it is written to, and names the person only in its words.

    Where something is written of them at that very moment, it goes too: they are forgotten once that stands.
    """
    for again in range(_TRIES):
        try:
            _forget(person.pk)
        except (IntegrityError, OperationalError) as problem:
            if again == _TRIES - 1 or not (
                isinstance(problem, IntegrityError) or trouble_of(problem) is Trouble.LOCKED
            ):
                raise
        else:
            break
    transaction.on_commit(write_through, robust=True)


@transaction.atomic
def _forget(person_id: UUID) -> None:
    give_way()
    held = Person.objects.select_for_update(of=("self",), no_key=False)  # whoever points at them waits: they go
    person = held.select_related("member").filter(pk=person_id).first()
    if person is None:
        return
    member, addresses = person.member, list(person.addresses.values_list("address", flat=True))
    writing.forget_what_is_put_by(person)
    person.delete()
    moments.forget_mail(member, addresses)
    Erased.objects.get_or_create(pk=mark_of(member.pk, person_id))


def erase_again(marks: Iterable[UUID]) -> int:
    """
    In a house that comes from a backup of before they were erased; says how many were there.

    Every mark is kept, also of whom that backup knows nothing: the next one that is put back may.
    """
    gone = set(marks)
    Erased.objects.bulk_create([Erased(pk=mark) for mark in gone], ignore_conflicts=True)
    kept = Person.objects.values_list("member_id", "pk").iterator() if gone else ()
    there = [person_id for whose, person_id in kept if mark_of(whose, person_id) in gone]
    for person_id in there:
        forget(Person(pk=person_id))
    return len(there)
