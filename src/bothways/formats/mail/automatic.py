"""Why a message is no direct contact between two people (decision 11): list, bulk, bounce or automatic answer."""

import re

from bothways.formats.mail.fields import Fields
from bothways.formats.mail.message import Automatic

_LISTS = (b"list-id", b"list-post", b"mailing-list", b"x-mailing-list", b"x-beenthere")
_ANSWERS = (b"x-autoreply", b"x-autorespond", b"x-auto-reply")
_PRECEDENCE = {
    "list": Automatic.LIST,
    "bulk": Automatic.BULK,
    "junk": Automatic.BULK,
    "auto_reply": Automatic.AUTO_REPLY,
}
_RETURNS = re.compile(r"(?:mailer-daemon|postmaster|bounces?(?:[+=-].*)?)@.*")
_NOBODY = re.compile(
    r"(?:.*[._+-])?(?:no|do-?not|do_not)[._-]?reply(?:[._+-].*)?@.*|(?:notifications?|newsletter)(?:\+.*)?@.*"
)
_NULL_SENDER = re.compile(rb"<\s*>")


def automatic(found: Fields, sender: str) -> Automatic:
    """The first reason that holds; `sender` is the author's address, normalised, or nothing."""
    return _bounce(found, sender) or _answer(found) or _list(found) or _bulk(found, sender)


def _bounce(found: Fields, sender: str) -> Automatic:
    if (
        found.get(b"content-type", b"").lower().startswith(b"multipart/report")
        or b"x-failed-recipients" in found
        or _NULL_SENDER.fullmatch(found.get(b"return-path", b""))
        or _RETURNS.fullmatch(sender)
        or b"mailer-daemon" in found.get(b"from", b"").lower()
    ):
        return Automatic.BOUNCE
    return Automatic.NO


def _answer(found: Fields) -> Automatic:
    """RFC 3834: anything but `no` was not sent by a person's own hand."""
    submitted = found.get(b"auto-submitted", b"no").lower()
    if not found.keys().isdisjoint(_ANSWERS) or submitted.startswith((b"auto-replied", b"auto-notified")):
        return Automatic.AUTO_REPLY
    return Automatic.NO if submitted.startswith(b"no") or not submitted else Automatic.BULK


def _list(found: Fields) -> Automatic:
    if not found.keys().isdisjoint(_LISTS):
        return Automatic.LIST
    precedence = found.get(b"precedence", b"").decode("latin-1").lower()
    return next((reason for word, reason in _PRECEDENCE.items() if precedence.startswith(word)), Automatic.NO)


def _bulk(found: Fields, sender: str) -> Automatic:
    if (
        b"list-unsubscribe" in found
        or _NOBODY.fullmatch(sender)
        or found.get(b"x-spam-flag", b"").lower().startswith(b"yes")
        or b"spam" in found.get(b"x-gmail-labels", b"").lower()
    ):
        return Automatic.BULK
    return Automatic.NO
