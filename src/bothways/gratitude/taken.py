"""What of thanks, letters and news is taken out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.gratitude.models import Letter, Loop, News, Outgoing, Part, Telling, TheirNews
from bothways.gratitude.rules.kept import LET_GO
from bothways.gratitude.rules.kinds import SLUGS
from bothways.gratitude.rules.sending import may_have_it
from bothways.gratitude.rules.ways import WAYS
from bothways.ground.taken import Table
from bothways.moments.taken import named_by_moments


def _ready(values: dict[str, Any]) -> None:
    """Nothing is ever sent by itself: what waited for a mail server asks its member again."""
    if values["state"] == "queued":
        values["state"] = "ready"


def _withdrawn(values: dict[str, Any]) -> None:
    """What a server may have is not sent once more elsewhere either: that is asked there."""
    if values["state"] != "waiting":
        return
    if values["unanswered"] or values["in_hand_until"]:
        values.update(state="unsure", said=may_have_it(), ended_at=values["queued_at"])
    else:
        values["state"] = "withdrawn"
    values["in_hand_until"] = None


def _do_not_go_together(one: str, other: str) -> str:
    return _("“{one}” and “{other}” do not go together").format(one=one, other=other)


def _stands(values: dict[str, Any]) -> str:
    """A letter has the days of its state."""
    state = values["state"]
    if (state == "given") != (values["given_on"] is not None):
        return _do_not_go_together("state", "given_on")
    if (state == "draft") != (values["ready_at"] is None):
        return _do_not_go_together("state", "ready_at")
    return ""


def _ended(values: dict[str, Any]) -> str:
    """What waited stands still from the moment it was taken out, and has no end."""
    if values["state"] in ("waiting", "withdrawn") or values["ended_at"] is not None:
        return ""
    return _do_not_go_together("state", "ended_at")


def _elsewhere(_: dict[str, Any]) -> bool:
    return True


def _named_by_moments(member: Member, ids: Mapping[UUID, UUID]) -> None:
    named_by_moments(member, ids, sources=["letter", "voice"])


_LET_GO = {"let_go": {"", *LET_GO}}

TABLES = (
    Table(
        "letters",
        Letter,
        marked("your letters and cards: draft, ready or given; what they say is in letter_parts"),
        words={"ready_by": {"", *(way.slug for way in WAYS)}},
        must=_stands,
        at_rest=_ready,
        came_in=_named_by_moments,
    ),
    Table(
        "letter_parts",
        Part,
        marked("your answers, of which letters are made; each is a paragraph"),
        of="letter__member",
        words={"question": SLUGS},
    ),
    Table(
        "sent",
        Outgoing,
        marked(
            "letters that were sent by mail from here, and what became of them; the messages are files of their own"
        ),
        anew={"elsewhere": _elsewhere},
        files={"message": "sent/{id}.eml"},
        must=_ended,
        at_rest=_withdrawn,
    ),
    Table("thanks", Loop, marked("help that came to you, and whether you thanked for it"), words=_LET_GO),
    Table("their_news", TheirNews, marked("good news of theirs, and whether you congratulated them"), words=_LET_GO),
    Table("news", News, marked("what became of you")),
    Table(
        "tellings",
        Telling,
        marked("who should hear of your news, because of which help, and whether they did"),
        words=_LET_GO,
    ),
)
STAYS: dict[Any, str] = {}
