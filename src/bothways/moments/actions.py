"""Writes on the timeline. Each rebuilds the state row of its person in the same transaction."""

import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Subquery

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision, exactly
from bothways.ground.records import change
from bothways.ground.refusals import Refusal
from bothways.moments import queries
from bothways.moments.models import MailParty, Moment, State
from bothways.moments.rules import KINDS, Lane, is_contact
from bothways.people.models import Person

CHUNK = 100  # rows a commit while others wait to write (quality, pitfall 6)
BREATH = 0.002  # seconds between two such commits


class KindDoesNotFit(Refusal):
    pass


class StillToCome(Refusal):
    pass


def _checked(lane: str, kind: str, on: Day, today: date) -> dict[str, Any]:
    known = KINDS.get(kind)
    if known is None or lane not in known.lanes:
        message = "Choose which way it went and what it was: these two do not go together."
        raise KindDoesNotFit(message)
    if on.precision is Precision.YEARLESS:
        message = "A moment needs at least its year."
        raise StillToCome(message)
    if on.earliest > today and not known.planned:
        message = "That day is still to come. Choose a day that has been, or say that it is planned."
        raise StillToCome(message)
    # what happened "in this year" happened by today
    latest = min(on.latest, today) if on.earliest <= today and not known.planned else on.latest
    return {
        "lane": lane, "kind": kind, "earliest": on.earliest, "latest": latest, "precision": on.precision.value,
        "contact": is_contact(kind),
    }  # fmt: skip


@transaction.atomic
def record(
    person: Person, *, lane: str, kind: str, on: Day, today: date, source: str = "typed", **values: Any
) -> Moment:
    """One moment on the line. `values`: deed, words, cost, effect, note, minutes, source_key, import_id, id."""
    said = _checked(lane, kind, on, today)
    moment = Moment.objects.create(member_id=person.member_id, person=person, source=source, **said, **values)
    rebuild([person.pk])
    return moment


@transaction.atomic
def amend(moment: Moment, *, version: int, lane: str, kind: str, on: Day, today: date, **values: Any) -> None:
    change(moment, version=version, **_checked(lane, kind, on, today), **values)
    rebuild([moment.person_id])


@transaction.atomic
def add_words(moment: Moment, **values: str) -> None:
    """Fills what the moment did not say yet (cost, effect, words); what it says already stays as it is."""
    fresh = {name: text for name, text in values.items() if text and not getattr(moment, name)}
    if fresh:
        change(moment, **fresh)


@transaction.atomic
def take_away(moment: Moment) -> None:
    person_id = moment.person_id
    moment.delete()
    rebuild([person_id])


@transaction.atomic
def rebuild(person_ids: Sequence[UUID]) -> None:
    """
    Writes what the moments of these people say into their state rows.

    It reads anew and never counts up, so that edits, deletions and back-dated moments need no special case. The row
    is locked first: on PostgreSQL two writers would otherwise each miss what the other wrote.
    """
    people = list(Person.objects.filter(pk__in=person_ids).only("pk", "member_id"))
    State.objects.bulk_create([State(person=one, member_id=one.member_id) for one in people], ignore_conflicts=True)
    list(State.objects.select_for_update().filter(person__in=people).order_by("pk").values_list("pk"))
    for person in people:
        State.objects.filter(pk=person.pk).update(**queries.state_of(person))


def take_up_mail(member: Member, person: Person, *, most: int | None = None) -> int:
    """
    Makes moments of the kept mails between the member and this person; says how many are new.

    Directly, as decision 11 has it: one of my own addresses is the sender, or among the recipients of their mail.
    Runs again without harm, in small commits. `most`: only so many, for those who commit something together with them.
    """
    own = member.own_addresses.values("address")
    theirs = person.addresses.exclude(address__in=own).values("address")
    mine = MailParty.objects.filter(mail=OuterRef("mail"), address__in=own).exclude(wrote=OuterRef("wrote"))
    had = Moment.objects.filter(person=person, source="mail").values("source_key")
    rows = (
        MailParty.objects.filter(member=member, address__in=theirs)
        .annotate(own=Subquery(mine.values("id")[:1]))
        .exclude(own=None)
        .exclude(mail__message_id__in=had)
        .order_by("mail__sent_at", "id")
        .values("wrote", message=F("mail__message_id"), at=F("mail__sent_at"), about=F("mail__subject"),
                brought=F("mail__import_id"))
    )  # fmt: skip
    return _write_mail_moments(member, person, list(rows[:most]))


def _write_mail_moments(member: Member, person: Person, rows: list[Mapping[str, Any]]) -> int:
    seen: set[str] = set()
    moments: list[Moment] = []
    for row in rows:
        if row["message"] in seen:
            continue
        seen.add(row["message"])
        day = exactly(row["at"].date())
        moments.append(
            Moment(
                member=member, person=person, lane=Lane.THEIRS if row["wrote"] else Lane.MINE, kind="wrote", contact=True,
                earliest=day.earliest, latest=day.latest, note=row["about"], source="mail", source_key=row["message"],
                import_id=row["brought"],
            )  # fmt: skip
        )
    for start in range(0, len(moments), CHUNK):
        if start:
            time.sleep(BREATH)
        with transaction.atomic():
            Moment.objects.bulk_create(moments[start : start + CHUNK], ignore_conflicts=True)
            rebuild([person.pk])
    return len(moments)


@transaction.atomic
def let_go_mail(member: Member, person: Person) -> None:
    """Takes off the street what was there only by a mail address that is not theirs, or not mine, any more."""
    own = member.own_addresses.values("address")
    parties = MailParty.objects.filter(member=member, mail=OuterRef("mail"))
    still = MailParty.objects.filter(member=member, address__in=person.addresses.values("address")).filter(
        Exists(parties.filter(address__in=own).exclude(wrote=OuterRef("wrote")))
    )
    gone = Moment.objects.filter(person=person, source="mail").exclude(source_key__in=still.values("mail__message_id"))
    if gone.delete()[0]:
        rebuild([person.pk])
