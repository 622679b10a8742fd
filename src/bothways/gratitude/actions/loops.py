"""Writes: loops of help, news of mine with those who should hear of it, and news of theirs."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision
from bothways.formats.language import gettext as _
from bothways.gratitude.models import Letter, Loop, News, Telling, TheirNews, on_its_way
from bothways.gratitude.rules.kept import LET_GO
from bothways.ground.records import change_as_typed, hold, hold_as_read, must_say, name_the_day, new_id, own
from bothways.ground.refusals import ChangedMeanwhile, Refusal
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.moments.rules import Lane, is_their_news, opens_loop
from bothways.people.models import Person

BY_LETTER = ("letter", "voice")  # where a moment comes from that a letter became


class NotADay(Refusal):
    pass


class NoSuchAnswer(Refusal):
    pass


def follow(moment: Moment) -> None:
    """Makes, moves or removes what a moment leaves open, as its kind and lane say now. Again changes nothing."""
    kind, lane = moment.kind, Lane(moment.lane)
    stands = {"member_id": moment.member_id, "person_id": moment.person_id, "since": moment.latest}
    if opens_loop(kind, lane):
        Loop.objects.update_or_create(moment=moment, defaults=stands)
    else:  # one that is closed, or that a letter on its way closes, is kept: it may be help again
        Loop.objects.filter(pk=moment.pk, thanked_on=None, let_go="").exclude(on_its_way("thanked_by")).delete()
    if is_their_news(kind, lane):
        TheirNews.objects.update_or_create(moment=moment, defaults=stands)
    else:
        no_news = TheirNews.objects.filter(pk=moment.pk, congratulated_on=None, let_go="")
        no_news.exclude(on_its_way("congratulated_by")).delete()
    follow_by_hand(moment.person)


def about(letter: Letter) -> list[Moment]:
    """
    The moments that it thanks for or is glad of. Once it is a draft again or thrown away they are followed: open as
    before, as far as they ask for anything still.
    """
    thanks = Loop.objects.filter(thanked_by=letter).values("moment")
    glad = TheirNews.objects.filter(congratulated_by=letter).values("moment")
    return list(Moment.objects.filter(Q(pk__in=thanks) | Q(pk__in=glad)).select_related("person"))


def follow_by_hand(person: Person) -> None:
    """
    Good news of theirs is closed by a congratulation that the member wrote down, as by a letter.

    It is for the latest news before it. News for which a letter is ready or given is closed by that one.
    """
    every = list(TheirNews.objects.filter(person=person).select_related("congratulated_by", "moment"))
    if not every:
        return
    said = Moment.objects.filter(person=person, kind="congratulated", lane=Lane.MINE)
    days = sorted(said.exclude(source__in=BY_LETTER).values_list("latest", flat=True))
    for one in every:
        since = one.moment.earliest
        until = min((other.moment.earliest for other in every if other.moment.earliest > since), default=date.max)
        on = next((day for day in days if since <= day < until), None)
        by_letter = one.congratulated_by is not None and one.congratulated_by.state != "draft"
        if not by_letter and on != one.congratulated_on:
            TheirNews.objects.filter(pk=one.pk).update(congratulated_on=on)


def let_news_stay(moment: Moment) -> None:
    """
    Before a help is taken away: what came of it is still news of mine, and they hear of it as others do.

    That it was told, or is just being told, stays kept, also where another help led to the same.
    """
    untouched = Q(told_on=None, told_by=None, let_go="")
    for one in Telling.objects.filter(moment=moment):
        beside = Telling.objects.filter(news=one.news_id, person=one.person_id).exclude(pk=one.pk)
        if Telling.objects.filter(untouched, pk=one.pk).exists():
            stays = not beside.exists()
        else:
            beside.filter(untouched, moment=None).delete()
            stays = not beside.filter(moment=None).exists()
        if stays:
            Telling.objects.filter(pk=one.pk).update(moment=None)


@transaction.atomic
def let_letters_go(moment_ids: Sequence[UUID]) -> None:
    """As `moments.let_go`; what came of them is still news of mine. Whoever tells it at that moment is waited for."""
    letters = Moment.objects.filter(pk__in=moment_ids, source="mail", version=1)
    people = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=letters.values("person"))
    list(people.order_by("pk").values_list("pk"))
    for moment in letters.filter(Exists(Telling.objects.filter(moment=OuterRef("pk")))):
        let_news_stay(moment)
    moments.let_go(moment_ids)


def let_go(loop: Loop | Telling | TheirNews, how: str) -> None:
    """Closes what is open without a letter from here: they know already, not needed, or too late (CAD-4)."""
    if how not in LET_GO:
        message = _("Say that they know, that it is not needed, or that it is too late.")
        raise NoSuchAnswer(message)
    loop.let_go = how
    loop.save(update_fields=["let_go"])


def take_up_again(loop: Loop | Telling | TheirNews) -> None:
    loop.let_go = ""
    loop.save(update_fields=["let_go"])


def _when(on: Day, today: date) -> dict[str, Any]:
    if on.precision is Precision.YEARLESS or on.earliest > today:
        message = _("Say when it happened: a year is enough. It cannot lie ahead.")
        raise NotADay(message)
    return {"earliest": on.earliest, "latest": min(on.latest, today), "precision": on.precision.value}


@transaction.atomic
def tell_of(
    member: Member, *, what: str, on: Day, because_of: Sequence[Moment] = (), also: Sequence[Person] = (), today: date,
    news_id: UUID | None = None,
) -> News:  # fmt: skip
    """
    News of mine, and who should hear of it: whose help led to it, and whom else it concerns.

    The same id again is the same news, as it stands now; else KeptAlready. The same words of the same day are the same
    news, too, so that nobody is told twice.
    """
    said = {"what": what, **_when(on, today)}
    hold(member)
    for moment in because_of:
        hold(moment.person)
        moment.refresh_from_db(fields=["version"])  # or it is not there any more
    news_id, news = own(News, news_id or new_id(), member.pk)
    if news is not None:
        must_say(news.version, {"what": news.what, "on": news.on}, {"what": what, "on": on})
    else:
        had = News.objects.filter(member=member, what=what, earliest=on.earliest, precision=on.precision).first()
        news = had or News.objects.create(id=news_id, member=member, **said)
    helped = {moment.person_id for moment in because_of}
    rows = [Telling(person_id=moment.person_id, moment=moment) for moment in because_of]
    told = {one.person_id: one for one in news.tellings.exclude(told_on=None)}
    rows += [Telling(person=person) for person in also if person.pk not in helped | told.keys()]
    for row in rows:
        if had_heard := told.get(row.person_id):  # by what the other help had led to
            row.told_on, row.told_by = had_heard.told_on, had_heard.told_by
    _let_hear(news, rows)
    return news


def _let_hear(news: News, rows: Sequence[Telling]) -> None:
    for row in rows:
        row.member_id, row.news, row.news_on = news.member_id, news, news.latest
    Telling.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def change_news(news: News, *, version: int, what: str, on: Day, also: Sequence[Person] = (), today: date) -> None:
    """News put right, and who else should hear of it. What was told already was told as it stood then."""
    try:
        change_as_typed(news, version=version, what=what, **_when(on, today))
    except ChangedMeanwhile as problem:
        name_the_day(problem, News.objects.get(pk=news.pk).on)
        raise
    Telling.objects.filter(news=news, told_on=None).update(news_on=news.latest)
    knows_of_it = set(news.tellings.values_list("person", flat=True))
    _let_hear(news, [Telling(person=person) for person in also if person.pk not in knows_of_it])


@transaction.atomic
def take_away_news(news: News, *, read: int | None = None) -> None:
    """It is told to nobody any more; letters that told it stay."""
    hold_as_read(news, read)
    news.delete()
