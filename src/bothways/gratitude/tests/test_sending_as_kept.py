"""What goes out is what is kept, whenever the page was opened from which it is sent."""

from datetime import timedelta

from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.actions import sending, writing
from bothways.gratitude.models import Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.tests import make
from bothways.people.models import Person

SOON = make.NOW + timedelta(minutes=1)


def test_what_goes_out_is_what_is_kept_also_where_it_was_read_before(ada: Member, grace: Person, box: Postbox) -> None:
    letter = make.letter_to(grace, make.help_of(grace))
    read_before = queries.letter(ada, letter.pk)
    writing.save(
        letter, version=letter.version, answers=letter.answers(), greeting="Dear old friend,", close="Ever yours,",
        signature="Ada L.", form="letter", subject="At last", at=make.NOW,
    )  # fmt: skip

    sending.send(read_before, at=SOON, today=make.TODAY)

    message = bytes(Outgoing.objects.get().message).decode()
    for words in ("Subject: At last", "Dear old friend,", "Ever yours,", "Ada L."):
        assert words in message
