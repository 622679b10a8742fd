"""What people type, made safe to keep: one way to write each letter, and nothing that cannot be seen or stored."""

import unicodedata
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.functional import lazy

from bothways.formats.addresses import LONGEST as LONGEST_ADDRESS
from bothways.formats.language import gettext as _
from bothways.formats.language import grouped
from bothways.formats.text import BLANKS, plain, seen

LONGEST_LINE = 300
LONGEST_TEXT = 100_000
MOST_MARKS = 30

_BIDI = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)  # overrides that make text read as another
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
_NEVER = {**_BIDI, **_CONTROLS}
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # Unicode's classes of controls, signs of format, and blanks
_COLONS = dict.fromkeys(map(ord, "\uff1a\ufe55\u2236"), ":")


def cleaned(text: str) -> str:
    """NFC, lines ended by one character, without controls, bidirectional overrides and halves of surrogate pairs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore") if _has_surrogate(text) else text
    text = unicodedata.normalize("NFC", _few_marks(text)).translate(_NEVER)
    return text if any(letter not in BLANKS and unicodedata.category(letter) not in _UNSEEN for letter in text) else ""


def _few_marks(text: str) -> str:
    """
    At most thirty marks on one letter (UAX 15, stream-safe text).

    More is no writing, and the time to put them in order grows with their square: minutes for what one form can hold.
    """
    if text.isascii():
        return text
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _too_long(most: int) -> str:
    return _("That is too long: {most} letters at most.").format(most=grouped(most))


class _Typed(forms.CharField):
    """What cannot be seen is cleaned away before it could be a reason to refuse."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [MaxLengthValidator(self.max_length)]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: with it a browser cuts what is pasted, without a word. The script says it instead."""
        attributes = forms.Field.widget_attrs(self, widget)
        if widget.is_hidden:
            return attributes
        return attributes | {
            "data-longest": self.max_length,
            "data-too-long": lazy(_too_long, str)(self.max_length or 0),
        }


class Line(_Typed):
    """One line of text."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LONGEST_LINE)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return " ".join(cleaned(str(value)).split()) if value else ""


class Words(_Typed):
    """Text of several lines, kept as it was typed."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LONGEST_TEXT)
        options.setdefault("strip", False)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return cleaned(str(value)).strip() if value else ""


class MailAddress(forms.EmailField):
    """Without signs that nobody sees, as they come along when it is copied."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_ADDRESS, **options})

    def to_python(self, value: Any) -> str:
        return seen(super().to_python(value) or "")


class WholeNumber(forms.IntegerField):
    """
    Of digits in any script; nothing is guessed.

    Django cuts zeros off behind a point, so that 1.000, which is a thousand in Spanish, would be one.
    """

    def to_python(self, value: Any) -> int | None:
        typed = plain(str(value)) if value not in self.empty_values else ""
        if typed and not typed.removeprefix("-").isdecimal():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(typed)


class Clock(forms.TimeField):
    """A time of day, in the digits and colons of whoever types it."""

    def to_python(self, value: Any) -> time | None:
        typed = plain(value).translate(_COLONS) if isinstance(value, str) else value
        found: time | None = super().to_python(typed)
        return found


class VersionInput(forms.IntegerField):
    """Which version of a row the person read; carried by the form, hidden."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def clean(self, value: Any) -> int:
        try:
            return int(super().clean(value) or 0)
        except ValidationError:
            return 0  # no version that any row has: the save is refused as changed meanwhile, with the text kept
