"""Writes: a stated wish, or none; and promises."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from bothways.formats.days import Day, Precision, spoken
from bothways.formats.language import gettext as _
from bothways.ground.records import change, change_as_typed, hold, must_say, own
from bothways.ground.refusals import ChangedMeanwhile, Refusal, TakenAway
from bothways.people.models import Person
from bothways.rhythm.models import Promise, Rhythm


class NotADay(Refusal):
    pass


class SettledMeanwhile(Refusal):
    status = 409


def wish(person: Person, every_days: int | None) -> None:
    """How often they would like to hear from each other; None: as the phase of the relation has it."""
    if every_days is None:
        Rhythm.objects.filter(pk=person.pk).delete()
        return
    Rhythm.objects.update_or_create(person=person, defaults={"member_id": person.member_id, "every_days": every_days})


@transaction.atomic
def promise(person: Person, *, promise_id: UUID, lane: str, what: str, on: Day | None) -> Promise:
    """
    A promise, with a day or none. The same id again is the same promise, as it stands now; else KeptAlready. So is an
    open one of the same words, after Back.
    """
    hold(person)
    promise_id, had = own(Promise, promise_id, person.member_id)
    said = {"person": person, "lane": lane, "what": what, **_when(on)}
    if had:
        stands = {"person": had.person, "lane": had.lane, "what": had.what, "on": had.on}
        must_say(had.version, stands, {"person": person, "lane": lane, "what": what, "on": on or had.on})
        return had
    had = Promise.objects.filter(state="open", **said).first()
    return had or Promise.objects.create(id=promise_id, member_id=person.member_id, **said)


def amend(promise: Promise, *, version: int, lane: str, what: str, on: Day | None) -> None:
    """Put right, or for another day, while it is open."""
    if promise.state != "open":
        raise SettledMeanwhile(_settled(promise))
    try:
        change_as_typed(promise, version=version, lane=lane, what=what, **_when(on))
    except ChangedMeanwhile as problem:
        now = Promise.objects.get(pk=promise.pk)
        if now.state != "open":
            raise SettledMeanwhile(_settled(now)) from None
        if problem.kept.keys() & {"earliest", "latest", "precision"}:
            problem.kept["on"] = spoken(now.on) if now.on else _("no day")
        raise


def _when(on: Day | None) -> dict[str, Any]:
    if on is None:
        return {"earliest": None, "latest": None, "precision": ""}
    if on.precision is Precision.YEARLESS:
        message = _("Write the year too, or no day at all.")
        raise NotADay(message)
    return {"earliest": on.earliest, "latest": on.latest, "precision": on.precision.value}


@transaction.atomic
def settle(promise: Promise, state: str, *, on: date) -> Promise | None:
    """Kept, or released without a reason: as it stands now. Again changes nothing, and gives nothing."""
    now = _held(promise)
    if now.state == state:
        return None
    if now.state != "open":
        raise SettledMeanwhile(_settled(now))
    change(now, state=state, settled_on=on)
    return now


@transaction.atomic
def open_again(promise: Promise) -> None:
    now = _held(promise)
    if now.state != "open":
        change(now, state="open", settled_on=None)


def _held(promise: Promise) -> Promise:
    """As it stands now; nobody else settles it before this transaction ends."""
    now = Promise.objects.select_for_update(no_key=True).filter(pk=promise.pk).first()
    if now is None:
        raise TakenAway
    return now


def _settled(promise: Promise) -> str:
    if promise.state == "kept":
        return _("This promise is kept already, so nothing was changed. Open it again on its page if it still stands.")
    return _("This promise was released already, so nothing was changed. Open it again on its page if it still stands.")
