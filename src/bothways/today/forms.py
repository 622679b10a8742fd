"""What a member may answer to a card."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bothways.formats.days import weekdays
from bothways.formats.language import gettext as _
from bothways.ground.saying import later
from bothways.people.models import Person
from bothways.today.actions import DAYS, HOW
from bothways.today.rules.cards import Act

NEVER = "never"
_ACTS = [(act.value, act.value) for act in Act]


class BeginForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    about = forms.UUIDField()


class NotNowForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    days = forms.ChoiceField(choices=[(days, days) for days in (*map(str, DAYS), NEVER)])

    def clean_days(self) -> int | None:
        """None: never this for this person."""
        days = self.cleaned_data["days"]
        return None if days == NEVER else int(days)


def _weekdays() -> list[tuple[int, str]]:
    return [(number, f"{name[0].upper()}{name[1:]}") for number, name in enumerate(weekdays())]


class AppointmentForm(forms.Form):
    """Where nothing is said, Sunday evening."""

    weekday = forms.TypedChoiceField(label=later("On which day"), choices=_weekdays, coerce=int, initial="6")
    time = forms.TimeField(
        label=later("At what time"), initial="18:00", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


CHANGES = {
    "died": later("They have died"),
    "ill": later("They have a hard time"),
    "moved": later("They moved, or can be reached elsewhere"),
}


class BackForm(forms.Form):
    """After long silence of the member's own: what changed, and with whom."""

    person = forms.ChoiceField(label=later("Who?"), required=False)
    what = forms.ChoiceField(
        label=later("What changed?"), choices=[("", later("Nothing that I know of")), *CHANGES.items()], required=False
    )

    def __init__(self, *arguments: Any, people: Iterable[Person], **options: Any) -> None:
        super().__init__(*arguments, **options)
        names = [(str(one.pk), one.name) for one in people]
        self.fields["person"].choices = [("", _("Choose somebody")), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("what") and not values.get("person") and "person" not in self.errors:
            self.add_error("person", _("Say who it is."))
        return values


class DoneForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    how = forms.ChoiceField(choices=[(how, how) for how in HOW])
    shown_on = forms.DateField(required=False)  # of a page that is sent again after midnight
