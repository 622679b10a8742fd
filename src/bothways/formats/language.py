"""
The language in which Bothways speaks just now, and its sentences in it.

English sentences stand in the code, marked by `_`. What they are in another language stands in `locale/`: a file a
room to write in (`es/street.po`) and one to read (`es.mo`), both kept by `bin/words`. A letter has the language of its
person (`gratitude.rules.kits`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = {"en": "English", "es": "Español"}  # each by its own name
LOCALE = Path(__file__).parents[1] / "locale"

_spoken: ContextVar[str] = ContextVar("spoken", default="en")


def language() -> str:
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """All that is said within is said in this language; English where it is not known."""
    before = _spoken.set(known(language))
    try:
        yield
    finally:
        _spoken.reset(before)


def known(language: str) -> str:
    """`es` for `es-MX`, and English for what has no sentences here."""
    first = language.partition("-")[0].lower()
    return first if first in LANGUAGES else "en"


def gettext(sentence: str) -> str:
    return _book(_spoken.get()).gettext(sentence) if sentence else ""  # to gettext "" is the head of its book


def ngettext(one: str, many: str, number: int) -> str:
    return _book(_spoken.get()).ngettext(one, many, number)


def pgettext(context: str, sentence: str) -> str:
    """For a word that is two in another language; the context says which."""
    return _book(_spoken.get()).pgettext(context, sentence)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    return _book(_spoken.get()).npgettext(context, one, many, number)


def marked(sentence: str) -> str:
    """A sentence of a table that is made when no language is known yet: marked here, said with `_` where it is read."""
    return sentence


def grouped(number: int) -> str:
    """A large number as it is read: 20,000, and in Spanish 20 000 (Ortografía de la lengua española, 2010)."""
    return f"{number:,}" if language() == "en" else f"{number:,}".replace(",", "\u202f")


def sized(size: int) -> str:
    """How large a file is: `12.3 MB`, `812 KB`."""
    return f"{size / 1024**2:,.1f} MB" if size >= 1024**2 else f"{grouped(round(size / 1024))} KB"


@cache
def _book(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    with (LOCALE / f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)
