"""A no that is not about their address marks no address, and sends the member where something can be done."""

from datetime import timedelta

from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.gratitude.models import Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.tests import make
from bothways.people.models import Person

MINUTE = timedelta(minutes=1)


def _states() -> set[tuple[str, str]]:
    return {(one.letter.state, one.state) for one in Outgoing.objects.select_related("letter")}


def test_where_the_server_does_not_send_there_for_us_the_server_is_named_and_no_address_marked(
    ada: Member, grace: Person, box: Postbox
) -> None:
    make.sent_letter(grace)
    box.says["RCPT"] = ["554 5.7.1 relay access denied"]

    make.work(ada)

    assert (_states(), queries.takes_no_letters(grace)) == ({("draft", "refused")}, [])
    assert "Your mail server does not send to grace@example.edu for you" in Outgoing.objects.get().said


def test_a_full_mailbox_waits_and_marks_nobody(ada: Member, grace: Person, box: Postbox) -> None:
    make.sent_letter(grace)
    box.says["RCPT"] = ["552 5.2.2 mailbox full"]

    make.work(ada)

    assert (_states(), queries.takes_no_letters(grace)) == ({("queued", "waiting")}, [])
    assert "Their mailbox is full" in Outgoing.objects.get().said
    make.work(ada, make.NOW + MINUTE)
    assert _states() == {("given", "taken")}
