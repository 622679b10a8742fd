"""News of the member's own, and who should hear of it, for programs."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Prefetch
from ninja import Query, Router, Status
from pydantic import Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.gratitude.actions import loops
from bothways.gratitude.api.loops import LetGoIn
from bothways.gratitude.forms import NewsForm
from bothways.gratitude.models import News, Telling
from bothways.gratitude.queries import loops as queries
from bothways.ground.answering import A_DAY, Page, RowId, Sent, Some, VersionRead, answers, read, some
from bothways.ground.answering import typed as as_typed
from bothways.ground.clock import today_in
from bothways.ground.finding import SoughtSet
from bothways.ground.records import find
from bothways.moments import queries as moments

news = Router()


class TellingOut(TypedDict):
    id: UUID
    person: UUID
    moment: UUID | None  # the help it came of
    letter: UUID | None
    told_on: str | None
    let_go: str


class NewsOut(TypedDict):
    id: UUID
    what: str
    on: str
    tellings: list[TellingOut]
    version: int


class NewsIn(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"tellings", "version"})

    id: UUID | None = Field(None, description="Drawn by the program: sent twice, it is one piece of news.")
    what: str = Field(description="As you would tell them: `In October I became director.`")
    on: str = A_DAY
    also: list[UUID] = Field([], description="People who should hear of it.")
    moment: UUID | None = Field(None, description="The help that it came of: who gave it should hear of it.")


class NewsChange(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"id", "tellings"})

    what: str = ""
    on: str = Field("", description=str(A_DAY.description))
    also: list[UUID] = Field([], description="People who should hear of it, too.")
    version: VersionRead


@news.get("news", response=answers(Some[NewsOut]), summary="News of yours, the newest first")
def everything(request: Asking, page: Query[Page]) -> Any:
    return some(_whole(request), page, _shown)


@news.post("news", response=answers(NewsOut, status=201), summary="Keep a piece of news")
def keep(request: Asking, sent: NewsIn) -> Any:
    """The same news of the same day is the same news. Telling somebody is a letter."""
    said, today = sent.said, _today(request)
    help_id = said.pop("moment", None)
    because = [moments.moment(request.user, help_id)] if help_id else []
    people = queries.may_hear(request.user, today, besides=because[0].person if because else None)
    values = read(NewsForm(as_typed(said), people=people, today=today)).cleaned_data
    kept = loops.tell_of(
        request.user, what=values["what"], on=values["on"], because_of=because, also=list(values["also"]), today=today,
        news_id=values["id"],
    )  # fmt: skip
    return Status(201, one(request, kept.pk))


@news.get("news/{news_id}", response=answers(NewsOut), summary="One piece of news")
def one(request: Asking, news_id: RowId) -> Any:
    return _shown(find(_whole(request), news_id))


@news.patch("news/{news_id}", response=answers(NewsOut), summary="Put news right, or say who else should hear of it")
def change(request: Asking, news_id: RowId, sent: NewsChange) -> Any:
    found, today = queries.news(request.user, news_id), _today(request)
    people = queries.may_hear(request.user, today).exclude(pk__in=found.tellings.values("person"))
    stands = {"what": found.what, "on": found.on}
    said = read(NewsForm(as_typed({**stands, **sent.said}), people=people, today=today)).cleaned_data
    loops.change_news(
        found, version=said["version"], what=said["what"], on=said["on"], also=list(said["also"]), today=today
    )
    return one(request, news_id)


@news.delete("news/{news_id}", response=answers(None, status=204), summary="Take news away")
def take_away(request: Asking, news_id: RowId) -> Any:
    """It is told to nobody any more; letters that told it stay."""
    loops.take_away_news(queries.news(request.user, news_id))
    return Status(204, None)


@news.post("tellings/{telling_id}/let-go", response=answers(TellingOut), summary="Lay down telling somebody the news")
def let_go(request: Asking, telling_id: RowId, sent: LetGoIn) -> Any:
    found = queries.telling(request.user, telling_id)
    loops.let_go(found, sent.how)
    return _shown_telling(found)


@news.post("tellings/{telling_id}/take-up", response=answers(TellingOut), summary="Take up telling it again")
def take_up(request: Asking, telling_id: RowId) -> Any:
    found = queries.telling(request.user, telling_id)
    loops.take_up_again(found)
    return _shown_telling(found)


def _whole(request: Asking) -> SoughtSet[News]:
    told = Prefetch("tellings", Telling.objects.order_by("id"))
    rows: SoughtSet[News] = News.objects.filter(member=request.user).order_by("-latest", "-id").prefetch_related(told)
    return rows


def _today(request: Asking) -> date:
    return today_in(request.user.timezone)


def _shown(news: News) -> NewsOut:
    tellings = [_shown_telling(one) for one in news.tellings.all()]
    return {"id": news.pk, "what": news.what, "on": str(news.on), "tellings": tellings, "version": news.version}


def _shown_telling(one: Telling) -> TellingOut:
    return {
        "id": one.pk, "person": one.person_id, "moment": one.moment_id, "letter": one.told_by_id,
        "told_on": str(one.told_on) if one.told_on else None, "let_go": one.let_go,
    }  # fmt: skip
