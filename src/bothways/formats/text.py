"""Bytes that may be in any charset, and text that may hold anything, made fit to keep and to show."""

import codecs
import re
import unicodedata

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
BLANKS = "\u2800\u3164\u115f\u1160\uffa0\u034f\ufe0e\ufe0f\ufffc"  # signs that are printed, and nothing to see
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")
_SPACES = re.compile(r"\s+")
# Python knows them as charsets. They are none, and punycode takes minutes for what another does in no time.
_NO_CHARSETS = {"punycode", "idna", "unicode-escape", "raw-unicode-escape"}


def decoded(raw: bytes, charset: str = "", spare: str = "") -> str:
    """The text in the charset named; where that does not hold, UTF-8; else the spare one, Windows-1252, Latin 1."""
    for name in (charset, "utf-8", spare, "cp1252"):
        try:
            known = codecs.lookup(name or "utf-8").name
            return raw.decode("utf-8" if known in _NO_CHARSETS else known)
        except (LookupError, ValueError):  # a charset that nobody knows, or bytes that are not in it
            continue
    return raw.decode("latin-1")


def paragraphs(text: str) -> str:
    """Without control signs and signs that turn the direction of reading; line feeds and tabs stay."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text)).strip()


def one_line(text: str, longest: int) -> str:
    """On one line whatever it held, and cut to `longest` signs; nothing where it holds only signs that nobody sees."""
    text = text[: longest * 4]
    if text.isprintable():  # nearly always: no control sign, no space but the plain one
        line = " ".join(text.split())[:longest]
        return line if line.strip(BLANKS + " ") else ""
    line = _SPACES.sub(" ", _UNSEEN.sub(" ", text)).strip()[:longest]
    return line if any(sign.isprintable() and sign not in BLANKS + " " for sign in line) else ""


def seen(text: str) -> str:
    """Without the signs of format that nobody sees, as they come along when something is copied."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def plain(text: str) -> str:
    """
    What is typed to be read by a rule, as a day or a code: digits of any script as ours, one blank of any kind as one.

    Signs that nobody sees, as they come along when something is copied, are left out.
    """
    return " ".join("".join(map(_plain, text)).split())


def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return "" if unicodedata.category(sign) == "Cf" else sign
