"""Takes everything of a member out, into one ZIP: the same life is the same ZIP, byte for byte."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from bothways.accounts.models import Member
from bothways.exchange import files
from bothways.exchange.models import UNFINISHED, Import, Letters, TakenOut
from bothways.exchange.queries.columns import columns, rows_of
from bothways.exchange.rules import life_file
from bothways.exchange.rules.values import as_text
from bothways.formats.archive.packing import Packer
from bothways.formats.archive.records import in_lines
from bothways.formats.language import gettext as _
from bothways.formats.language import marked, speaking
from bothways.ground.database import one_view, trouble_of
from bothways.ground.lasting import bring_to_the_disk, lay_down
from bothways.ground.later import later, patient, task
from bothways.ground.records import hold
from bothways.ground.refusals import Refusal
from bothways.ground.taken import Table, tables

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=1)
_ROWS, _FILES = 1000, 20  # read at once
_NO_ROOM = marked("The file could not be written: is the disk full? Make room on it, then try again.")
_NOT_HERE = marked(
    "The data folder cannot be written, or its disk is full, so nothing was made. Whoever runs this Bothways can put "
    "that right; then take everything out again."
)
_BROKEN = marked("Something broke while the file was made. This is a fault of Bothways; nothing of yours was changed.")


class BeingBroughtIn(Refusal):
    status = 409


class NotWritten(Refusal):
    status = 507


def take_out(member: Member, into: BinaryIO, *, tell: Callable[[float, str], None] | None = None) -> dict[str, int]:
    """
    Everything of the member, as it stands at this moment; says how many records there are of each table.

    Nobody waits for it: whoever writes meanwhile is not seen.
    """
    counts: dict[str, int] = {}
    with one_view(), closing(Packer(into)) as pack:
        _is_at_rest(member)
        every = tables()
        pack.put(life_file.README, [_readme(member, every)])
        for number, table in enumerate(every):
            if tell:
                tell(number / len(every), f"Taking out: {table.name.replace('_', ' ')}")
            counts[table.name] = _put(pack, table, member)
        by_file = {life_file.records_file(name): count for name, count in counts.items()}
        made_by = f"Bothways {version('bothways')}"
        pack.put(life_file.MANIFEST, [life_file.manifest(made_by, list(pack.packed), by_file)])
    return counts


def _readme(member: Member, every: Sequence[Table]) -> bytes:
    """In the language in which the member reads, whoever takes it out."""
    name, language = Member.objects.values_list("name", "language").get(pk=member.pk)
    with speaking(language):
        return life_file.readme(name, [(one.name, _(one.says)) for one in every])


def _is_at_rest(member: Member) -> None:
    """Half of what is being brought in is no whole life."""
    busy = Letters.objects.filter(member=member, busy=True).exists()
    if busy or Import.objects.filter(member=member, state__in=UNFINISHED).exists():
        message = _("Something is still being brought in. Take everything out when that is done.")
        raise BeingBroughtIn(message)


def _put(pack: Packer, table: Table, member: Member) -> int:
    count = 0

    def counted() -> Iterator[dict[str, Any]]:
        nonlocal count
        for record in _records(table, member):
            count += 1
            yield record

    pack.put(life_file.records_file(table.name), in_lines(counted()))
    for name, file in table.files.items():
        for row_id, content in rows_of(table, member).values_list("pk", name).iterator(chunk_size=_FILES):
            pack.put(file.format(id=row_id), [bytes(content)])
    return count


def _records(table: Table, member: Member) -> Iterator[dict[str, Any]]:
    """In the order of their keys, which is that in which they were made, and the same on every database."""
    taken = [one for one in columns(table) if not one.file]
    standing_for = [one for one in columns(table) if one.file]
    rows = rows_of(table, member).values_list("pk", *(one.attname for one in taken))
    for row_id, *values in rows.iterator(chunk_size=_ROWS):
        record = {one.name: as_text(value) for one, value in zip(taken, values, strict=True)}
        record |= {one.name: one.file.format(id=row_id) for one in standing_for}
        table.at_rest(record)
        yield record


def ask_for(member: Member, *, at: datetime) -> TakenOut:
    """It is made in the background; one that was made before goes."""
    _is_at_rest(member)
    try:
        path, empty = files.new_file()  # first: where none can be made, the one of before stays
        empty.close()
    except OSError as problem:
        raise NotWritten(_(_NOT_HERE)) from problem
    with transaction.atomic():
        hold(member)
        let_go(member)
        asked = TakenOut.objects.create(member=member, path=str(path), asked_at=at)
        later(make_later, str(member.pk))
    return asked


def make(member: Member) -> None:
    """
    Can be killed at any moment and done twice, also at once: each run writes a file of its own, and the first that has
    it whole puts it in its place.
    """
    asked = TakenOut.objects.filter(member=member, state="making").first()
    if asked is None:
        return
    half = files.half_of(Path(asked.path))
    try:
        with files.written_anew(half) as into:
            take_out(member, into)
            bring_to_the_disk(into)
        _put_in_place(asked, half)
    except BeingBroughtIn as problem:
        _fail(asked, problem.says)
    except OSError:
        _fail(asked, _(_NO_ROOM))
    except Exception as problem:  # the edge of a background act: whoever waits for it is told
        if trouble_of(problem):
            raise
        logger.exception("taking out for %s broke", member.pk)
        with suppress(DatabaseError):
            _fail(asked, _(_BROKEN))
    finally:
        files.let_go(half)


@transaction.atomic
def _put_in_place(asked: TakenOut, half: Path) -> None:
    """Unless another run did, or it is no longer wanted. What is left of other runs goes: nobody needs it now."""
    if _still_making(asked).select_for_update(no_key=True).first() is None:
        return
    size = half.stat().st_size
    lay_down(half.replace(asked.path).parent)
    _still_making(asked).update(state="done", size=size)
    _let_go_of_halves(asked)


def _fail(asked: TakenOut, why: str) -> None:
    _still_making(asked).update(state="failed", why=why)


def _still_making(asked: TakenOut) -> QuerySet[TakenOut]:
    return TakenOut.objects.filter(pk=asked.pk, path=asked.path, state="making")


def _let_go_of_halves(asked: TakenOut) -> None:
    for half in files.halves_of(Path(asked.path)):
        files.let_go(half)


@task()
@patient
def make_later(member_id: str) -> None:
    member = Member.objects.filter(pk=UUID(member_id)).first()
    if member is None:
        return
    with speaking(member.language):
        make(member)


def let_go(member: Member) -> None:
    """The file is deleted here; the member has it, or wants another."""
    for one in TakenOut.objects.filter(member=member):
        one.delete()  # first: a run that is just putting it in place is waited for
        files.let_go(Path(one.path))
        _let_go_of_halves(one)


def sweep(at: datetime) -> None:
    """What was taken out a day ago goes. By a clock that stood ahead it would else lie for years."""
    for one in TakenOut.objects.exclude(asked_at__range=(at - KEPT_FOR, at + KEPT_FOR)).select_related("member"):
        let_go(one.member)
