"""What is said beside a field that cannot be taken: what to do, in our words where Django has its own."""

from typing import Any

from django import forms
from django.db import models

from bothways.ground.saying import later

_GONE = later("That is not here, or no longer. Choose again.")

# By the kind of field, the general before the special; by what is wrong, as Django calls it.
OURS: dict[type[forms.Field] | type[models.Field[Any, Any]], dict[str, str]] = {
    forms.Field: {
        "required": later("This is still empty. Fill it in."),
        "max_length": later("That is too long: %(limit_value)d letters at most, and it has %(show_value)d."),
        "min_value": later("Write a number that is at least %(limit_value)d."),
        "max_value": later("Write a number that is at most %(limit_value)d."),
        "null_characters_not_allowed": later("There is a sign in it that cannot be kept. Write it anew."),
    },
    forms.EmailField: {"invalid": later("That is not a mail address. It looks like name@example.org.")},
    forms.UUIDField: {"invalid": _GONE},
    forms.IntegerField: {"invalid": later("Write a whole number, in digits.")},
    forms.TimeField: {"invalid": later("Write a time as 18:00.")},
    forms.DateField: {"invalid": later("Write a day as 2026-11-03.")},
    forms.ChoiceField: {
        "required": later("Nothing is chosen yet. Choose one."),
        "invalid_choice": later("That is none of the choices here. Choose one of them."),
    },
    forms.ModelChoiceField: {"invalid_choice": _GONE},
    forms.ModelMultipleChoiceField: {"invalid_choice": _GONE, "invalid_list": _GONE, "invalid_pk_value": _GONE},
    models.UUIDField: {"invalid": _GONE},  # who asks a table for what is no id hears the column, not the field
}


def say_ours() -> None:
    """Before any form is made: each field takes its words from its kind."""
    for kind, words in OURS.items():
        kind.default_error_messages = {**kind.default_error_messages, **words}
