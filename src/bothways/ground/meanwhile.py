"""
Two windows over one thing, or one form sent twice: it comes back with what was typed, and beside it what stands there
(decision 22).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.choices import flatten_choices

from bothways.formats.days import Day, spoken
from bothways.formats.language import gettext as _
from bothways.ground.records import Record, new_id
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready
from bothways.ground.writing import VersionInput


class NewId(forms.UUIDField):
    """The id that the new row will have, drawn when the form was shown: sent twice, it makes one row."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=new_id, required=False)

    def clean(self, value: Any) -> UUID:
        try:
            return super().clean(value) or new_id()
        except ValidationError:
            return new_id()


def over_what_stands(form: forms.Form, problem: ChangedMeanwhile) -> None:
    """
    A valid form, to be shown again over what stands there now. Sent once more, it is kept: of a row in its version, of
    one that it would have made as another one.
    """
    if isinstance(problem, KeptAlready):
        form.data = _typed(form) | {"id": new_id()}
        onward = _("Nothing was changed: look at both. Only if this is something else, keep it, too.")
    else:
        form.data = _typed(form) | {"version": problem.version}
        onward = _("Nothing was saved yet: look at both, then keep what you want.")
    form.add_error(None, f"{problem.says} {onward}")
    beside(form, problem)


@contextmanager
def unless_of_before(request: HttpRequest) -> Iterator[int | None]:
    """
    The version of a row that a page showed which asks to take it away or back; of another one nothing is done, and it
    is told: there is no text of theirs that could stand beside what stands there.
    """
    said = request.POST.get("version")
    try:
        yield VersionInput().clean(said) if said else None
    except ChangedMeanwhile:
        messages.warning(
            request, _("This was changed since that page was opened, so nothing was done. Look at it as it is now.")
        )


def beside(form: forms.Form, problem: ChangedMeanwhile) -> None:
    """What stands there, at its fields."""
    for name, stands in problem.kept.items():
        if name in form.fields:
            form.add_error(name, _("Kept now: {text}").format(text=_in_words(form.fields[name], stands)))


def _typed(form: forms.Form) -> dict[str, Any]:
    return {name: form[name].value() for name in form.fields}


def _in_words(field: forms.Field, stands: Any) -> str:
    if isinstance(stands, bool):
        return _("ticked") if stands else _("not ticked")
    if isinstance(stands, Day):
        return spoken(stands)
    if isinstance(stands, Record):
        return str(getattr(stands, "name", ""))
    named = dict(flatten_choices(getattr(field, "choices", ())))
    return str(named.get(stands, stands) or _("nothing"))
