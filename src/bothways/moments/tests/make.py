"""What tests of the timeline are made of."""

from datetime import UTC, date, datetime
from typing import Any

from bothways.accounts.models import Member
from bothways.formats.days import Day, exactly
from bothways.moments import actions
from bothways.moments.models import Mail, MailParty, Moment
from bothways.people.models import Person

TODAY = date(2026, 11, 22)


def moment(person: Person, lane: str = "together", kind: str = "met", on: Day | None = None, **values: Any) -> Moment:
    return actions.record(person, lane=lane, kind=kind, on=on or exactly(TODAY), today=TODAY, **values)


def mail(member: Member, sender: str, *to: str, on: date = date(2019, 5, 4), about: str = "A letter") -> Mail:
    kept = Mail.objects.create(
        member=member,
        message_id=f"{Mail.objects.count()}@x",
        sent_at=datetime(*on.timetuple()[:3], 9, tzinfo=UTC),
        subject=about,
    )
    for address, wrote in [(sender, True), *((one, False) for one in to)]:
        MailParty.objects.create(mail=kept, member=member, address=address, wrote=wrote)
    return kept
