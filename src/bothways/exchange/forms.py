"""What a member may send to the pages of bringing in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bothways.exchange.rules.who import AT_A_TIME
from bothways.formats.addresses import normalised
from bothways.formats.language import gettext as _
from bothways.formats.text import seen
from bothways.ground.saying import later
from bothways.ground.writing import Line, cleaned

ROLES = [("mentor", later("Mentored me")), ("mentee", later("I mentor them")), ("peer", later("We are peers"))]
_MOST_TYPED = 200


class OwnForm(forms.Form):
    """`mine` are the ticked addresses, `shown` all that the page offered, `more` those typed."""

    more = Line(
        label=later("Others that are yours"),
        required=False,
        max_length=2000,
        help_text=later("Old ones too, from earlier places. Several with a space between."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.mine = self._listed("mine")
        self.shown = self._listed("shown")

    def _listed(self, name: str) -> set[str]:
        sent = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return {address for text in sent if (address := normalised(cleaned(text)))}

    def clean_more(self) -> set[str]:
        typed = [text for text in re.split(r"[\s,;]+", seen(self.cleaned_data["more"])) if text]
        wrong = [text for text in typed if not normalised(text)]
        if wrong:
            says = _("“{typed}” is no mail address. It looks like name@example.org.")
            raise ValidationError(says.format(typed=wrong[0][:80]))
        found = {normalised(text) for text in typed}
        if len(found) > _MOST_TYPED:
            says = _("These are {n} addresses, and {most} at most are kept at once. Write the others after these.")
            raise ValidationError(says.format(n=len(found), most=_MOST_TYPED))
        return found


class WhoForm(forms.Form):
    """Where the member is in the list; the answers themselves are read by the keys of those who are asked about."""

    stretch = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=700, strip=False, widget=forms.HiddenInput)
    last = forms.CharField(required=False, max_length=700, strip=False, widget=forms.HiddenInput)

    def answers(self) -> dict[str, str]:
        """By the key of a row; at most as many as a page holds."""
        sent = ((name, value) for name, value in self.data.items() if name[:2] in ("p-", "a-") and value)
        return {cleaned(str(name)): str(value) for name, value in list(sent)[:AT_A_TIME]}


class SomeoneElseForm(forms.Form):
    """Stands in the same form as the list, so the browser must not ask for it."""

    use_required_attribute = False

    else_name = Line(label=later("Their name"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    else_role = forms.ChoiceField(label=later("What they were to you"), choices=ROLES, initial="mentor")
