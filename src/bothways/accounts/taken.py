"""What of a member's own is taken out."""

from typing import Any
from zoneinfo import available_timezones

from bothways.accounts.models import MailServer, Member, OwnAddress, TriedServer
from bothways.formats.addresses import normalised
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.ground.taken import Table


def is_an_address(values: dict[str, Any]) -> str:
    return "" if normalised(values["address"]) == values["address"] else _("“address” is no mail address")


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
            "welcomed_at",
            "acted_on",
            "back_on",
        ),
        words={"timezone": {"UTC", *available_timezones()}},
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
    MailServer: "Its password is sealed for this Bothways alone, and a server is tried before it is kept.",
    TriedServer: "It is a mail server that is not kept yet.",
}
