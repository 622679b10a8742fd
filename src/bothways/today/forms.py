"""What a member may answer to a card."""

from django import forms

from bothways.today.actions import DAYS, HOW
from bothways.today.rules.cards import Act

NEVER = "never"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ACTS = [(act.value, act.value) for act in Act]


class BeginForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    about = forms.UUIDField()


class NotNowForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    days = forms.ChoiceField(
        choices=[*((str(days), f"{days} days") for days in DAYS), (NEVER, "Never for this person")]
    )

    def clean_days(self) -> int | None:
        """None: never this for this person."""
        days = self.cleaned_data["days"]
        return None if days == NEVER else int(days)


class AppointmentForm(forms.Form):
    """Where nothing is said, Sunday evening."""

    weekday = forms.TypedChoiceField(label="On which day", choices=list(enumerate(WEEKDAYS)), coerce=int, initial="6")
    time = forms.TimeField(
        label="At what time", initial="18:00", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )


class DoneForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    how = forms.ChoiceField(choices=[(how, how) for how in HOW])
