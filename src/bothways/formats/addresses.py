"""One form for every e-mail address, so that the same address is the same text everywhere."""

import re
import unicodedata
from urllib.parse import quote

LONGEST = 254  # RFC 5321, 4.5.3.1.3, without the < and > of a path

_PLAIN = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_LOCAL = re.compile(r"[^\x00-\x20\x7f\"(),:;<>@\[\\\]]+")  # an atom with dots; outside ASCII by RFC 6531
_QUOTED = re.compile(r'"(?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])+"')
_DOMAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_LITERAL = re.compile(r"\[[0-9a-z:.-]+\]")  # [192.0.2.1]


def normalised(address: str) -> str:
    """Trimmed, lower case, the domain in ASCII (xn--...); nothing where it is no address (RFC 5321, 5322)."""
    text = address.strip().lower().rstrip(".")
    if len(text) > LONGEST:
        return ""
    if _PLAIN.fullmatch(text):
        return text
    local, at, domain = unicodedata.normalize("NFC", text).rpartition("@")
    if not at or not (_LOCAL.fullmatch(local) or _QUOTED.fullmatch(local)) or not _visible(local):
        return ""
    plain = _in_ascii(domain)
    return f"{local}@{plain}" if plain and len(local) + len(plain) < LONGEST else ""


def of_old_mail(text: str) -> str:
    """What only looks like an address, such as `site!user@host@gateway.example`: its sender is known by it."""
    loose = text.lower()
    fits = loose.count("@") > 1 and len(loose) <= LONGEST and loose.isascii() and loose.isprintable()
    return loose if fits and not re.search(r"[\s\"<>]", loose) else ""


def in_a_link(address: str) -> str:
    """As it stands behind `mailto:` (RFC 6068, 2): of its signs only the one between name and domain as it is."""
    return "@".join(quote(part, safe="") for part in address.rpartition("@")[::2] if part)


def is_kept_so(address: str) -> bool:
    """Whether an address book, mail or a member's own hand can have brought it in this form."""
    return bool(address) and address in (normalised(address), of_old_mail(address))


def _in_ascii(domain: str) -> str:
    if _DOMAIN.fullmatch(domain) or _LITERAL.fullmatch(domain):
        return domain
    try:
        plain = domain.encode("idna").decode("ascii")  # a lookalike becomes xn--..., and shows as what it is
    except UnicodeError:
        return ""
    return plain if _DOMAIN.fullmatch(plain) else ""


def _visible(text: str) -> bool:
    """No control, no invisible sign, no half of a pair: C and Z are Unicode's classes of those."""
    return text.isascii() or not any(unicodedata.category(sign)[0] in "CZ" for sign in text)
