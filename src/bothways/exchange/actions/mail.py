"""Keeps of mail: who, when, subject and Message-ID of personal letters, and when each address last wrote."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import F

from bothways.exchange.models import Again, Import
from bothways.exchange.rules.mail import deliveries, is_personal, last_days, parties, says_to_whom
from bothways.formats.mail.message import Message
from bothways.gratitude.models import Outgoing
from bothways.ground.pouring import pour_values
from bothways.ground.records import new_id
from bothways.moments.models import Mail, MailParty

_MAIL = ("id", "member_id", "message_id", "sent_at", "subject", "import_id")
_PARTY = ("mail_id", "member_id", "address", "name", "wrote")

# The later day and the sum, whatever was there: so nothing has to be read first.
_SAY = """
INSERT INTO exchange_sender (brought_id, address, last_on, delivered) VALUES (%s, %s, %s, %s)
ON CONFLICT (brought_id, address) DO UPDATE SET
    last_on = CASE WHEN exchange_sender.last_on IS NULL OR excluded.last_on > exchange_sender.last_on
        THEN excluded.last_on ELSE exchange_sender.last_on END,
    delivered = exchange_sender.delivered + excluded.delivered
"""


def keep_mail(brought: Import, messages: Sequence[Message]) -> None:
    """Within the caller's transaction, which holds the member: so no other import writes the same letters meanwhile."""
    personal: dict[str, Message] = {}
    for one in messages:
        if is_personal(one):
            personal.setdefault(one.message_id[:300], one)
    for key in _sent_from_here(brought.member_id, personal):
        del personal[key]
    kept = Mail.objects.filter(member=brought.member_id, message_id__in=personal)
    had = {key: (mail_id, by) for key, mail_id, by in kept.values_list("message_id", "pk", "import_id")}
    _write(brought, {key: one for key, one in personal.items() if key not in had})
    again = [Again(brought=brought, mail_id=mail_id) for mail_id, by in had.values() if by != brought.pk]
    Again.objects.bulk_create(again, ignore_conflicts=True)
    _say_who_wrote(brought, messages)
    automatic = sum(1 for one in messages if one.automatic)
    unsaid = sum(1 for one in messages if not one.automatic and not says_to_whom(one))
    Import.objects.filter(pk=brought.pk).update(
        automatic=F("automatic") + automatic, to_whom_unsaid=F("to_whom_unsaid") + unsaid
    )


def _sent_from_here(member: UUID, keys: Iterable[str]) -> list[str]:
    """Mail servers keep a copy of what went through them; as a given letter it stands on the street already."""
    named = [f"<{key}>" for key in keys]
    ours = Outgoing.objects.filter(member=member, message_id__in=named).values_list("message_id", flat=True)
    return [one[1:-1] for one in ours]


def _write(brought: Import, letters: Mapping[str, Message]) -> None:
    ids: dict[str, UUID] = {key: new_id() for key in letters}
    member = brought.member_id
    mails = [(ids[key], member, key, one.sent_at, one.subject[:300], brought.pk) for key, one in letters.items()]
    sides = [(ids[key], party, wrote) for key, one in letters.items() for party, wrote in parties(one)]
    pour_values(Mail, _MAIL, mails)
    pour_values(MailParty, _PARTY, [(key, member, one.address, one.name[:300], wrote) for key, one, wrote in sides])


def _say_who_wrote(brought: Import, messages: Sequence[Message]) -> None:
    last, delivered = last_days(messages), deliveries(messages)
    import_id = brought.pk if connection.features.has_native_uuid_field else brought.pk.hex
    day = connection.ops.adapt_datefield_value
    rows = [(import_id, one, day(last.get(one)), delivered[one]) for one in sorted(last.keys() | delivered.keys())]
    with connection.cursor() as cursor:
        cursor.executemany(_SAY, rows)
