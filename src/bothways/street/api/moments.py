"""The line of time, for programs."""

from typing import Any, ClassVar, Literal
from uuid import UUID

from ninja import Query, Router, Status
from pydantic import Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.ground.answering import A_DAY, Number, Page, RowId, Sent, Some, VersionRead, answers, read, some
from bothways.ground.answering import typed as as_typed
from bothways.ground.clock import now, today_in
from bothways.moments import queries
from bothways.moments.models import Moment
from bothways.people import queries as people
from bothways.street import actions
from bothways.street.forms import MomentForm, WhomForm

moments = Router()
Lane = Literal["theirs", "mine", "together"]
_SAID = ("lane", "kind", "deed", "words", "on", "cost", "effect", "minutes", "note")


class MomentOut(TypedDict):
    id: UUID
    person: UUID
    lane: Lane
    kind: str
    on: str
    words: str
    minutes: int | None
    source: str
    deed: str
    cost: str
    effect: str
    note: str
    version: int


class _Said(Sent):
    deed: str = Field("", description="What they did for you begins with “You”, so that it can stand in a letter.")
    words: str = Field("", description="Theirs, exactly.")
    cost: str = Field("", description="What it cost them.")
    effect: str = Field("", description="What it changed.")
    minutes: Number | None = Field(None, ge=1, le=100_000)
    note: str = Field("", description="For the member alone.")


class MomentIn(_Said):
    """With somebody kept (`person`), or with somebody new, who is kept by it (`name` and `role`)."""

    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"source", "version"})

    id: UUID | None = Field(None, description="Drawn by the program: sent twice, it is one moment.")
    person: UUID | None = None
    name: str = ""
    role: Literal["mentor", "mentee", "peer", ""] = ""
    lane: Lane = Field(description="`theirs`: it came to you; `mine`: you gave it.")
    kind: str = Field(description="A word of the table of kinds: `helped`, `taught`, `met`, `wrote` …")
    on: str = A_DAY


class MomentChange(_Said):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"id", "person", "source"})

    lane: Lane = "theirs"
    kind: str = ""
    on: str = Field("", description=str(A_DAY.description))
    version: VersionRead


@moments.get("moments", response=answers(Some[MomentOut]), summary="All moments, the newest first")
def everything(request: Asking, page: Query[Page]) -> Any:
    return some(Moment.objects.of(request.user).newest_first(), page, _shown)


@moments.get("people/{person_id}/street", response=answers(Some[MomentOut]), summary="The street with one person")
def street(request: Asking, person_id: RowId, page: Query[Page]) -> Any:
    """All that passed between the two, the newest first: also what is planned, and mail that was brought in."""
    return some(queries.line(request.user, people.person(request.user, person_id)), page, _shown)


@moments.post("moments", response=answers(MomentOut, status=201), summary="Keep a moment")
def remember(request: Asking, sent: MomentIn) -> Any:
    """The same words of the same day are the same moment."""
    today = today_in(request.user.timezone)
    said = as_typed(sent.said)
    form = read(MomentForm(said, today=today))
    whom = read(WhomForm({**said, "role": said.get("role", "")})).cleaned_data
    person = people.person(request.user, whom["person"]) if whom["person"] else None
    values = dict(form.cleaned_data)
    values.pop("version")
    made = actions.remember_with(
        request.user, person, name=whom["name"], role=whom["role"], today=today, moment_id=values.pop("id"), **values
    )
    return Status(201, _shown(made))


@moments.get("moments/{moment_id}", response=answers(MomentOut), summary="One moment")
def one(request: Asking, moment_id: RowId) -> Any:
    return _shown(queries.moment(request.user, moment_id))


@moments.patch("moments/{moment_id}", response=answers(MomentOut), summary="Put a moment right")
def change(request: Asking, moment_id: RowId, sent: MomentChange) -> Any:
    """What is not sent stays."""
    found = queries.moment(request.user, moment_id)
    today = found.seen_from(today_in(request.user.timezone))
    stands = {name: getattr(found, name) for name in _SAID}
    values = dict(read(MomentForm(as_typed({**stands, **sent.said}), today=today)).cleaned_data)
    values.pop("id")
    actions.amend(found, version=values.pop("version"), today=today, **values)
    return _shown(queries.moment(request.user, moment_id))


@moments.delete("moments/{moment_id}", response=answers(None, status=204), summary="Take a moment off the street")
def take_away(request: Asking, moment_id: RowId) -> Any:
    """That of a letter: the letter then lies ready again, as it has not reached them."""
    actions.take_away(queries.moment(request.user, moment_id), at=now())
    return Status(204, None)


def _shown(moment: Moment) -> dict[str, Any]:
    texts = {
        name: getattr(moment, name) for name in ("lane", "kind", "words", "source", "deed", "cost", "effect", "note")
    }
    return {
        "id": moment.pk, "person": moment.person_id, "on": str(moment.on), "minutes": moment.minutes,
        "version": moment.version, **texts,
    }  # fmt: skip
