"""What of the line of time is taken out."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from bothways.accounts.models import Member
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.ground.taken import Table
from bothways.moments.models import Mail, MailParty, Moment, State
from bothways.moments.rules import KINDS, is_contact


def _contact(values: dict[str, Any]) -> bool:
    return is_contact(values["kind"])


def _fits(values: dict[str, Any]) -> str:
    if values["lane"] in KINDS[values["kind"]].lanes:
        return ""
    says = _("“lane” and “kind” do not go together ({lane}, {kind})")
    return says.format(lane=values["lane"][:20], kind=values["kind"])


def named_by_moments(member: Member, ids: Mapping[UUID, UUID], *, sources: Sequence[str]) -> None:
    """What became of a letter or a promise names it by its id."""
    became = Moment.objects.of(member).filter(source__in=sources).exclude(source_key="")
    new = {str(old): str(now) for old, now in ids.items()}
    for moment_id, key in became.values_list("pk", "source_key"):
        if key in new:
            Moment.objects.filter(pk=moment_id).update(source_key=new[key])


TABLES = (
    Table(
        "moments",
        Moment,
        marked(
            "what passed between you and them: which way (theirs: it came to you; mine: you gave it; together), what, "
            "when, and in which words"
        ),
        anew={"contact": _contact},
        words={"kind": KINDS},
        must=_fits,
    ),
    Table("mails", Mail, marked("personal mail that was brought in: when, and its subject; its text was never kept")),
    Table("mail_parties", MailParty, marked("who wrote each of these mails, and who got it")),
)
STAYS = {State: "It repeats what the moments say, and is worked out anew."}
