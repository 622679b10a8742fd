"""What of a member's own is taken out."""

from bothways.accounts.models import MailServer, Member, OwnAddress
from bothways.formats.language import marked
from bothways.ground.taken import Table

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
        from_the_start=True,
    ),
    Table("own_addresses", OwnAddress, marked("your own mail addresses, old ones too"), from_the_start=True),
)
STAYS = {MailServer: "Its password is sealed for this Bothways alone, and a server is tried before it is kept."}
