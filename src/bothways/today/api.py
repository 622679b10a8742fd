"""Today, for programs."""

from typing import Any
from uuid import UUID

from ninja import Query, Router
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.ground.answering import Some, answers
from bothways.ground.clock import today_in
from bothways.today.queries.items import asked_day, items
from bothways.today.queries.page import page

today = Router()


class OfADay(BaseModel):
    on: str = Field("", description="Another day: `2026-11-03`.")


class Whom(TypedDict):
    id: UUID
    name: str


class Evidence(TypedDict):
    kind: str
    id: UUID


class TodayOut(TypedDict):
    act: str
    person: Whom
    title: str
    because: list[str]
    evidence: list[Evidence]
    url: str


@today.get("today", response=answers(Some[TodayOut]), summary="What is worth doing today, with reasons")
def cards(request: Asking, day: Query[OfADay]) -> Any:
    """At most three kind things a week: what the page shows, in its order."""
    on = asked_day(day.on) if day.on else today_in(request.user.timezone)
    return items(page(request.user, on).cards)
