"""What a member may answer to a card."""

from django import forms

from bothways.today.actions import DAYS, HOW
from bothways.today.rules.cards import Act

_ACTS = [(act.value, act.value) for act in Act]


class BeginForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    about = forms.UUIDField()


class NotNowForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    days = forms.TypedChoiceField(
        coerce=int, required=False, empty_value=None, choices=[(str(days), f"{days} days") for days in DAYS]
    )


class DoneForm(forms.Form):
    act = forms.ChoiceField(choices=_ACTS)
    how = forms.ChoiceField(choices=[(how, how) for how in HOW])
