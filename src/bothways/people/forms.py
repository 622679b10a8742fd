"""What a member may type about people and chapters."""

from datetime import date
from typing import Any

from django import forms

from bothways.formats.addresses import normalised
from bothways.formats.days import MONTHS, Day, spoken
from bothways.ground.days import DayInput
from bothways.ground.writing import Line, VersionInput, Words
from bothways.people.rules import CHANNELS, CHAPTER_KINDS, Life, is_before_birth

ROLES = [("mentor", "They mentor me"), ("mentee", "I mentor them"), ("peer", "We are peers")]
LANGUAGES = [("en", "English"), ("es", "Spanish")]


class Dated(forms.Form):
    """A form with days in it, which knows what day it is for the member."""

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for one in self.fields.values():
            if isinstance(one, DayInput):
                one.today = today


def ends_before_it_begins(values: dict[str, Any]) -> bool:
    begins, ends = values.get("begins"), values.get("ends")
    return bool(begins and ends and ends.latest < begins.earliest)


class ChapterForm(Dated):
    name = Line(label="What do you call it?", help_text="School, Residency, First practice")
    kind = forms.ChoiceField(label="What kind of chapter", choices=[("", "–"), *CHAPTER_KINDS.items()], required=False)
    place = Line(label="Where", required=False)
    begins = DayInput(label="From", help_text="A year is enough.")
    ends = DayInput(label="Until", help_text="Empty: it goes on.", planned=True)
    version = VersionInput()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["version"].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if ends_before_it_begins(values):
            self.add_error("ends", "This chapter would end before it begins.")
        return values


class WhoForm(forms.Form):
    """A name, in answer to "who helped you here?"."""

    name = Line(label="Who?")
    role = forms.ChoiceField(choices=ROLES, initial="mentor", required=False)

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or "mentor"


class RoleForm(Dated):
    role = forms.ChoiceField(label="What you are to each other", choices=ROLES)
    chapter = forms.ChoiceField(label="In which chapter", required=False)
    begins = DayInput(label="Since", help_text="A year is enough.")
    ends = DayInput(label="Until", help_text="Empty: it goes on.")
    version = VersionInput()

    def __init__(self, *arguments: Any, chapters: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["chapter"].choices = [("", "–"), *chapters]  # type: ignore[attr-defined]
        self.fields["version"].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if ends_before_it_begins(values):
            self.add_error("ends", "This would end before it begins.")
        return values


class PersonForm(Dated):
    """All that is kept of a person but roles and life."""

    name = Line(label="Name")
    # a form's own `prefix` stays what it is: fields are taken off the class
    prefix = Line(label="Title", required=False, max_length=100, help_text="Dr., Prof., Mr.")  # type: ignore[assignment]
    given = Line(label="Given name", required=False)
    family = Line(label="Family name", required=False)
    address_as = Line(
        label="How you address them", required=False, help_text="What stands after “Dear”: Mr. Bell, Rosa"
    )
    language = forms.ChoiceField(label="Language of letters", choices=LANGUAGES)
    channel = forms.ChoiceField(
        label="How they like to be reached", choices=[("", "I do not know"), *CHANNELS.items()], required=False
    )
    reach = Line(label="More on that", required=False, help_text="Short mails, calls after six")
    reach_is_guess = forms.BooleanField(label="This is my guess; they have not said so", required=False)
    not_from_here = forms.BooleanField(label="They asked not to be written to through Bothways", required=False)
    # as long as any text: an address book may have brought a hundred of each on one card
    emails = Words(label="Mail addresses", required=False, help_text="One a line.")
    phones = Words(label="Telephone numbers", required=False, help_text="One a line.")
    postal = Words(label="Postal address", required=False, max_length=2000)
    care_of = Line(label="Care of", required=False, help_text="The school, the clinic: whoever hands it on")
    organisation = Line(label="Where they work", required=False)
    work = Line(label="What they do", required=False)
    born = DayInput(label="Birthday", yearless=True, help_text="1950-04-12, or --04-12 without the year")
    note = Words(label="Notes", required=False, help_text="Write as if they might read it one day.")
    version = VersionInput()

    def clean_emails(self) -> list[str]:
        kept = []
        for typed in self.cleaned_data["emails"].split("\n"):
            if not typed.strip():
                continue
            address = normalised(typed)
            if not address:
                message = f"“{typed.strip()[:80]}” is not a mail address. It looks like name@example.org."
                raise forms.ValidationError(message)
            kept.append(address)
        return kept

    def clean_phones(self) -> list[str]:
        return [" ".join(typed.split())[:60] for typed in self.cleaned_data["phones"].split("\n") if typed.strip()]


class LifeForm(Dated):
    life = forms.ChoiceField(choices=[("living", "Living"), ("died", "Died"), ("unknown", "I don't know")])
    died = DayInput(label="When they died", help_text="A year is enough, or leave it empty.")

    def __init__(self, *arguments: Any, born: Day | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.born = born

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        died = values.get("died") if values.get("life") == Life.DIED else None
        if died and self.born and is_before_birth(died, self.born):
            self.add_error("died", f"They were born later ({spoken(self.born)}). Write another day, or leave it empty.")
        return values


class ContactForm(forms.Form):
    contact = forms.ChoiceField(choices=[("open", "Open"), ("paused", "Paused"), ("ended", "Ended")])
    until = forms.DateField(label="Until", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        until = values.get("until")
        if values.get("contact") == "paused" and until and until <= self.today:
            self.add_error("until", "That day has been. Choose one that comes, or leave it empty.")
        return values


class RememberForm(forms.Form):
    month = forms.TypedChoiceField(label="Month", coerce=int, choices=[*enumerate(MONTHS)][1:])
    day = forms.IntegerField(label="Day", min_value=1, max_value=31)
    word = Line(label="What day it is", required=False, help_text="Their birthday, the day of the lecture")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if {"month", "day"} <= set(values):
            try:
                date(2024, values["month"], values["day"])
            except ValueError:
                self.add_error("day", "There is no such day in that month.")
        return values
