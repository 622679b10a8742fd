"""Reads names and addresses out of an address field that no grammar fits, and takes what is there."""

import re

from bothways.formats.addresses import normalised, of_old_mail
from bothways.formats.mail.message import Mailbox
from bothways.formats.mail.words import decoded_words
from bothways.formats.text import one_line

LONGEST_NAME = 200
MOST = 500
_LONGEST_PIECE = 2_000

# The lengths are bounded so that no field, whatever it holds, takes more time than its own length.
_MARK = re.compile(r"([\",;()])")
_CLOSING = {'"': '"', "(": ")"}
_ANGLE = re.compile(r"<\s{0,9}([^<>]{1,400}?)\s{0,9}>")
_BARE = re.compile(r'(?:"(?:[^"\\]|\\.){1,64}"|(?<![^\s<>()\[\]:;,"])[^\s<>()\[\]:;,"]{1,254})@[^\s<>()"]{1,255}')
# as list archives hide addresses
_MASKED = re.compile(r"(?<![^\s<>(),;:])([^\s<>(),;:]{1,254}) at ([^\s<>(),;:]{1,255})")
_COMMENT = re.compile(r"\(([^()]{0,400})\)")


def mailboxes(text: str) -> tuple[Mailbox, ...]:
    """
    The mailboxes in `text`, in their order; a name with a comma in it is put together again.

    The first 501: one too many shows that there are more.
    """
    found: list[Mailbox] = []
    waiting = ""
    for piece in _pieces(text):
        whole = f"{waiting}, {piece}" if waiting else piece
        one = _mailbox(whole)
        waiting = "" if one else whole[-LONGEST_NAME:]  # `Bar, MD <a@b>`: the address comes after the comma
        if one:
            found.append(one)
        if len(found) > MOST:
            break
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """Divided at commas and semicolons outside quotes and comments; where one is never closed, at all of them."""
    pieces = [""]
    closing = ""
    for part in _MARK.split(text):
        if part == closing and not pieces[-1].endswith("\\"):
            closing = ""
        elif not closing:
            closing = _CLOSING.get(part, "")
        if part in (",", ";") and not closing:
            pieces.append("")
        elif len(pieces[-1]) < _LONGEST_PIECE:
            pieces[-1] += part
    return re.split("[,;]", text) if closing else pieces


def _mailbox(piece: str) -> Mailbox | None:
    for pattern, group in ((_ANGLE, 1), (_BARE, 0)):
        for match in pattern.finditer(piece):
            address = _address(match[group])
            if address:
                rest = piece[: match.start()] + piece[match.end() :]
                return Mailbox(address, _name(rest))
    masked = _MASKED.search(piece)
    if masked and (address := normalised(f"{masked[1]}@{masked[2]}")):
        return Mailbox(address, _name(piece[: masked.start()] + piece[masked.end() :]))
    return None


def _address(text: str) -> str:
    return normalised(decoded_words(text)) or of_old_mail(text)


def _name(text: str) -> str:
    """The name beside an address, without the quotes, brackets and comments around it."""
    name = text.strip(" \t\r\n,;:")
    if not _quoted(name):
        comment = _COMMENT.search(name)
        name = _COMMENT.sub(" ", name).strip() or (comment[1] if comment else "")
    if _quoted(name):
        name = name[1:-1].replace('\\"', '"')
    return one_line(decoded_words(name), LONGEST_NAME)


def _quoted(name: str) -> bool:
    return len(name) > 1 and name[0] == name[-1] and name[0] in "\"'"
