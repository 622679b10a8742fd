"""What is open between a member and their people, and may be laid down without a letter, for programs."""

from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router
from pydantic import Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.gratitude.actions import loops
from bothways.gratitude.models import Loop, TheirNews
from bothways.gratitude.queries import loops as queries
from bothways.ground.answering import Page, RowId, Sent, Some, answers, some

helps, their_news = Router(), Router()


class HelpOut(TypedDict):
    moment: UUID
    person: UUID
    since: str
    thanked_on: str | None
    letter: UUID | None
    let_go: str


class TheirNewsOut(TypedDict):
    moment: UUID
    person: UUID
    since: str
    congratulated_on: str | None
    letter: UUID | None
    let_go: str


class LetGoIn(Sent):
    how: Literal["done", "not_needed", "too_late"] = Field(
        description="They know already, it is not needed, or too late."
    )


@helps.get("helps", response=answers(Some[HelpOut]), summary="Help that came to you, and whether you thanked for it")
def everything(request: Asking, page: Query[Page]) -> Any:
    """The oldest first. `letter`: by which it was thanked for, or which is begun. `let_go`: laid down without one."""
    return some(Loop.objects.filter(member=request.user).order_by("since", "moment_id"), page, _shown_help)


@helps.post("helps/{moment_id}/let-go", response=answers(HelpOut), summary="Lay down a help without a letter")
def let_go(request: Asking, moment_id: RowId, sent: LetGoIn) -> Any:
    """Nothing brings it up from then on."""
    found = queries.loop(request.user, moment_id)
    loops.let_go(found, sent.how)
    return _shown_help(found)


@helps.post("helps/{moment_id}/take-up", response=answers(HelpOut), summary="Take up a help again")
def take_up(request: Asking, moment_id: RowId) -> Any:
    found = queries.loop(request.user, moment_id)
    loops.take_up_again(found)
    return _shown_help(found)


@their_news.get(
    "their-news", response=answers(Some[TheirNewsOut]), summary="Good news of theirs, and whether you congratulated"
)
def all_of_theirs(request: Asking, page: Query[Page]) -> Any:
    """The newest first."""
    rows = TheirNews.objects.filter(member=request.user).order_by("-since", "-moment_id")
    return some(rows, page, _shown_theirs)


@their_news.post(
    "their-news/{moment_id}/let-go", response=answers(TheirNewsOut), summary="Lay down good news without a letter"
)
def let_go_of_theirs(request: Asking, moment_id: RowId, sent: LetGoIn) -> Any:
    found = queries.theirs(request.user, moment_id)
    loops.let_go(found, sent.how)
    return _shown_theirs(found)


@their_news.post("their-news/{moment_id}/take-up", response=answers(TheirNewsOut), summary="Take good news up again")
def take_up_theirs(request: Asking, moment_id: RowId) -> Any:
    found = queries.theirs(request.user, moment_id)
    loops.take_up_again(found)
    return _shown_theirs(found)


def _shown_help(one: Loop) -> HelpOut:
    return {
        "moment": one.moment_id, "person": one.person_id, "since": str(one.since),
        "thanked_on": str(one.thanked_on) if one.thanked_on else None, "letter": one.thanked_by_id,
        "let_go": one.let_go,
    }  # fmt: skip


def _shown_theirs(one: TheirNews) -> TheirNewsOut:
    return {
        "moment": one.moment_id, "person": one.person_id, "since": str(one.since),
        "congratulated_on": str(one.congratulated_on) if one.congratulated_on else None,
        "letter": one.congratulated_by_id, "let_go": one.let_go,
    }  # fmt: skip
