"""The chapters of a life, for programs."""

from typing import Any, ClassVar
from uuid import UUID

from ninja import Query, Router, Status
from pydantic import Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.ground.answering import A_DAY, Page, RowId, Sent, Some, VersionRead, answers, day, read, renamed, some
from bothways.ground.answering import typed as as_typed
from bothways.ground.clock import today_in
from bothways.ground.refusals import ChangedMeanwhile
from bothways.people import actions, queries
from bothways.people.forms import ChapterForm
from bothways.people.models import Chapter

chapters = Router()
_NAMES = {"begins": "from", "ends": "to"}

ChapterOut = TypedDict(
    "ChapterOut",
    {
        "id": UUID, "name": str, "kind": str, "place": str, "from": str | None, "to": str | None, "version": int,
    },
)  # fmt: skip


class _Said(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"id"})

    kind: str = Field("", description="A word of the list on the page of chapters, or nothing: `residency`.")
    place: str = ""
    begins: str | None = Field(None, alias="from", description=str(A_DAY.description))
    ends: str | None = Field(None, alias="to", description="Nothing: it goes on.")


class ChapterIn(_Said):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"version"})

    id: UUID | None = Field(None, description="Drawn by the program: sent twice, it is one chapter.")
    name: str


class ChapterChange(_Said):
    name: str = ""
    version: VersionRead


@chapters.get("chapters", response=answers(Some[ChapterOut]), summary="The chapters of a life, the latest first")
def everything(request: Asking, page: Query[Page]) -> Any:
    return some(queries.chapters(request.user), page, _shown)


@chapters.post("chapters", response=answers(ChapterOut, status=201), summary="Set down a chapter")
def begin(request: Asking, sent: ChapterIn) -> Any:
    """The same twice is one."""
    said = dict(_form(request, {}, sent).cleaned_data)
    said.pop("version")
    try:
        made = actions.begin_chapter(request.user, chapter_id=said.pop("id"), **said)
    except ChangedMeanwhile as problem:
        raise renamed(problem, _NAMES) from None
    return Status(201, _shown(made))


@chapters.get("chapters/{chapter_id}", response=answers(ChapterOut), summary="One chapter")
def one(request: Asking, chapter_id: RowId) -> Any:
    return _shown(queries.chapter(request.user, chapter_id))


@chapters.patch("chapters/{chapter_id}", response=answers(ChapterOut), summary="Put a chapter right")
def change(request: Asking, chapter_id: RowId, sent: ChapterChange) -> Any:
    found = queries.chapter(request.user, chapter_id)
    stands = {name: getattr(found, name) for name in ("name", "kind", "place", "begins", "ends")}
    said = dict(_form(request, stands, sent).cleaned_data)
    said.pop("id")
    try:
        actions.change_chapter(found, version=said.pop("version"), values=said)
    except ChangedMeanwhile as problem:
        raise renamed(problem, _NAMES) from None
    return _shown(queries.chapter(request.user, chapter_id))


@chapters.delete("chapters/{chapter_id}", response=answers(None, status=204), summary="Take a chapter out")
def take_out(request: Asking, chapter_id: RowId) -> Any:
    """The people in it stay, with their roles."""
    actions.take_out_chapter(queries.chapter(request.user, chapter_id))
    return Status(204, None)


def _form(request: Asking, stands: dict[str, Any], sent: _Said) -> ChapterForm:
    form = ChapterForm(as_typed({**stands, **sent.said}), today=today_in(request.user.timezone))
    return read(form, _NAMES)


def _shown(one: Chapter) -> ChapterOut:
    return {
        "id": one.pk, "name": one.name, "kind": one.kind, "place": one.place, "from": day(one.begins),
        "to": day(one.ends), "version": one.version,
    }  # fmt: skip
