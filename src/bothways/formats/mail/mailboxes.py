"""Reads names and addresses out of an address field that no grammar fits, and takes what is there."""

import re

from bothways.formats.addresses import normalised
from bothways.formats.mail.message import Mailbox
from bothways.formats.mail.words import decoded_words
from bothways.formats.text import one_line

LONGEST_NAME = 200
MOST = 500

# One mailbox of a list ends at a comma or semicolon that stands outside quotes; nothing here can backtrack far.
_PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^",;]|")+?(?=[,;]|$)', re.DOTALL)
_ANGLE = re.compile(r"<\s*([^<>]*?)\s*>")
_BARE = re.compile(r'(?:"(?:[^"\\]|\\.){1,64}"|[^\s<>()\[\]:;,"]+)@[^\s<>()"]+')
_MASKED = re.compile(r"([^\s<>(),;:]+) at ([^\s<>(),;:]+\.[^\s<>(),;:]+)")  # as list archives hide addresses
_COMMENT = re.compile(r"\(([^()]*)\)")


def mailboxes(text: str) -> tuple[Mailbox, ...]:
    """The mailboxes in `text`, the first 500, in their order; a name with a comma in it is put together again."""
    found: list[Mailbox] = []
    waiting = ""
    for piece in _PIECE.findall(text):
        whole = f"{waiting}, {piece}" if waiting else piece
        one = _mailbox(whole)
        waiting = "" if one else whole[-LONGEST_NAME:]  # `Bar, MD <a@b>`: the address comes after the comma
        if one:
            found.append(one)
        if len(found) == MOST:
            break
    return tuple(found)


def _mailbox(piece: str) -> Mailbox | None:
    for pattern, group in ((_ANGLE, 1), (_BARE, 0)):
        for match in pattern.finditer(piece):
            address = _address(match[group])
            if address:
                rest = piece[: match.start()] + piece[match.end() :]
                return Mailbox(address, spoken_name(rest))
    masked = _MASKED.search(piece)
    if masked and (address := normalised(f"{masked[1]}@{masked[2]}")):
        return Mailbox(address, spoken_name(piece[: masked.start()] + piece[masked.end() :]))
    return None


def _address(text: str) -> str:
    """Normalised; of old mail also what only looks like an address, such as `site!user@host@gateway.example`."""
    address = normalised(decoded_words(text))
    loose = text.lower()
    return address or (loose if loose.count("@") > 1 and loose.isascii() and not re.search(r"[\s\"<>]", loose) else "")


def spoken_name(text: str) -> str:
    """The name beside an address, without the quotes, brackets and comments around it."""
    comment = _COMMENT.search(text)
    outside = _COMMENT.sub(" ", text).strip(" \t\r\n,;:")
    name = outside or (comment[1] if comment else "")
    if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1].replace('\\"', '"')
    return one_line(decoded_words(name), LONGEST_NAME)
