"""Promises between a member and their people, and how often they would like to hear from each other, for programs."""

from typing import Any, ClassVar, Literal
from uuid import UUID

from ninja import Query, Router, Status
from pydantic import Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.ground.answering import Number, Page, RowId, Sent, Some, VersionRead, answers, day, read, some
from bothways.ground.answering import typed as as_typed
from bothways.ground.clock import today_in
from bothways.people import queries as people
from bothways.rhythm import actions as rhythm
from bothways.rhythm import queries
from bothways.rhythm.models import Promise, Rhythm
from bothways.street import actions
from bothways.street.forms import PromiseForm, WishForm

promises, rhythms = Router(), Router()
Lane = Literal["mine", "theirs"]


class PromiseOut(TypedDict):
    id: UUID
    person: UUID
    lane: Lane
    what: str
    on: str | None
    state: Literal["open", "kept", "released"]
    settled_on: str | None
    version: int


class PromiseIn(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"state", "settled_on", "version"})

    id: UUID | None = Field(None, description="Drawn by the program: sent twice, it is one promise.")
    person: UUID
    lane: Lane = Field(description="`mine`: you promised them; `theirs`: they promised you.")
    what: str
    on: str | None = Field(None, description="For when; nothing where no day was said.")


class PromiseChange(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"id", "person", "state", "settled_on"})

    lane: Lane = "mine"
    what: str = ""
    on: str | None = None
    version: VersionRead


@promises.get("promises", response=answers(Some[PromiseOut]), summary="All promises, those of the next day first")
def everything(request: Asking, page: Query[Page]) -> Any:
    return some(queries.promises(request.user).next_first(), page, _shown)


@promises.post("promises", response=answers(PromiseOut, status=201), summary="Write down a promise")
def promise(request: Asking, sent: PromiseIn) -> Any:
    person = people.person(request.user, sent.person)
    said = read(PromiseForm(as_typed(sent.said))).cleaned_data
    made = actions.make_promise(person, promise_id=said["id"], lane=said["lane"], what=said["what"], on=said["on"])
    return Status(201, _shown(made))


@promises.get("promises/{promise_id}", response=answers(PromiseOut), summary="One promise")
def one(request: Asking, promise_id: RowId) -> Any:
    return _shown(queries.promise(request.user, promise_id))


@promises.patch("promises/{promise_id}", response=answers(PromiseOut), summary="Put a promise right, while it is open")
def change(request: Asking, promise_id: RowId, sent: PromiseChange) -> Any:
    found = queries.promise(request.user, promise_id)
    stands = {"lane": found.lane, "what": found.what, "on": found.on}
    said = read(PromiseForm(as_typed({**stands, **sent.said}))).cleaned_data
    rhythm.amend(found, version=said["version"], lane=said["lane"], what=said["what"], on=said["on"])
    return one(request, promise_id)


@promises.post("promises/{promise_id}/keep", response=answers(PromiseOut), summary="It was kept")
def keep(request: Asking, promise_id: RowId) -> Any:
    """It then stands on the street: something you did for them, or help of theirs that wants thanks."""
    actions.keep_promise(queries.promise(request.user, promise_id), today=today_in(request.user.timezone))
    return one(request, promise_id)


@promises.post("promises/{promise_id}/release", response=answers(PromiseOut), summary="Release it, without a reason")
def release(request: Asking, promise_id: RowId) -> Any:
    rhythm.settle(queries.promise(request.user, promise_id), "released", on=today_in(request.user.timezone))
    return one(request, promise_id)


@promises.post("promises/{promise_id}/open", response=answers(PromiseOut), summary="Open it again")
def open_again(request: Asking, promise_id: RowId) -> Any:
    """As if it had not been settled. What stands on the street goes, unless more came of it."""
    actions.open_promise_again(queries.promise(request.user, promise_id))
    return one(request, promise_id)


def _shown(promise: Promise) -> dict[str, Any]:
    return {
        "id": promise.pk, "person": promise.person_id, "lane": promise.lane, "what": promise.what,
        "on": day(promise.on), "state": promise.state, "settled_on": day(promise.settled), "version": promise.version,
    }  # fmt: skip


class RhythmOut(TypedDict):
    person: UUID
    every_days: int | None


class RhythmIn(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"person"})

    every_days: Number | None = Field(description="7, 14, 30, 60, 90, 180 or 365; null: as it comes.")


@rhythms.get("rhythms", response=answers(Some[RhythmOut]), summary="How often you would like to hear from each other")
def wishes(request: Asking, page: Query[Page]) -> Any:
    """Where that was said; for all others it comes as it comes."""
    rows = Rhythm.objects.filter(member=request.user).order_by("person_id")
    return some(rows, page, lambda one: {"person": one.person_id, "every_days": one.every_days})


@rhythms.put("rhythms/{person_id}", response=answers(RhythmOut), summary="Say how often, or as it comes")
def say_wish(request: Asking, person_id: RowId, sent: RhythmIn) -> Any:
    person = people.person(request.user, person_id)
    form = read(WishForm(as_typed({"every": sent.every_days})), {"every": "every_days"})
    actions.say_wish(person, form.cleaned_data["every"])
    return {"person": person.pk, "every_days": queries.wish(person)}
