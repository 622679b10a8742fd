"""A bringing-in begins: its files are looked at, and written down with the place they wait at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from bothways.accounts.models import Member
from bothways.exchange.actions.life import NotEmpty, may_come_in
from bothways.exchange.files import kind_at, known_by
from bothways.exchange.models import File, Import, Trouble
from bothways.exchange.queries.life import look_at
from bothways.formats.kinds import FileKind, Unknown
from bothways.formats.language import gettext as _
from bothways.formats.text import one_line
from bothways.ground.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Source:
    """A file to bring in: where it lies, and what the member calls it."""

    path: Path
    name: str


class NothingToRead(Refusal):
    def __init__(self, says: str, why: Mapping[str, str] | None = None, *, status: int = 422) -> None:
        """`why`: the reason of each file, by its name."""
        super().__init__(says)
        self.why, self.status = dict(why or {}), status


def begin(member: Member, sources: Sequence[Source], *, at: datetime) -> Import:
    """
    The import of these files, waiting to be read.

    A file that is of no kind we read is named in its report; where there is no other, nothing begins.
    """
    if not sources:
        message = _("Choose a file first: an address book (.vcf) or a mail archive (.mbox).")
        raise NothingToRead(message)
    kinds = [kind_at(source.path) for source in sources]
    if all(isinstance(kind, Unknown) for kind in kinds):
        said = (_said(source, kind, len(sources)) for source, kind in zip(sources, kinds, strict=True))
        why = {source.name: kind.why for source, kind in zip(sources, kinds, strict=True) if isinstance(kind, Unknown)}
        raise NothingToRead(" ".join(said), why)
    if FileKind.LIFE in kinds:
        _may_be_a_life(member, sources)
    with transaction.atomic():
        brought = Import.objects.create(member=member, started_at=at)
        for place, (source, kind) in enumerate(zip(sources, kinds, strict=True)):
            _write_down(brought, place, source, kind)
    return brought


def _may_be_a_life(member: Member, sources: Sequence[Source]) -> None:
    """It comes by itself, whole, and into a life in which nothing is kept yet."""
    if len(sources) > 1:
        message = _("One of these is a whole life, taken out of a Bothways. Bring that one in first, by itself.")
        raise NothingToRead(message)
    try:
        may_come_in(member)
    except NotEmpty as problem:
        raise NothingToRead(problem.says, {sources[0].name: problem.says}, status=problem.status) from None
    if why := look_at(sources[0].path):
        raise NothingToRead(why, {sources[0].name: why})


def _said(source: Source, kind: object, of: int) -> str:
    why = kind.why if isinstance(kind, Unknown) else ""
    return f"{one_line(source.name, 100)}: {why}" if of > 1 else why


def _write_down(brought: Import, place: int, source: Source, kind: object) -> None:
    unknown = isinstance(kind, Unknown)
    file = File.objects.create(
        brought=brought, place=place, name=one_line(source.name, 300) or _("A file without a name"),
        path=str(source.path), known_by=known_by(source.path), size=source.path.stat().st_size,
        kind="" if unknown else str(kind), done=unknown,
    )  # fmt: skip
    if isinstance(kind, Unknown):
        Trouble.objects.create(brought=brought, file=file, at="", why=kind.why[:300])
