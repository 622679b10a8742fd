"""Brings files in, job by job: each takes seconds, commits in small pieces, and leaves a checkpoint for the next."""

import logging
import time
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction

from bothways.exchange import files
from bothways.exchange.actions import taking_out
from bothways.exchange.actions.letters import SECONDS, go_on_through_letters_later, take_up_for
from bothways.exchange.actions.life import bring_life_in
from bothways.exchange.actions.reading import hold, read_on
from bothways.exchange.apart import reader_apart
from bothways.exchange.models import UNFINISHED, Again, File, Import, Letters, TakenOut, Trouble
from bothways.exchange.queries.own import may_lack_one
from bothways.formats.kinds import FileKind
from bothways.formats.language import gettext as _
from bothways.formats.language import marked, speaking
from bothways.ground.clock import now
from bothways.ground.database import Trouble as DatabaseTrouble
from bothways.ground.database import open_anew, trouble_of
from bothways.ground.later import TaskContext, is_queued, later, next_job, patient, task
from bothways.moments.actions import BREATH
from bothways.moments.models import Moment

logger = logging.getLogger(__name__)

_GONE = marked(
    "{name} is gone, was written to, or is another by now. Bring it in again: what was read stays, and counts once."
)
_LEFT = marked("You left the rest of this file unread.")
_WHY = {
    DatabaseTrouble.BROKEN: marked(
        "The disk does not work as it should, so reading stopped. Whoever runs Bothways can look at it; "
        "then let it go on."
    ),
    DatabaseTrouble.FULL: marked("The disk is full, so reading stopped. Make room on the disk, then let it go on."),
    DatabaseTrouble.READ_ONLY: marked(
        "The data folder cannot be written, so reading stopped. Whoever runs Bothways can make it writable; "
        "then let it go on."
    ),
}
_BROKEN = marked("Something broke while reading. This is a fault of Bothways, not of your file. What was read stays.")


def start(brought: Import) -> None:
    """Its turn comes as soon as a worker is free."""
    later(bring_in_later, str(brought.pk))


def bring_in(import_id: UUID, *, at: datetime, seconds: float = SECONDS) -> bool:
    """
    One job of an import; whether there is more to do.

    It can be killed at any moment and run twice at once. One that ended, was stopped or is not there needs nothing.
    """
    Import.objects.filter(pk=import_id, state__in=UNFINISHED).update(state="reading", moved_at=at)
    brought = Import.objects.filter(pk=import_id, state="reading").select_related("member").first()
    if brought is None:
        return False
    until = time.monotonic() + seconds
    if life := File.objects.filter(brought=brought, kind=FileKind.LIFE, done=False).first():
        _read_life(brought, life, at=at, until=until)
        return Import.objects.filter(pk=import_id, state="reading").exists()
    if brought.step == "files" and _read_files(brought, at=at, until=until):
        _count_again(brought)
    if brought.step == "letters" and take_up_for(brought, until=until):
        _end(brought, at=at)
    return Import.objects.filter(pk=import_id, state="reading").exists()


@task(takes_context=True)
@patient
def bring_in_later(context: TaskContext, import_id: str) -> None:
    brought = Import.objects.filter(pk=import_id).select_related("member").first()
    if brought is None:
        return
    with speaking(brought.member.language):
        if _bring_in_or_say_why(brought.pk):
            next_job(bring_in_later, import_id, behind=context)


def _bring_in_or_say_why(import_id: UUID) -> bool:
    """One job; whether there is more to do."""
    try:
        return bring_in(import_id, at=now())
    except Exception as problem:  # the edge of a background act: whoever waits for it is told, and can let it go on
        trouble = trouble_of(problem)
        if trouble is DatabaseTrouble.LOCKED:
            return True  # somebody else writes for long: it goes on when they are done
        if trouble is None:
            logger.exception("import %s broke", import_id)
            _fail(import_id, _(_BROKEN))
        else:
            _break_off(import_id, problem, _WHY[trouble])
        return False


def _break_off(import_id: UUID, problem: Exception, why: str) -> None:
    """What somebody can mend: a sentence, in the log too, and no trace."""
    logger.warning("import %s: %s", import_id, why)
    open_anew(problem)
    with suppress(DatabaseError):  # no room even for the reason: it is taken up again by itself
        _fail(import_id, _(why))


