"""Keeps of mail: who, when, subject and Message-ID of personal letters, and when each address last wrote."""

from collections.abc import Sequence

from bothways.exchange.models import Again, Import, Sender
from bothways.exchange.rules.mail import deliveries, is_personal, last_days, parties
from bothways.formats.mail.message import Message
from bothways.ground.pouring import pour
from bothways.moments.models import Mail, MailParty


def keep_mail(brought: Import, messages: Sequence[Message]) -> None:
    """Within the caller's transaction, which holds the member: so no other import writes the same letters meanwhile."""
    personal = {one.message_id[:300]: one for one in reversed(messages) if is_personal(one)}
    had = {one.message_id: one for one in Mail.objects.filter(member=brought.member_id, message_id__in=personal)}
    fresh = [_mail(brought, key, one) for key, one in reversed(personal.items()) if key not in had]
    pour(fresh)
    pour(
        [
            MailParty(mail_id=mail.pk, member_id=mail.member_id, address=one.address, name=one.name[:300], wrote=wrote)
            for mail in fresh
            for one, wrote in parties(personal[mail.message_id])
        ]
    )
    again = [one for one in had.values() if one.import_id != brought.pk]
    Again.objects.bulk_create([Again(brought=brought, mail=one) for one in again], ignore_conflicts=True)
    _say_who_wrote(brought, messages)


def _mail(brought: Import, key: str, message: Message) -> Mail:
    return Mail(
        member_id=brought.member_id, message_id=key, sent_at=message.sent_at or brought.started_at,
        subject=message.subject[:300], import_id=brought.pk,
    )  # fmt: skip


def _say_who_wrote(brought: Import, messages: Sequence[Message]) -> None:
    last, delivered = last_days(messages), deliveries(messages)
    addresses = sorted(last.keys() | delivered.keys())
    had = {one.address: one for one in Sender.objects.filter(brought=brought, address__in=addresses)}
    rows = []
    for address in addresses:
        row = had.get(address) or Sender(brought=brought, address=address)
        day = max(filter(None, (row.last_on, last.get(address))), default=None)
        if row.pk is None or day != row.last_on or delivered[address]:
            times = row.delivered + delivered[address]
            rows.append(Sender(brought=brought, address=address, last_on=day, delivered=times))
    Sender.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["brought", "address"], update_fields=["last_on", "delivered"]
    )
