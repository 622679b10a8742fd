"""Which mail is kept, and who takes part in it (decision 11)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bothways.formats.mail.message import Automatic, Mailbox, Message

MOST_RECIPIENTS = 10
_LONGEST_ADDRESS = 254


def is_personal(message: Message) -> bool:
    """Written by somebody to at most ten, at a known time; no list, bulk, bounce or automatic mail."""
    if message.automatic or message.sent_at is None or not message.authors:
        return False
    return says_to_whom(message)


def says_to_whom(message: Message) -> bool:
    """Whether it names those who got it, and they are few: the archive of a list names nobody."""
    return 0 < len({one.address for one in message.recipients}) <= MOST_RECIPIENTS


def parties(message: Message) -> list[tuple[Mailbox, bool]]:
    """Each address on it once as writer and once as recipient, and whether it wrote; with a name where one is given."""
    found: dict[tuple[str, bool], Mailbox] = {}
    for ones, wrote in ((message.authors, True), (message.recipients, False)):
        for one in ones:
            had = found.get((one.address, wrote))
            if len(one.address) <= _LONGEST_ADDRESS and (had is None or not had.name):
                found[one.address, wrote] = one
    return [(one, wrote) for (_, wrote), one in found.items()]


def last_days(messages: Iterable[Message]) -> dict[str, date]:
    """The day (UTC) on which each address last wrote, whatever kind of mail it was."""
    last: dict[str, date] = {}
    for message in messages:
        if message.sent_at is None:
            continue
        day = message.sent_at.date()
        for one in message.authors:
            if len(one.address) <= _LONGEST_ADDRESS:
                last[one.address] = max(day, last.get(one.address, day))
    return last


def deliveries(messages: Iterable[Message]) -> Counter[str]:
    """How many messages were delivered to which address; a list's own archive tells nothing about whose it is."""
    return Counter(
        address
        for message in messages
        if message.automatic is not Automatic.LIST
        for address in message.delivered_to
        if len(address) <= _LONGEST_ADDRESS
    )
