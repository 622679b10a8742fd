"""What a form objects to is said in our words, whatever the field: Django's own are known, and none of them is left."""

import ast
import importlib
import re
from pathlib import Path

import django
import pytest
from django import forms

from tests.architecture.house import SOURCE, modules

MESSAGE = re.compile(r'^msgid(?:_plural)? ((?:".*"\s*)+)', re.MULTILINE)


def _words_of_django():
    """All that Django says to people, from the list that its translators work on."""
    catalogue = Path(django.__file__).parent / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    found = MESSAGE.findall(catalogue.read_text(encoding="utf-8"))
    return {"".join(ast.literal_eval(line) for line in text.splitlines() if line) for text in found} - {""}


def _forms():
    for path in modules():
        if path.name == "forms.py":
            importlib.import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
    return sorted(_below(forms.Form), key=lambda form: form.__qualname__)


def _below(kind):
    for form in kind.__subclasses__():
        if form.__module__.startswith("bothways."):
            yield form
        yield from _below(form)


def _objections(field):
    """All that can be said of a field: its own words, and those of its validators that it has none for."""
    yield from field.error_messages.items()
    for check in field.validators:
        if check.code not in field.error_messages:
            yield check.code, check.message


@pytest.mark.parametrize("form", _forms(), ids=lambda form: form.__qualname__)
def test_a_form_speaks_in_our_words(form):
    theirs = _words_of_django()

    left = [
        (name, code, str(says))
        for name, field in form.base_fields.items()
        for code, says in _objections(field)
        if str(says) in theirs
    ]

    assert left == []


def test_the_words_of_django_are_known():
    assert {"This field is required.", "Enter a valid date.", "Enter a whole number."} <= _words_of_django()
    assert any(text.startswith("Select a valid choice.") for text in _words_of_django())


def test_what_is_no_id_is_refused_in_our_words_too():
    """A field that asks a table lets its column speak."""
    from bothways.people.models import Person

    for kind in (forms.ModelMultipleChoiceField, forms.ModelChoiceField):
        asked = kind(Person.objects.all())
        with pytest.raises(forms.ValidationError, match="Choose again") as refusal:
            asked.clean(["zz"] if kind is forms.ModelMultipleChoiceField else "zz")

        assert "UUID" not in str(refusal.value)
