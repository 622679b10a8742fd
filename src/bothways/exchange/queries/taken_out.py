"""What a member took out last, and how far it is."""

from datetime import datetime
from pathlib import Path

from bothways.accounts.models import Member
from bothways.exchange import files
from bothways.exchange.models import TakenOut
from bothways.exchange.queries.imports import STILL
from bothways.formats.language import sized
from bothways.ground.clock import is_within


def of(member: Member) -> TakenOut | None:
    return TakenOut.objects.filter(member=member).first()


def the_file(member: Member) -> Path | None:
    """What was taken out, to be sent to its member; nothing where it was deleted here since."""
    found = TakenOut.objects.filter(member=member, state="done").first()
    return Path(found.path) if found and Path(found.path).exists() else None


def stands_still(taken: TakenOut, at: datetime) -> bool:
    """Whether nobody has begun to make it in the time in which a worker would."""
    return (
        taken.state == "making" and not files.halves_of(Path(taken.path)) and not is_within(taken.asked_at, STILL, at)
    )


def so_far(taken: TakenOut) -> str:
    """How large the file is; while it is made, how large it has become."""
    try:
        return sized(taken.size or max(one.stat().st_size for one in files.halves_of(Path(taken.path))))
    except (OSError, ValueError):  # it begins in a moment, or is finished in this one
        return ""
