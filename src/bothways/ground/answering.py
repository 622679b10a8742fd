"""What the API's shelves of all rooms share: lists, troubles, and how a form reads what a program sent."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, model_validator

from bothways.formats.days import Day
from bothways.formats.language import gettext as _
from bothways.ground.records import as_id
from bothways.ground.refusals import ChangedMeanwhile, Refusal

Shape = TypeVar("Shape")
Form = TypeVar("Form", bound=forms.Form)

# In an address what is no id is as one that nobody has (quality, row 38); in a body it is a mistake that is told.
RowId = Annotated[UUID, BeforeValidator(as_id)]
# Lax, pydantic takes "5" for a number and "no" for a truth.
Number = StrictInt
Truth = StrictBool
VersionRead = Annotated[StrictInt, Field(ge=1, le=2**31 - 1, description="The version that was read.")]
A_DAY = Field(description="`1996`, `2014-06` or `2026-11-03`.", examples=["2014-06"])


class Trouble(BaseModel):
    """What is the matter, in a sentence of the member's language."""

    detail: str


class Conflict(Trouble):
    """Beside the sentence, where there is something to go by: what stands there, or the field that answers."""

    version: int | None = Field(None, description="Of what stands there now.")
    kept: dict[str, Any] | None = Field(None, description="What stands there now, and differs from what was sent.")
    asks: str | None = Field(None, description="The field by which, sent again, it is answered.")


_TROUBLES: dict[int, type[Trouble]] = {
    **dict.fromkeys((400, 401, 404, 411, 413, 422, 429, 503), Trouble), 409: Conflict,
}  # fmt: skip


def answers(shape: Any, *, status: int = 200) -> dict[int, Any]:
    """Of an operation: what it answers, and whatever can be the matter."""
    return {status: shape, **_TROUBLES}


class Page(BaseModel):
    limit: int = Field(50, ge=1, le=500, description="How many at most.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many are passed over first.")


class Some(BaseModel, Generic[Shape]):
    items: list[Shape]
    count: int = Field(description="How many there are in all.")


def some(rows: "QuerySet[Any] | Sequence[Any]", page: Page, shown: Callable[[Any], Any]) -> dict[str, Any]:
    """A part of these rows, which stand in a fixed order."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return {"items": [shown(one) for one in rows[page.offset : page.offset + page.limit]], "count": count}


class Sent(BaseModel):
    """
    What a program sends. A name that nobody knows is refused: a slip would else be lost without a word.

    What an answer shows and nobody can set is left out, so that what was read can be changed and sent back.
    """

    model_config = ConfigDict(extra="forbid")
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _without_what_is_shown(cls, sent: Any) -> Any:
        if not isinstance(sent, Mapping):
            return sent
        return {name: value for name, value in sent.items() if name not in cls.ONLY_SHOWN}

    @property
    def said(self) -> dict[str, Any]:
        """Only what was sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class NotTaken(Refusal):
    """What a form says of it, field by field."""

    status = 422

    def __init__(self, form: forms.Form, names: Mapping[str, str]) -> None:
        whole = [str(one) for one in form.non_field_errors()]
        fields = [(name, errors) for name, errors in form.errors.items() if name != NON_FIELD_ERRORS]
        super().__init__(
            " ".join([*whole, *(of_field(names.get(one, one), " ".join(map(str, why))) for one, why in fields)])
        )


def of_field(name: str, says: str) -> str:
    return _("“{field}”: {says}").format(field=name, says=says)


def read(form: Form, names: Mapping[str, str] | None = None) -> Form:
    """The form, whose fields can be taken; else NotTaken. `names`: of fields that programs know by another one."""
    if not form.is_valid():
        raise NotTaken(form, names or {})
    return form


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """As a browser would send it."""
    return {name: _typed(value) for name, value in values.items() if value is not False}


def _typed(value: Any) -> Any:
    match value:
        case None:
            return ""
        case list() | tuple():
            return [_typed(one) for one in value]
        case UUID() | Day():
            return str(value)
        case _:
            return value


def renamed(problem: ChangedMeanwhile, names: Mapping[str, str]) -> ChangedMeanwhile:
    kept = {names.get(name, name): value for name, value in problem.kept.items()}
    return ChangedMeanwhile(problem.version, kept)


def must_say(stands: Mapping[str, Any], sent: Mapping[str, Any]) -> None:
    """Of what came under an id that has a row: it changes nothing, and where other things stand, that is told."""
    kept = {name: stands[name] for name, value in sent.items() if stands[name] != value}
    if kept:
        raise ChangedMeanwhile(stands["version"], kept)


def day(value: Day | None) -> str | None:
    return str(value) if value else None


class Asks(Refusal):
    """A question that its page asks: answered by this field, sent again."""

    status = 409

    def __init__(self, says: str, field: str) -> None:
        super().__init__(says)
        self.field = field
