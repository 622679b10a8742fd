"""Puts the example life into the tables, through the same actions that a member's own deeds go through."""

from datetime import UTC, datetime, time

from django.db import transaction

from bothways.accounts import actions as accounts
from bothways.accounts.models import Member
from bothways.example import values
from bothways.example.life import example_life
from bothways.gratitude.actions import loops, writing
from bothways.gratitude.models import Letter, Loop, Telling
from bothways.ground.records import new_id
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.people import actions as people
from bothways.people.models import Chapter, Person
from bothways.rhythm import actions as rhythm


def begin_example(*, at: datetime) -> Member:
    """The example life, lived up to this day; the one that is there already where it was begun before."""
    had = Member.objects.order_by("created_at").first()
    return had or _live(example_life(at.date()), at)


@transaction.atomic
def _live(life: values.Life, at: datetime) -> Member:
    member = accounts.add_member(email=life.email, name=life.name, timezone=life.timezone)
    accounts.claim(member, [one.address for one in life.own])
    accounts.mark_welcomed(member, at=at)
    chapters = {one.key: _chapter(member, one) for one in life.chapters}
    kept = {one.key: _person(member, one, chapters) for one in life.people}
    told = _moments(life, kept, at)
    for news in life.news:
        _news(member, news, kept, told, at)
    for promise in life.promises:
        rhythm.promise(kept[promise.person], promise_id=new_id(), lane=promise.lane, what=promise.what, on=promise.on)
    for letter in life.letters:
        _letter(member, letter, kept, told)
    return member


def _chapter(member: Member, said: values.Chapter) -> Chapter:
    return people.begin_chapter(
        member, name=said.name, kind=said.kind, place=said.place, begins=said.begins, ends=said.ends
    )


_OWN = (
    "given",
    "family",
    "prefix",
    "address_as",
    "language",
    "channel",
    "reach",
    "reach_is_guess",
    "care_of",
    "postal",
)
_MORE = ("organisation", "work", "born", "life", "died", "contact", "paused_until", "note")


def _person(member: Member, said: values.Person, chapters: dict[str, Chapter]) -> Person:
    own = {name: getattr(said, name) for name in (*_OWN, *_MORE)}
    phones = [said.phone] if said.phone else []
    person = people.keep(member, name=said.name, addresses=[one.address for one in said.emails], phones=phones, **own)
    for role in said.roles:
        people.say_role(person, role.role, chapter=chapters[role.chapter], begins=role.begins, ends=role.ends)
    if said.every_days:
        rhythm.wish(person, said.every_days)
    return person


def _moments(life: values.Life, kept: dict[str, Person], at: datetime) -> dict[str, Moment]:
    """Every moment on its street; those that something else points at, by their keys."""
    told: dict[str, Moment] = {}
    for said in life.moments:
        moment = moments.record(
            kept[said.person], lane=said.lane, kind=said.kind, on=said.on, today=at.date(), deed=said.deed,
            words=said.words, cost=said.cost, effect=said.effect, note=said.note, minutes=said.minutes,
        )  # fmt: skip
        loops.follow(moment)
        if said.thanked:
            Loop.objects.filter(moment=moment).update(thanked_on=said.thanked.latest)
        if said.key:
            told[said.key] = moment
    return told


def _news(member: Member, said: values.News, kept: dict[str, Person], told: dict[str, Moment], at: datetime) -> None:
    because = [told[one.help] for one in said.tellings if one.help]
    also = [kept[one.person] for one in said.tellings if not one.help]
    news = loops.tell_of(member, what=said.what, on=said.on, because_of=because, also=also, today=at.date())
    for telling in said.tellings:
        if telling.told:
            heard = Telling.objects.filter(news=news, person=kept[telling.person])
            heard.update(told_on=telling.told.latest)


def _letter(member: Member, said: values.Letter, kept: dict[str, Person], told: dict[str, Moment]) -> Letter:
    person, when = kept[said.person], datetime.combine(said.on, time(9, 12), UTC)
    about = [told[key] for key in said.about]
    telling = Telling.objects.filter(person=person, told_on=None, moment__in=about).first()
    letter = writing.start(member, person, moments=about, telling=telling, form=said.form, at=when)
    writing.save(
        letter, version=letter.version, answers=said.answers, greeting=letter.greeting, close=letter.close,
        signature=letter.signature, form=said.form, at=when,
    )  # fmt: skip
    return letter
