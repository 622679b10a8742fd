"""Answers to a card: done, or not now; and the letter that a card begins."""

from datetime import date, datetime, timedelta

from django.db import transaction

from bothways.formats.days import exactly
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import writing
from bothways.ground.records import hold, new_id
from bothways.ground.refusals import Refusal
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.moments.rules import Lane
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.people.rules import Life
from bothways.today.models import Answer
from bothways.today.rules.cards import Act
from bothways.today.rules.suggest import LONGEST

REST = 14
DAYS = (3, 7, REST, LONGEST)  # "not now" for so long (lessons, 6)
HOW = {"wrote": Lane.MINE, "spoke": Lane.TOGETHER, "met": Lane.TOGETHER}


class NoSuchAnswer(Refusal):
    pass


class HasDied(Refusal):
    status = 409


@transaction.atomic
def put_off(person: Person, act: str, *, days: int | None, today: date) -> Answer:
    """Not now: for some days, or (None) never this for this person. The same answer on one day is one answer."""
    if act not in set(Act) or (days is not None and days not in DAYS):
        message = _("Say for how long: 3, 7, 14 or 90 days, or never for this person.")
        raise NoSuchAnswer(message)
    until = None if days is None else today + timedelta(days=days)
    return _answer(person, act, "put_off", today, until)


@transaction.atomic
def done(person: Person, act: str, how: str, *, today: date, shown_on: date | None = None) -> Moment:
    """
    The deed of a card was done another way than by a letter from here: they wrote, spoke or met.

    What is said on one page is one, also by another card of theirs, or sent again after midnight.
    """
    if act not in set(Act) or how not in HOW:
        message = _("Say how: you wrote, you spoke, or you met.")
        raise NoSuchAnswer(message)
    people.hold_as_it_stands(person)
    if person.life == Life.DIED:
        message = _("{name} has died: that was said since this page was opened. Nothing was kept.")
        raise HasDied(message.format(name=person.name))
    _answer(person, act, "done", today, None)
    if act == Act.KEEP_PROMISE:  # told that it takes longer, they can wait without its being brought up again at once
        put_off(person, act, days=REST, today=today)
    day = min(shown_on or today, today)
    key = f"today:{day.isoformat()}:{how}"
    alike = Moment.objects.filter(person=person, source="today", source_key__startswith=key)
    had = alike.filter(kind=how, earliest__gte=day).first()  # else it was put right since, and this is another one
    key = f"{key}:{new_id()}" if alike else key
    return had or moments.record(
        person, lane=HOW[how], kind=how, on=exactly(today), today=today, source="today", source_key=key
    )


@transaction.atomic
def died_meanwhile(person: Person, *, today: date, at: datetime) -> bool:
    """Said without a day: one that another window said just now stays. Whether a letter was leaving at that moment."""
    people.hold_as_it_stands(person)
    return person.life != Life.DIED and writing.say_life(person, Life.DIED, today=today, at=at)


def _answer(person: Person, act: str, answer: str, today: date, until: date | None) -> Answer:
    hold(person)
    said = Answer.objects.update_or_create(
        member_id=person.member_id, person=person, act=act, on=today, answer=answer, defaults={"until": until}
    )
    return said[0]
