"""Says what a file is by its content, never by its name."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.formats.mail.postmarks import is_postmark


class FileKind(StrEnum):
    CARDS = "vcard"
    MAILBOX = "mbox"
    LIFE = "bothways"  # everything that was taken out of a Bothways


@dataclass(frozen=True, slots=True)
class Unknown:
    """`why` is a sentence for a person: what the file seems to be, and what to do."""

    why: str


HEAD = 65_536  # as many bytes from the beginning of a file are enough to tell

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_PACKED = (
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"\x1f\x9d", "compress"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"]\x00\x00", "lzma"),
    (b"LZIP", "lzip"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\x04\x22\x4d\x18", "LZ4"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
)
_FOREIGN = (
    (b"!BDN", marked("This is an Outlook data file (PST). Please export the mail as mbox, or the people as vCard.")),
    (
        b"BEGIN:VCALENDAR",
        marked("This is a calendar. Bothways reads address books (vCard) and mail archives (mbox) so far."),
    ),
    (
        b'{"FORMAT": "BOTHWAYS',
        marked("This is a part of a whole life that was taken out of a Bothways. Bring in the ZIP itself, by itself."),
    ),
    (b"%PDF", marked("This is a PDF. Bothways reads address books (vCard) and mail archives (mbox).")),
)
_OF_A_LIFE = (b"README.txt", b"manifest.json", b"records/", b"sent/")  # what lies first in a ZIP of ours
# As it lies in one that a computer unpacked and packed again
_ANEW = re.compile(rb"PK\x03\x04.{26}(?:[^/]{1,255}/)?(?:manifest\.json|records/)", re.DOTALL)
_NAME_IN_ZIP = 30  # where a ZIP names its first file
_TAR = 257  # where a tar archive says that it is one, behind the name of its first file
_NOT_KNOWN = marked("This is neither an address book (vCard, .vcf) nor a mail archive (mbox) that Bothways can read.")

_WIDE_MAIL = marked(
    "This mail archive was saved as UTF-16, which no mail is written in. Please export it again as mbox."
)


def kind_of(head: bytes) -> FileKind | Unknown:
    """The kind of the file that begins with `head`; the first `HEAD` bytes are enough."""
    if not head.strip():
        return Unknown(_("This file is empty."))
    if _is_of_a_life(head):
        return FileKind.LIFE
    if packed := _packed(head):
        says = _("This file is packed ({how}). Please unpack it first, and bring in what is in it.")
        return Unknown(says.format(how=packed))
    plain = _plain(head)
    if re.search(rb"(?:^|[\r\n])[ \t]*BEGIN[ \t]*:[ \t]*VCARD", plain, re.IGNORECASE):
        return FileKind.MAILBOX if _begins_with_message(plain) else FileKind.CARDS
    if _begins_with_message(plain):
        return Unknown(_(_WIDE_MAIL)) if _is_wide(head) else FileKind.MAILBOX
    if why := next((why for mark, why in _FOREIGN if plain[:20].upper().startswith(mark)), ""):
        return Unknown(_(why))
    if _FIELD.match(plain) and re.search(rb"^(?:from|received|message-id)[ \t]*:", plain, re.IGNORECASE | re.MULTILINE):
        return Unknown(_("This seems to be a single message. Please bring in a whole mail archive (mbox)."))
    return Unknown(_(_NOT_KNOWN))


def _is_of_a_life(head: bytes) -> bool:
    is_zip = head.startswith(b"PK\x03\x04")
    return is_zip and (head[_NAME_IN_ZIP:].startswith(_OF_A_LIFE) or _ANEW.search(head) is not None)


def _packed(head: bytes) -> str:
    """How the file is packed, or nothing where it is not; what lies in it unpressed must not be taken for the file."""
    if head[_TAR : _TAR + 5] == b"ustar":
        return "tar"
    return next((name for mark, name in _PACKED if head.startswith(mark)), "")


def _begins_with_message(plain: bytes) -> bool:
    line, _, rest = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n")
    return line.startswith(b"From ") and (bool(_FIELD.match(rest)) or is_postmark(line + b"\n" + rest, 0))


def _is_wide(head: bytes) -> bool:
    """In UTF-16: every other byte of plain English is zero."""
    return (head[:2] in _MARKS or b"\x00" in head[:2]) and head.count(b"\x00") > len(head) // 4


def _plain(head: bytes) -> bytes:
    """The head without byte order mark and leading blanks; UTF-16 loses its zero bytes, which is enough to tell."""
    if _is_wide(head):
        head = head.replace(b"\x00", b"")
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.lstrip()
