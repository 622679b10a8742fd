"""What people are to a member, as programs say and read it."""

from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from bothways.accounts.asking import Asking
from bothways.ground.answering import A_DAY, Sent, VersionRead, day, read
from bothways.ground.answering import typed as as_typed
from bothways.ground.clock import today_in
from bothways.people import queries
from bothways.people.forms import RoleForm
from bothways.people.models import Role

OfRole = Literal["mentor", "mentee", "peer"]
OF_ROLE = {"begins": "from", "ends": "to"}  # names in the form, and those that programs know

RoleOut = TypedDict(
    "RoleOut",
    {"id": UUID, "role": OfRole, "from": str | None, "to": str | None, "chapter": UUID | None, "version": int},
)


class RoleIn(Sent):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"id", "version"})

    role: OfRole
    begins: str | None = Field(None, alias="from", description=str(A_DAY.description))
    ends: str | None = Field(None, alias="to", description="Nothing: it goes on.")
    chapter: UUID | None = None


class RoleSaid(RoleIn):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"version"})

    id: UUID | None = Field(None, description="Drawn by the program: sent twice, it is one role.")


class RoleChange(RoleIn):
    ONLY_SHOWN: ClassVar[frozenset[str]] = frozenset({"id"})

    role: OfRole = "mentor"
    version: VersionRead


def of_role(request: Asking, sent: RoleIn, stands: dict[str, Any] | None = None) -> dict[str, Any]:
    chapters = [(str(one.pk), one.name) for one in queries.chapters(request.user)]
    form = RoleForm(as_typed({**(stands or {}), **sent.said}), chapters=chapters, today=today_in(request.user.timezone))
    said = {name: read(form, OF_ROLE).cleaned_data[name] for name in ("role", "chapter", "begins", "ends")}
    return {**said, "chapter": queries.chapter(request.user, UUID(said["chapter"])) if said["chapter"] else None}


def shown_role(role: Role) -> dict[str, Any]:
    return {
        "id": role.pk, "role": role.role, "from": day(role.begins), "to": day(role.ends), "chapter": role.chapter_id,
        "version": role.version,
    }  # fmt: skip
