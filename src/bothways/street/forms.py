"""What a member may type on the street: a moment, and the first minutes."""

from typing import Any

from django import forms

from bothways.formats.language import gettext as _
from bothways.gratitude.rules.questions import LONGEST_ANSWER
from bothways.ground.days import DayInput
from bothways.ground.meanwhile import NewId
from bothways.ground.saying import later
from bothways.ground.writing import Line, VersionInput, WholeNumber, Words
from bothways.moments.rules import KINDS, REMEMBERS, Lane, kinds_in, unquoted
from bothways.people.forms import ROLES, Dated

LANES = [
    ("theirs", later("They did it for me")), ("mine", later("I did it for them")), ("together", later("Together")),
]  # fmt: skip
RECEIVED = [
    ("letter", later("A letter or a card")), ("wrote", later("A mail or a message")), ("thanked", later("Thanks")),
    ("told_outcome", later("News of what came of my help")), ("congratulated", later("A congratulation")),
]  # fmt: skip
MEANT = later("What it meant to you")


class TheirWords(Words):
    def to_python(self, value: Any) -> str:
        return unquoted(super().to_python(value))


class KindInput(forms.Select):
    """Each kind with the ways that it can go, for the script that narrows the list."""

    def create_option(self, name: str, value: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *arguments, **options)
        option["attrs"]["data-lanes"] = " ".join(sorted(KINDS[value].lanes))
        return option


def kind_choices() -> list[tuple[str, Any]]:
    """The kinds in groups: help, being in touch, and what else a life holds."""
    help_given = [(one.slug, one.word) for one in kinds_in(Lane.THEIRS) if one.loop]
    touch = [(one.slug, one.word) for one in KINDS.values() if one.contact]
    in_memory = memory_choices()
    said = dict([*help_given, *touch, *in_memory])
    more = [(one.slug, one.word) for one in KINDS.values() if one.slug not in said]
    return [(_("Help"), help_given), (_("In touch"), touch), (_("More"), more), (_("In memory"), in_memory)]


def memory_choices() -> list[tuple[str, str]]:
    return [(one.slug, one.word) for one in REMEMBERS]


