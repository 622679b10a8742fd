"""One field of a card taken apart: its name, its parameters, its value in the right charset."""

import base64
import binascii
import quopri
import re
from dataclasses import dataclass

from bothways.formats.text import decoded, paragraphs

_NAME = re.compile(rb"[ \t]*(?:([A-Za-z0-9_.-]{1,60})\.)?([A-Za-z0-9_/-]{1,200})[ \t]*$")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^(.)", re.DOTALL)  # RFC 6868
_LONGEST_HEAD = 10_000
_BARE_ENCODINGS = ("QUOTED-PRINTABLE", "BASE64", "B")


@dataclass(frozen=True, slots=True)
class Property:
    """`name` and the names of parameters are in upper case; `types` are the words of TYPE, in lower case."""

    group: str
    name: str
    params: dict[str, str]
    types: tuple[str, ...]
    raw: bytes
    spare: str = ""  # the charset of its neighbours, for a value that names none and is not UTF-8

    @property
    def octets(self) -> bytes | None:
        """The value of base64 decoded; nothing where it is broken."""
        try:
            return base64.b64decode(b"".join(self.raw.split()) + b"==")
        except (binascii.Error, ValueError):
            return None

    @property
    def encoded(self) -> str:
        how = self.params.get("ENCODING", "").upper()
        return {"B": "BASE64", "Q": "QUOTED-PRINTABLE"}.get(how, how)

    @property
    def written(self) -> str:
        """The value as text, its escapes still in it."""
        raw = quopri.decodestring(self.raw) if self.encoded == "QUOTED-PRINTABLE" else self.raw
        return decoded(raw, self.params.get("CHARSET", ""), self.spare)

    @property
    def text(self) -> str:
        return paragraphs(_unescaped(self.written))

    @property
    def parts(self) -> list[str]:
        """What semicolons divide, as in N, ADR and ORG."""
        return [paragraphs(_unescaped(part)) for part in _split(self.written)]


def read_property(line: bytes) -> Property | None:
    """The field on this line, or nothing where the line is none."""
    at = _colon(line)
    if at < 0:
        return None
    head, _, rest = line[:at].partition(b";")
    named = _NAME.match(head)
    if named is None:
        return None
    params, types = _params(decoded(rest)) if rest else ({}, ())
    group, name = (named[1] or b"").decode("ascii").lower(), named[2].decode("ascii").upper()
    return Property(group, name, params, types, line[at + 1 :])


def _colon(line: bytes) -> int:
    """Where the value begins: the first colon outside quotes; where quotes are never closed, the first of all."""
    first = line.find(b":", 0, _LONGEST_HEAD)
    if first < 0 or b'"' not in line[:first]:
        return first
    quoted = False
    for at, sign in enumerate(line[:_LONGEST_HEAD]):
        if sign == 0x22:
            quoted = not quoted
        elif sign == 0x3A and not quoted:
            return at
    return first


def _params(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    params: dict[str, str] = {}
    types: list[str] = []
    for param in _outside_quotes(text):
        name, equals, value = param.partition("=")
        name, value = name.strip().upper(), _CARET.sub(_uncaret, value.strip().strip('"'))
        if not equals and name in _BARE_ENCODINGS:
            params["ENCODING"] = name
        elif not equals:  # vCard 2.1: HOME for TYPE=HOME
            types.append(name.lower())
        elif name == "TYPE":
            types += [word.strip(' "').lower() for word in value.split(",")]
        else:
            params.setdefault(name, value)
    return params, tuple(filter(None, types))


def _outside_quotes(text: str) -> list[str]:
    if '"' not in text:
        return text.split(";")
    pieces: list[str] = []
    for at, piece in enumerate(text.split('"')):
        if at % 2:
            pieces[-1] += piece
        else:
            first, *more = piece.split(";")
            pieces[-1:] = [(pieces[-1] if pieces else "") + first]
            pieces += more
    return pieces


def _uncaret(found: re.Match[str]) -> str:
    return {"n": "\n", "^": "^", "'": '"'}.get(found[1], found[0])


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _split(text: str) -> list[str]:
    """Divided at semicolons that no backslash escapes."""
    if "\\" not in text:
        return text.split(";")
    return re.sub(r"\\.|;", lambda found: "\x00" if found[0] == ";" else found[0], text, flags=re.DOTALL).split("\x00")
