"""Imports: the list of them, how far one is, and its report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, QuerySet, Sum

from bothways.accounts.models import Member
from bothways.exchange import files
from bothways.exchange.models import UNFINISHED, File, Import, Letters, Sender, TakenOut, Trouble
from bothways.exchange.queries.who import letters_to_go_through
from bothways.formats.kinds import FileKind
from bothways.formats.language import gettext as _
from bothways.formats.language import grouped, ngettext
from bothways.ground.clock import is_within
from bothways.ground.environment import environment
from bothways.ground.records import find
from bothways.moments.models import Mail, Moment

TROUBLES_A_PAGE = 50
STILL = timedelta(seconds=15)  # a job takes a second or two: for so long none has begun where no worker is at it


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: a share of one for a bar, and the same in words."""

    share: float
    words: str


@dataclass(frozen=True, slots=True)
class MailRead:
    """Of an import's mail: how many messages were read, how many of them are no contact, how many wait for whom."""

    messages: int
    automatic: int  # of lists and machines
    to_whom_unsaid: int  # others that name nobody who got them, or more than ten
    to_go_through: int  # letters with people of whom the member has not said yet what they were to each other


def of(member: Member) -> QuerySet[Import]:
    """The member's imports, the latest first."""
    return (
        Import.objects.filter(member=member)
        .order_by("-started_at", "-id")
        .select_related("member")
        .prefetch_related("files")
    )


def one_of(member: Member, import_id: UUID) -> Import:
    return find(of(member), import_id)


def progress(brought: Import, at: datetime) -> Progress:
    """Bytes read of all bytes; the letters of everyone that are taken up afterwards are its last tenth."""
    read = brought.files.aggregate(size=Sum("size"), read=Sum("read_to"), items=Sum("items"))
    letters = brought.step == "letters"
    share = 0.95 if letters else 0.9 * min(1.0, (read["read"] or 0) / max(1, read["size"] or 1))
    so_far = _looked_at(read["items"] or 0) if brought.is_life else _count(read["items"] or 0)
    if brought.state in UNFINISHED and not is_within(brought.moved_at or brought.started_at, STILL, at):
        says = _("{so_far} read so far. Waiting for the background work to go on.")
    elif letters:
        says = _("{so_far} read. Putting letters on their streets.")
    else:
        says = _("Its turn comes in a moment.") if brought.state == "waiting" else _("{so_far} read so far.")
    return Progress(share, says.format(so_far=so_far))


def _looked_at(files: int) -> str:
    return ngettext("One file of the ZIP", "{n} files of the ZIP", files).format(n=grouped(files))


def _count(number: int) -> str:
    return ngettext("One card or message", "{n} cards and messages", number).format(n=grouped(number))


def troubles(brought: Import, page: str) -> "Page[Trouble]":
    """What was not understood, in the order of the files, some at a time; a page that is not there is the nearest."""
    rows = Trouble.objects.filter(brought=brought).select_related("file").order_by("file__place", "id")
    return Paginator(rows, TROUBLES_A_PAGE).get_page(page)


def letters_on_streets(brought: Import) -> int:
    """Moments that came of these files' letters up to now; more may come when more people or addresses are known."""
    return Moment.objects.of(brought.member).filter(import_id=brought.pk).count()


def mail_read(brought: Import) -> MailRead | None:
    """Nothing where no mail archive was among its files."""
    archives = [file for file in brought.files.all() if file.kind == FileKind.MAILBOX]
    if not archives:
        return None
    to_go_through = letters_to_go_through(brought.member, brought.pk)
    messages = sum(file.items for file in archives)
    return MailRead(messages, brought.automatic, brought.to_whom_unsaid, to_go_through)


def own_is_unsaid(member: Member) -> bool:
    """Whether there is mail, and the member was never asked which addresses are theirs."""
    said = Letters.objects.filter(member=member, own_said_at__isnull=False)
    return Mail.objects.filter(member=member).exclude(Exists(said)).exists()


def is_finished(brought: Import) -> bool:
    return brought.state not in UNFINISHED


def report(brought: Import) -> dict[str, Any]:
    """As interfaces give it to machines."""
    senders = Sender.objects.filter(brought=brought, last_on__isnull=False).order_by("address")
    rows = Trouble.objects.filter(brought=brought).select_related("file").order_by("file__place", "id")
    return {
        "people": {"new": brought.people_new, "joined": brought.people_joined, "unchanged": brought.people_unchanged},
        "moments": {"new": brought.moments_new, "unchanged": brought.moments_unchanged},
        "senders": {one.address: one.last_on.isoformat() for one in senders if one.last_on},
        "meetings": {"new": 0, "unchanged": 0},
        "not_understood": [{"file": one.file.name, "at": one.at, "why": one.why} for one in rows],
    }


def empty_report(why: Mapping[str, str]) -> dict[str, Any]:
    """Where no file could be read: by the name of each, why."""
    none = {"new": 0, "unchanged": 0}
    return {
        "people": {"new": 0, "joined": 0, "unchanged": 0}, "moments": dict(none), "senders": {}, "meetings": dict(none),
        "not_understood": [{"file": name, "at": "", "why": reason} for name, reason in why.items()],
    }  # fmt: skip


def kept_files() -> list[Path]:
    """Where files of ours lie that some row needs, whoever brought them or takes them out."""
    waiting = File.objects.filter(brought__state__in=UNFINISHED).exclude(path="").values_list("path", flat=True)
    made = TakenOut.objects.filter(state="done").values_list("path", flat=True)
    home = environment().home
    return [path for named in (*waiting, *made) if (path := files.lies_in(home, named))]