class MomentForm(Dated):
    id = NewId()
    lane = forms.ChoiceField(choices=LANES, initial="theirs")
    kind = forms.ChoiceField(label=later("What it was"), initial="helped", widget=KindInput)
    deed = Words(
        label=later("What happened"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=later(
            "In a sentence or two. What they did for you begins with “You”, so that it can stand in a letter: You let "
            "me stay after class."
        ),
    )
    words = TheirWords(
        label=later("Their exact words"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    on = DayInput(label=later("When"), required=True, planned=True, help_text=later("1996, 2014-06 or 2026-11-03"))
    cost = Words(
        label=later("What it cost them"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    effect = Words(
        label=later("What it changed"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    minutes = WholeNumber(label=later("Minutes together"), required=False, min_value=1, max_value=100_000)
    note = Words(
        label=later("A note for yourself"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = VersionInput()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["version"].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind = KINDS.get(values.get("kind", ""))
        if kind and len(kind.lanes) == 1:  # where it can have gone only one way, that is the way it went
            values["lane"] = next(iter(kind.lanes)).value
        elif kind and values.get("lane") not in kind.lanes:
            self.add_error("lane", _("“{kind}” goes from one to the other: say which way.").format(kind=kind.word))
        if kind and kind.loop and not any(values.get(name) for name in ("deed", "words", "note")):
            self.add_error("deed", _("Say in a few words what it was, so that it can be thanked for."))
        on = values.get("on")
        if kind and on and not kind.planned and self.fields["on"].today and on.earliest > self.fields["on"].today:  # type: ignore[attr-defined]
            self.add_error("on", _("That day is still to come. Choose a day that has been, or “Something ahead”."))
        return values


class PromiseForm(forms.Form):
    """What was promised, which way, and for which day, if one was said."""

    id = NewId()
    lane = forms.ChoiceField(
        label=later("Who promised?"),
        choices=[("mine", later("I promised them")), ("theirs", later("They promised me"))],
        initial="mine",
    )
    what = Words(
        label=later("What?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=later(
            "As it may stand on your street once it is kept: “The slides of my talk”, “You offered to read my grant”."
        ),
    )  # fmt: skip
    on = DayInput(
        label=later("For when?"), planned=True, help_text=later("A day, a month or a year. Empty where none was said.")
    )
    version = VersionInput()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["version"].required = False


class WithForm(forms.Form):
    """With somebody who is kept."""

    person = forms.UUIDField(
        error_messages=dict.fromkeys(("required", "invalid"), later("Choose somebody from the list."))
    )


class ReceivedForm(Dated):
    """What somebody wrote or said to the member, whole, and what it meant."""

    id = NewId()
    kind = forms.ChoiceField(label=later("What was it?"), choices=RECEIVED, initial="letter")
    words = TheirWords(
        label=later("What does it say?"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=later("All of it, as it stands there."),
    )
    on = DayInput(
        label=later("When did it come?"),
        required=True,
        help_text=later("A year is enough: 1996, 2014-06 or 2026-11-03"),
    )
    effect = Words(label=MEANT, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    deed = Words(
        label=later("What to call it on your street"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=later(
            "Told to them: You wrote when I had failed. Empty, it is called a letter, or what else it was."
        ),
    )


class WhomForm(forms.Form):
    """Whose moment it is: somebody kept, or a name that is new. Without a role nothing would bring them up again."""

    person = forms.UUIDField(required=False, error_messages={"invalid": later("Choose somebody from the list.")})
    name = Line(label=later("Or somebody new"), required=False, widget=forms.TextInput(attrs={"placeholder": " "}))
    role = forms.ChoiceField(
        label=later("Who are they to you?"),
        choices=[*ROLES, ("", later("Somebody I know"))],
        initial="mentor",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and bool(values["person"]) is bool(values["name"]):
            two = _("Choose somebody or write a new name: one of the two.")
            self.add_error("name", two if values["name"] else _("Say with whom: choose somebody, or write a name."))
        return values


class _First(forms.Form):
    """A question of the first minutes, over the version that its page knew: the first, where nothing was kept yet."""

    version = VersionInput()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["version"].required = False

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 1


class FirstWhoForm(_First):
    id = NewId()
    name = Line(label=later("Who comes to mind?"))
    address_as = Line(
        label=later("How do you address them?"),
        required=False,
        help_text=later("As after “Dear”: Mr. Bell, Rosa, Auntie"),
    )
    role = forms.ChoiceField(choices=ROLES, initial="mentor", required=False)

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or "mentor"


class FirstDeedForm(_First, Dated):
    deed = Words(
        label=later("What did they do?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=later("You "),
    )
    kind = forms.ChoiceField(label=later("What kind of help was it?"), required=False)
    on = DayInput(label=later("About when?"), required=True, help_text=later("A year is enough."))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].choices = [(one.slug, one.word) for one in kinds_in(Lane.THEIRS) if one.loop]  # type: ignore[attr-defined]
        self.fields["kind"].initial = "helped"

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or "helped"

    def clean_deed(self) -> str:
        deed = str(self.cleaned_data["deed"])
        if deed.strip().lower() == str(self.fields["deed"].initial).strip().lower():
            message = _("Say what they did: one sentence is enough.")
            raise forms.ValidationError(message)
        return deed


class FirstWordsForm(_First):
    words = TheirWords(
        label=later("What did they say?"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class GoodNewsForm(Dated):
    """Something good that happened to somebody."""

    id = NewId()
    deed = Words(
        label=later("What happened?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=later("Told to them, so that it can stand in a letter: You were made head of the school."),
    )
    on = DayInput(label=later("When"), required=True, help_text=later("1996, 2014-06 or 2026-11-03"))


class MemoryForm(Dated):
    """How someone who has died was remembered."""

    id = NewId()
    kind = forms.ChoiceField(label=later("What it was"), choices=memory_choices, initial="remembrance")
    deed = Words(
        label=later("In your words"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=later("The story you told, the place you went to, what you gave or dedicated. It stays with you."),
    )
    on = DayInput(label=later("When"), required=True, help_text=later("1996, 2014-06 or 2026-11-03"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("kind") == "story" and not values.get("deed"):
            self.add_error("deed", _("Tell it in a sentence or two, so that it can be told again."))
        return values


class FamilyForm(forms.Form):
    id = NewId()
    to = Line(
        label=later("To whom?"),
        help_text=later(
            "Their name as you would write it on the envelope. Whoever you keep under it already is the same."
        ),
    )


class WishForm(forms.Form):
    every = forms.TypedChoiceField(
        label=later("How often you would like to hear from each other"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[
            ("", later("As it comes")), (7, later("Every week")), (14, later("Every two weeks")),
            (30, later("Every month")), (60, later("Every two months")), (90, later("Every season")),
            (180, later("Twice a year")), (365, later("Once a year")),
        ],
    )  # fmt: skip
