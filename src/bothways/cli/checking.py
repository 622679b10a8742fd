"""`bothways check`: whether all is whole that is kept here."""

from dataclasses import asdict, dataclass
from datetime import datetime

from bothways.cli import house
from bothways.cli.saying import AsJson, refuse, say
from bothways.formats.language import sized
from bothways.gratitude.queries.letters import waiting_for_long
from bothways.gratitude.rules.sending import SOON
from bothways.ground.clock import is_within, now
from bothways.ground.environment import environment
from bothways.ground.later import waits_since
from bothways.vault.models import LastBackup
from bothways.vault.queries import Found, is_there, last_backup, logs_words_that_fail, look_around


def check(as_json: AsJson = False) -> None:
    """Looks at the database, at what is summed up of the moments, at the files and the key. Changes nothing."""
    house.enter(environment())
    found = look_around()
    last = None if found.waiting else last_backup()
    late = None if found.waiting else _what_is_late(now())
    told = {"last_backup": _values(last), "late": late and asdict(late)}
    said = [*_spoken(found, last), *_of_late(late), *([_WORDS_IN_ITS_LOG] if logs_words_that_fail() else [])]
    say("\n".join(said), found.as_values() | told, as_json=as_json)
    if not found.is_whole:
        refuse("\n".join(_amiss(found)))


_WORDS_IN_ITS_LOG = (
    "PostgreSQL writes into its log what a statement that fails was to keep. Two settings of its role prevent it: "
    "they stand in the guide (“On PostgreSQL”)."
)


def _spoken(found: Found, last: LastBackup | None) -> list[str]:
    return [
        f"Database ({found.database}): {'damaged' if found.broken else 'whole'}.",
        f"People: {found.people}, of whom {len(found.drifted)} are summed up otherwise than their moments say.",
        f"Files that are needed: {found.files}, of which {len(found.missing)} are missing.",
        f"Sealed secrets: {found.opened} open with this key, {found.locked} do not.",
        _of(last),
    ]


@dataclass(frozen=True)
class Late:
    """Letters that no mail server has taken yet, and since when; since when the background work has begun nothing."""

    letters: int
    letters_since: datetime | None
    work_since: datetime | None


def _what_is_late(at: datetime) -> Late:
    letters, work = waiting_for_long(at), waits_since(at)
    oldest = letters.values_list("queued_at", flat=True).first()
    return Late(letters.count(), oldest, None if work is None or is_within(work, SOON, at) else work)


def _of_late(late: Late | None) -> list[str]:
    said = []
    if late and late.letters_since:
        since = f"{late.letters_since:%Y-%m-%d %H:%M} UTC"
        said.append(f"Letters that no mail server has taken yet: {late.letters}, the oldest since {since}.")
    if late and late.work_since:
        since = f"{late.work_since:%Y-%m-%d %H:%M} UTC"
        said.append(f"Background work has waited since {since}: does `bothways up` run, and does the log say why?")
    return said


def _of(last: LastBackup | None) -> str:
    if last is None:
        return "No backup was made yet: `bothways backup` makes one."
    gone = "" if is_there(last) else " It does not lie there any more."
    return f"Last backup: {last.made_at:%Y-%m-%d %H:%M} UTC, {last.file}, {sized(last.size)}.{gone}"


def _values(last: LastBackup | None) -> dict[str, object] | None:
    if last is None:
        return None
    told = {"file": last.file, "bytes": last.size, "made_at": last.made_at.isoformat()}
    return told | {"is_there": is_there(last)}


def _amiss(found: Found) -> list[str]:
    """What is not as it should be, and what to do about it."""
    said = {
        "The database is damaged. Stop Bothways and restore your last backup: " + "; ".join(found.broken): found.broken,
        "The tables are of an older Bothways: `bothways up` brings them up to date.": found.waiting,
        "The tables were changed by a newer Bothways: start that one.": found.unknown,
        "Summed up wrongly: " + ", ".join(found.drifted) + ".": found.drifted,
        "Missing: " + ", ".join(found.missing) + ". What was to be read from there is brought in again.": found.missing,
        house.another_key(environment(), found.locked): found.locked,
    }  # fmt: skip
    return [sentence for sentence, holds in said.items() if holds]
