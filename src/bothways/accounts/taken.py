"""What of a member's own is taken out."""

from typing import Any
from zoneinfo import available_timezones

from bothways.accounts.models import FormerServer, MailServer, Member, OwnAddress, Token, TriedServer
from bothways.formats.addresses import is_kept_so
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.ground.taken import Table
from bothways.ground.writing import cleaned


def is_an_address(values: dict[str, Any]) -> str:
    return "" if is_kept_so(values["address"]) else _("“address” is no mail address")


def has_a_name(values: dict[str, Any]) -> str:
    """One that is seen."""
    return "" if cleaned(values["name"]).strip() else _("“name” is empty")


def _could_be_said(values: dict[str, Any]) -> str:
    """By the forms of the settings."""
    if nameless := has_a_name(values):
        return nameless
    begins, ends = values["quiet_from"], values["quiet_until"]
    if (begins is None) != (ends is None) or (begins is not None and begins == ends):
        return _("“quiet_from” and “quiet_until” do not go together")
    return ""


TABLES = (
    Table(
        "member",
        Member,
        marked("your name, how you like it here, your address as it stands on envelopes, and when you were last here"),
        of="pk",
        only=(
            "name",
            "called",
            "signs_as",
            "language",
            "timezone",
            "paper",
            "sender_address",
            "theme",
            "quiet_from",
            "quiet_until",
            "appointment",
            "welcomed_at",
            "acted_on",
            "back_on",
        ),
        words={"timezone": {"UTC", *available_timezones()}},
        must=_could_be_said,
        from_the_start=True,
    ),
    Table(
        "own_addresses",
        OwnAddress,
        marked("your own mail addresses, old ones too"),
        must=is_an_address,
        from_the_start=True,
    ),
)
STAYS = {
    Token: "It is what a program comes in by, here alone.",
    MailServer: "Its password is sealed for this Bothways alone, and a server is tried before it is kept.",
    FormerServer: "It is a mail server that is no longer in use, kept until its member has been told so.",
    TriedServer: "It is a mail server that is not kept yet.",
}
