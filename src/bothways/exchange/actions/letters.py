"""Takes kept letters up onto the streets of people, in small commits that a dead worker's successor goes on with."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from bothways.accounts.models import Member
from bothways.exchange.actions.reading import hold
from bothways.exchange.models import Import, Letters
from bothways.gratitude.actions import loops
from bothways.ground.later import TaskContext, later, next_job, patient, task
from bothways.moments import actions as moments
from bothways.moments.models import MailParty
from bothways.people.models import Address, Person

Row = TypeVar("Row")

SECONDS = 1.5  # of one job
_PEOPLE = 10  # gone through at once
_LETTERS = 2000  # held in memory at once


def people_with_letters(member_id: UUID, after: UUID | None) -> list[Person]:
    """The next who have a mail address that stands on a kept letter, in the order of their ids, from behind `after`."""
    written = MailParty.objects.filter(member=member_id, address=OuterRef("address"))
    theirs = Address.objects.filter(Exists(written), person=OuterRef("pk"))
    people = Person.objects.filter(Exists(theirs), member=member_id).order_by("pk")
    return list((people.filter(pk__gt=after) if after else people)[:_PEOPLE])


def take_up_for(brought: Import, *, until: float) -> bool:
    """The second step of an import; whether everyone's letters are taken up."""
    while people := people_with_letters(brought.member_id, brought.taken_up_to):
        letters = moments.letters_to_take_up(brought.member, people, most=_LETTERS)
        whole = len(letters) < _LETTERS
        for start in range(0, len(letters), moments.CHUNK):
            chunk = letters[start : start + moments.CHUNK]
            if not _count_in(brought, chunk, people if whole else []) or _is_over(until, start, letters):
                return False
            time.sleep(moments.BREATH)
        if whole and not _mark(brought, people[-1].pk):
            return False
        if time.monotonic() > until:
            return False
    return True


@transaction.atomic
def _count_in(brought: Import, letters: Sequence[moments.LetterKept], people: Sequence[Person]) -> bool:
    """
    Some letters with their count, or nothing where the import is no longer being read.

    `people` are those whose letters are all at hand: whoever stands before the last of these is done with.
    """
    hold(brought.member_id)
    reading = Import.objects.filter(pk=brought.pk, state="reading", step="letters")
    if not reading.exists():
        return False
    done = [one.pk for one in people if one.pk < letters[-1].person_id]
    reading.update(
        moments_new=F("moments_new") + moments.take_up(letters), taken_up_to=max(done, default=brought.taken_up_to)
    )
    return True


def _mark(brought: Import, person_id: UUID) -> bool:
    brought.taken_up_to = person_id
    return bool(Import.objects.filter(pk=brought.pk, state="reading").update(taken_up_to=person_id))


def _is_over(until: float, start: int, rows: Sequence[object]) -> bool:
    """Whether the time of this job is over while some of these letters are left; each job does at least one piece."""
    return time.monotonic() > until and start + moments.CHUNK < len(rows)


def go_through_letters(member: Member, *, let_go: bool = False) -> None:
    """Something changed whose letters are whose: everyone is gone through again, in the background."""
    Letters.objects.get_or_create(member=member)
    mine = Letters.objects.filter(member=member)
    mine.update(round=F("round") + 1, up_to=None, busy=True)
    if let_go:
        mine.update(let_go=True)
    later(go_on_through_letters_later, str(member.pk))


def go_on_through_letters(member: Member, *, seconds: float = SECONDS) -> bool:
    """One job of a round; whether there is more to do."""
    until = time.monotonic() + seconds
    letters = Letters.objects.filter(member=member, busy=True).first()
    while letters and (people := people_with_letters(member.pk, letters.up_to)):
        if not _square(letters, member, people, until=until):
            return True
        mine = Letters.objects.filter(pk=member.pk, round=letters.round, up_to=letters.up_to)
        if not mine.update(up_to=people[-1].pk):
            return False  # a newer round has begun, or somebody was quicker; they have a job of their own
        letters.up_to = people[-1].pk
        if time.monotonic() > until:
            return True
    if letters:
        Letters.objects.filter(pk=member.pk, round=letters.round).update(busy=False, let_go=False, up_to=None)
    return False


def _square(letters: Letters, member: Member, people: Sequence[Person], *, until: float) -> bool:
    """Makes the streets of these people say what the kept letters say; whether that was all of them."""
    gone = moments.letters_to_let_go(member, people) if letters.let_go else []
    if not _in_pieces(member, gone, loops.let_letters_go, until=until):
        return False
    found = moments.letters_to_take_up(member, people, most=_LETTERS)
    return _in_pieces(member, found, moments.take_up, until=until) and len(found) < _LETTERS


def _in_pieces(member: Member, rows: Sequence[Row], write: Callable[[Sequence[Row]], object], *, until: float) -> bool:
    """Each piece in a commit of its own, others write between two; whether the time of this job was enough for all."""
    for start in range(0, len(rows), moments.CHUNK):
        with transaction.atomic():
            hold(member.pk)
            write(rows[start : start + moments.CHUNK])
        if _is_over(until, start, rows):
            return False
        time.sleep(moments.BREATH)
    return True


@task(takes_context=True)
@patient
def go_on_through_letters_later(context: TaskContext, member_id: str) -> None:
    member = Member.objects.filter(pk=UUID(member_id)).first()
    if member and go_on_through_letters(member):
        next_job(go_on_through_letters_later, member_id, behind=context)
