"""Sending from here: to whom not, how often it is tried, and what is said when a letter comes back."""

from datetime import date, datetime, timedelta

from bothways.formats.days import exactly, spoken
from bothways.formats.language import gettext as _
from bothways.formats.language import marked, ngettext
from bothways.people.rules import Contact, Life, may_suggest

PAUSES = (1, 2, 4, 8)  # minutes between two tries; the last goes on, so that a server is found back within ten
LONGEST_PAUSE = timedelta(minutes=max(PAUSES))
GIVE_UP = timedelta(days=5)  # after which a letter comes back (RFC 5321, 4.5.4.1)
MOST_UNANSWERED = 3  # times the whole letter is given to a server that then says nothing: each may have arrived
A_DAY = timedelta(hours=24)
SOON = timedelta(minutes=2)  # within which a letter is in hand, where the background work goes on
IN_HAND = timedelta(minutes=6)  # longer than any talk with a server
AHEAD = 2  # times the longest wait: as far as one can lie ahead, where it was begun after somebody looked at the clock


def not_from_here(
    name: str, *, life: str, contact: str, paused_until: date | None, asked_not_to: bool, today: date
) -> str:
    """Why nothing is sent to them from here, in a sentence; empty where it may be."""
    if life == Life.DIED:
        return _("{name} has died. This letter stays here, to be read and kept; it never leaves.").format(name=name)
    if asked_not_to:
        said = _("{name} asked not to be written to through Bothways, so nothing is sent from here.")
        return said.format(name=name)
    if contact == Contact.ENDED:
        return _("You ended contact with {name}, so nothing is sent from here.").format(name=name)
    if not may_suggest(life, contact, paused_until, today):
        return _("You let contact with {name} rest, so nothing is sent from here.").format(name=name)
    return ""


def find_out_first(name: str) -> str:
    said = _("You said that you do not know whether {name} lives. Find that out gently first; every word is kept.")
    return said.format(name=name)


def is_over(until: datetime, at: datetime, longest: timedelta) -> bool:
    """
    Whether this time has come. One much further away than the longest there is was named by a clock that stood ahead:
    nobody waits for it.
    """
    return until <= at or until > at + AHEAD * longest


def next_try(tries: int, at: datetime) -> datetime:
    return at + timedelta(minutes=PAUSES[min(tries, len(PAUSES)) - 1])


def enough(a_day: int, room: datetime) -> str:
    """`room`: when there is room again, by the member's clock."""
    room += timedelta(seconds=59)  # a whole minute, and never one too early
    return ngettext(
        "{n} letter went out from here within 24 hours, and that is all for one day. There is room again on {day} "
        "at {time}; printed, or in your own mail program, this one can leave now.",
        "{n} letters went out from here within 24 hours, and that is all for one day. There is room again on {day} "
        "at {time}; printed, or in your own mail program, this one can leave now.",
        a_day,
    ).format(n=a_day, day=spoken(exactly(room.date())), time=f"{room:%H:%M}")


_CAME_BACK = {
    "recipient": marked(
        "The mail server takes no letters for {to}. Look at the address on their page, then send it again."
    ),
    "mailbox": marked("The mail server takes no letters for {to} now. Their own mail server says why."),
    "relay": marked("Your mail server does not send to {to} for you. Look at your mail server in the settings."),
    "sender": marked("The mail server takes no letters from {sender}. Look at your mail server in the settings."),
    "message": marked("The mail server did not take the letter."),
}


def bounced() -> str:
    return _("Look at their address, then send it again or choose another way.")


def came_back(what: str, says: str, *, sender: str, to: str) -> str:
    """`says`: what the server said, a sentence of its own."""
    return f"{_(_CAME_BACK[what]).format(sender=sender, to=to)} {says}"


def comes_from_elsewhere(before: str, now: str) -> str:
    said = _("It was to come from {before}, and your letters come from {now} by now. Send it again, and it does, too.")
    return said.format(before=before, now=now)


def went_elsewhere(name: str, to: str) -> str:
    said = _("It was to go to {to}, which is no address of {name} any more. Look at their page, then send it again.")
    return said.format(to=to, name=name)


def gave_up(says: str) -> str:
    ended = _("For {n} days nobody took it, so it is not tried again by itself.").format(n=GIVE_UP.days)
    return f"{ended} {says}"


def may_have_it(says: str = "") -> str:
    """`says`: why the last try was in vain, where it was."""
    earlier = _("The mail server may have got the whole letter at an earlier try, so it may have arrived.")
    return f"{earlier} {says}".strip()


def mourns_the_living(name: str) -> str:
    """Of a letter to a family, after the death was taken back."""
    return _("You took back that {name} has died. This letter to the family stays here; it never leaves.").format(
        name=name
    )
