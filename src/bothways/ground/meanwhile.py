"""Two windows over one thing: a form comes back with what was typed, and beside it what stands there (decision 22)."""

from typing import Any

from django import forms
from django.utils.choices import flatten_choices

from bothways.formats.language import gettext as _
from bothways.ground.refusals import ChangedMeanwhile


def over_what_stands(form: forms.Form, problem: ChangedMeanwhile) -> None:
    """A valid form, to be shown again over the version that stands there now. Sent once more, it is kept."""
    form.data = {name: form[name].value() for name in form.fields} | {"version": problem.version}
    onward = _("Nothing was saved yet: look at both, then keep what you want.")
    form.add_error(None, f"{problem.says} {onward}")
    for name, stands in problem.kept.items():
        if name in form.fields:
            form.add_error(name, _("Kept now: {text}").format(text=_in_words(form.fields[name], stands)))


def _in_words(field: forms.Field, stands: Any) -> str:
    if isinstance(stands, bool):
        return _("ticked") if stands else _("not ticked")
    named = dict(flatten_choices(getattr(field, "choices", ())))
    return str(named.get(stands, stands) or _("nothing"))