def _read_life(brought: Import, file: File, *, at: datetime, until: float) -> None:
    try:
        bring_life_in(brought, file, at=at, until=until)
    except FileNotFoundError:
        _fail(brought.pk, _(_GONE).format(name=file.name))


def _read_files(brought: Import, *, at: datetime, until: float) -> bool:
    """Whether all its files are read."""
    with (
        reader_apart() as apart
    ):  # one for all: hundreds of files of one card each are read as quickly as one of hundreds
        for file in (
            File.objects.filter(brought=brought, done=False).select_related("brought__member").order_by("place")
        ):
            try:
                if not read_on(file, apart, at=at, until=until):
                    return False
            except FileNotFoundError:
                _fail(brought.pk, _(_GONE).format(name=file.name))
                return False
    return True


@transaction.atomic
def _count_again(brought: Import) -> None:
    """Between the files and the letters: how many letters of these files had been on a street before."""
    hold(brought.member_id)
    again = Again.objects.filter(brought=brought).values("mail__message_id")
    had = Moment.objects.of(brought.member).filter(source="mail", source_key__in=again).count()
    Import.objects.filter(pk=brought.pk, step="files").update(step="letters", moments_unchanged=had)
    brought.refresh_from_db(fields=["step", "moments_unchanged"])


def _end(brought: Import, *, at: datetime) -> None:
    """The report stays, the files go."""
    paths = list(brought.files.values_list("path", flat=True))
    lacks_one = may_lack_one(brought.member, brought.pk)
    with transaction.atomic():
        if not Import.objects.filter(pk=brought.pk, state="reading").update(state="done", ended_at=at):
            return
        brought.files.update(path="")
        if lacks_one:
            Letters.objects.filter(member=brought.member).update(own_said_at=None)  # so it is asked once more
    for path in paths:
        files.forget(path)
    while once := list(Again.objects.filter(brought=brought).values_list("pk", flat=True)[:500]):
        Again.objects.filter(pk__in=once).delete()
        time.sleep(BREATH)


def _fail(import_id: UUID, why: str) -> None:
    Import.objects.filter(pk=import_id, state__in=UNFINISHED).update(state="failed", why=why[:300])


def stop(brought: Import) -> None:
    """At the end of the piece in hand. What was brought in stays."""
    Import.objects.filter(pk=brought.pk, state__in=UNFINISHED).update(state="stopped")


def go_on(brought: Import) -> None:
    """From where it stopped."""
    if Import.objects.filter(pk=brought.pk, state__in=["stopped", "failed"]).update(state="waiting", why=""):
        start(brought)


@transaction.atomic
def leave_the_rest(brought: Import) -> None:
    """Nothing more is read of a stopped import; what was read is brought to its end, and the files go."""
    hold(brought.member_id)
    if Import.objects.filter(pk=brought.pk, state__in=["stopped", "failed"]).update(state="waiting", why=""):
        unread = File.objects.filter(brought=brought, done=False)
        Trouble.objects.bulk_create([Trouble(brought=brought, file=one, why=_(_LEFT)) for one in unread])
        unread.update(done=True)
        start(brought)


def take_up_unfinished(at: datetime) -> int:
    """
    At the start of a worker: whatever should go on and waits in no queue is queued again; says how much that is.

    Files of ours that no import needs any more are deleted.
    """
    imports = Import.objects.filter(state__in=UNFINISHED).order_by("pk").values_list("pk", flat=True)
    rounds = Letters.objects.filter(busy=True).order_by("pk").values_list("pk", flat=True)
    wanted: list[tuple[Any, str]] = [(bring_in_later, str(pk)) for pk in imports]
    wanted += [(go_on_through_letters_later, str(pk)) for pk in rounds]
    made = TakenOut.objects.filter(state="making").values_list("pk", flat=True)
    wanted += [(taking_out.make_later, str(pk)) for pk in made]
    left = [(work, argument) for work, argument in wanted if not is_queued(work, argument)]
    for work, argument in left:
        later(work, argument)
    taking_out.sweep(at)
    _sweep_files(at)
    return len(left)


def _sweep_files(at: datetime) -> None:
    known = set(File.objects.exclude(path="").values_list("path", flat=True))
    for path in files.left_behind(known, at):
        files.let_go(path)
