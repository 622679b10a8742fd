"""What follows from how a person is called, and whether Bothways may suggest contact with them."""

import unicodedata
from datetime import date
from enum import StrEnum


class Life(StrEnum):
    """Decision 14. `unknown` means that the member said so, and leads to "find out gently" before a letter."""

    LIVING = "living"
    UNKNOWN = "unknown"
    DIED = "died"


class Contact(StrEnum):
    OPEN = "open"
    PAUSED = "paused"  # until a day, or until the member opens it again
    ENDED = "ended"


class Role(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
    PEER = "peer"


def may_suggest(life: str, contact: str, paused_until: date | None, today: date) -> bool:
    """
    May Bothways suggest contact with this person? The one function that every page, job and mail asks.

    Never with someone who died, whose contact ended, or which is paused: until the day it is paused to, that day not
    included, and for as long as no day is named.
    """
    return life != Life.DIED and _not_resting(contact, paused_until, today)


def may_remember(life: str, contact: str, paused_until: date | None, today: date) -> bool:
    """May Bothways bring up a day of remembrance? Only of someone who died, and not where the member wants rest."""
    return life == Life.DIED and _not_resting(contact, paused_until, today)


def _not_resting(contact: str, paused_until: date | None, today: date) -> bool:
    if contact == Contact.PAUSED:
        return paused_until is not None and paused_until <= today
    return contact == Contact.OPEN


def initials(name: str, given: str = "", family: str = "") -> str:
    """At most two letters for a face: "RO", "王", "·" where there is no name."""
    raise NotImplementedError


def addressed(name: str, given: str = "", family: str = "", prefix: str = "", address_as: str = "") -> str:
    """
    How they are spoken to after "Dear" (CULT-1): what they invited to, else title and surname, else the whole name.

    A first name alone is never chosen for the member: it is an invitation, kept in `address_as`.
    """
    raise NotImplementedError


def sort_key(name: str, given: str = "", family: str = "") -> str:
    """Surname first, without case and accents, the same in every database and locale."""
    raise NotImplementedError
