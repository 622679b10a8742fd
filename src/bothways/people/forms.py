"""What a member may type about people and chapters."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms

from bothways.formats.addresses import normalised
from bothways.formats.days import Day, months, spoken
from bothways.formats.language import gettext as _
from bothways.formats.text import seen
from bothways.ground.days import DayInput
from bothways.ground.meanwhile import NewId
from bothways.ground.saying import later
from bothways.ground.writing import Line, VersionInput, WholeNumber, Words
from bothways.people.models import LONGEST_NUMBER
from bothways.people.rules import CHANNELS, CHAPTER_KINDS, Life, is_before_birth

ROLES = [
    ("mentor", later("They mentor me")),
    ("mentee", later("I mentor them")),
    ("peer", later("We are peers")),
]
LANGUAGES = [("en", later("English")), ("es", later("Spanish"))]


def _said(table: Mapping[str, str]) -> list[tuple[str, str]]:
    """Choices out of a table of the rules."""
    return [(slug, later(word)) for slug, word in table.items()]


def _months() -> list[tuple[int, str]]:
    return [*enumerate(months())][1:]


class Dated(forms.Form):
    """A form with days in it, which knows what day it is for the member."""

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for one in self.fields.values():
            if isinstance(one, DayInput):
                one.today = today
        self.today = today


def ends_before_it_begins(values: dict[str, Any]) -> bool:
    begins, ends = values.get("begins"), values.get("ends")
    return bool(begins and ends and ends.latest < begins.earliest)


class ChapterForm(Dated):
    name = Line(label=later("What do you call it?"), help_text=later("School, Residency, First practice"))
    kind = forms.ChoiceField(
        label=later("What kind of chapter"), choices=[("", "–"), *_said(CHAPTER_KINDS)], required=False
    )
    place = Line(label=later("Where"), required=False)
    begins = DayInput(label=later("From"), help_text=later("A year is enough."))
    ends = DayInput(label=later("Until"), help_text=later("Empty: it goes on."), planned=True)
    version = VersionInput()
    id = NewId()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["version"].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if ends_before_it_begins(values):
            self.add_error("ends", _("This chapter would end before it begins."))
        return values


class WhoForm(forms.Form):
    """A name, in answer to "who helped you here?"."""

    id = NewId()
    name = Line(label=later("Who?"))
    role = forms.ChoiceField(choices=ROLES, initial="mentor", required=False)

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or "mentor"


class RoleForm(Dated):
    role = forms.ChoiceField(label=later("What you are to each other"), choices=ROLES)
    chapter = forms.ChoiceField(label=later("In which chapter"), required=False)
    begins = DayInput(label=later("Since"), help_text=later("A year is enough."))
    ends = DayInput(label=later("Until"), help_text=later("Empty: it goes on."))
    version = VersionInput()
    id = NewId()

    def __init__(self, *arguments: Any, chapters: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["chapter"].choices = [("", "–"), *chapters]  # type: ignore[attr-defined]
        self.fields["version"].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if ends_before_it_begins(values):
            self.add_error("ends", _("This would end before it begins."))
        return values


class PersonForm(Dated):
    """All that is kept of a person but roles and life."""

    name = Line(label=later("Name"))
    # a form's own `prefix` stays what it is: fields are taken off the class
    prefix = Line(label=later("Title"), required=False, max_length=100, help_text=later("Dr., Prof., Mr."))  # type: ignore[assignment]
    given = Line(label=later("Given name"), required=False)
    family = Line(label=later("Family name"), required=False)
    address_as = Line(
        label=later("How you address them"), required=False, help_text=later("What stands after “Dear”: Mr. Bell, Rosa")
    )
    language = forms.ChoiceField(label=later("Language of letters"), choices=LANGUAGES)
    channel = forms.ChoiceField(
        label=later("How they like to be reached"),
        choices=[("", later("I do not know")), *_said(CHANNELS)],
        required=False,
    )
    reach = Line(label=later("More on that"), required=False, help_text=later("Short mails, calls after six"))
    reach_is_guess = forms.BooleanField(label=later("This is my guess; they have not said so"), required=False)
    not_from_here = forms.BooleanField(label=later("They asked not to be written to through Bothways"), required=False)
    # as long as any text: an address book may have brought a hundred of each on one card
    emails = Words(label=later("Mail addresses"), required=False, help_text=later("One a line."))
    phones = Words(label=later("Telephone numbers"), required=False, help_text=later("One a line."))
    postal = Words(label=later("Postal address"), required=False, max_length=2000)
    care_of = Line(
        label=later("Care of"), required=False, help_text=later("The school, the clinic: whoever hands it on")
    )
    organisation = Line(label=later("Where they work"), required=False)
    work = Line(label=later("What they do"), required=False)
    born = DayInput(label=later("Birthday"), yearless=True, help_text=later("1950-04-12, or --04-12 without the year"))
    note = Words(label=later("Notes"), required=False, help_text=later("Write as if they might read it one day."))
    version = VersionInput()

    def __init__(
        self, *arguments: Any, was_born: Day | None, died: Day | None, kept: Collection[str], **options: Any
    ) -> None:
        """As it is kept: `kept` are the addresses they have, in whatever form old mail gave them."""
        super().__init__(*arguments, **options)
        self.was_born, self.died, self.kept = was_born, died, kept

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        born = values.get("born")
        if self.died and born != self.was_born and is_before_birth(self.died, born):
            says = _("They died before that ({day}). Write another day, or leave it empty.")
            self.add_error("born", says.format(day=spoken(self.died)))
        return values

    def clean_emails(self) -> list[str]:
        kept = []
        for typed in self.cleaned_data["emails"].split("\n"):
            if not typed.strip():
                continue
            address = typed.strip() if typed.strip() in self.kept else normalised(seen(typed))
            if not address:
                says = _("“{typed}” is not a mail address. It looks like name@example.org.")
                raise forms.ValidationError(says.format(typed=typed.strip()[:80]))
            kept.append(address)
        return kept

    def clean_phones(self) -> list[str]:
        kept = [" ".join(typed.split()) for typed in self.cleaned_data["phones"].split("\n") if typed.strip()]
        for one in kept:
            if len(one) > LONGEST_NUMBER:
                says = _(
                    "“{typed}” is too long for a number: {most} letters at most. The notes have room for the rest."
                )
                raise forms.ValidationError(says.format(typed=one, most=LONGEST_NUMBER))
        return kept


class LifeForm(Dated):
    life = forms.ChoiceField(
        choices=[("living", later("Living")), ("died", later("Died")), ("unknown", later("I don't know"))]
    )
    died = DayInput(label=later("When they died"), help_text=later("A year is enough, or leave it empty."))

    def __init__(self, *arguments: Any, born: Day | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.born = born

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["died"] = died = values.get("died") if values.get("life") == Life.DIED else None
        if self.born and is_before_birth(died, self.born):
            says = _("They were born later ({day}). Write another day, or leave it empty.")
            self.add_error("died", says.format(day=spoken(self.born)))
        return values


class ContactForm(Dated):
    contact = forms.ChoiceField(
        choices=[("open", later("Open")), ("paused", later("Paused")), ("ended", later("Ended"))]
    )
    until = DayInput(label=later("Until"), planned=True, help_text=later("Empty: until you open it again."))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        until = values.get("until")
        if values.get("contact") == "paused" and until and until.latest <= self.today:
            self.add_error("until", _("That day has been. Choose one that comes, or leave it empty."))
        return values

    @property
    def last_day(self) -> date | None:
        """Of the pause; a month or a year is paused to its end."""
        until: Day | None = self.cleaned_data["until"]
        return until.latest if until else None


class RememberForm(forms.Form):
    month = forms.TypedChoiceField(label=later("Month"), coerce=int, choices=_months)
    day = WholeNumber(label=later("Day"), min_value=1, max_value=31)
    word = Line(
        label=later("What day it is"), required=False, help_text=later("Their birthday, the day of the lecture")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if {"month", "day"} <= set(values):
            try:
                date(2024, values["month"], values["day"])
            except ValueError:
                self.add_error("day", _("There is no such day in that month."))
        return values
