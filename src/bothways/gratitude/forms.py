"""What a member may type in a letter, and when news or a gift happened."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from bothways.formats.days import spoken
from bothways.formats.language import gettext as _
from bothways.gratitude.models import Letter, Telling, TheirNews
from bothways.gratitude.queries.letters import contact_after
from bothways.gratitude.rules.kinds import KINDS, kind_of
from bothways.gratitude.rules.letter import Composed
from bothways.gratitude.rules.questions import LONGEST_ANSWER
from bothways.ground.days import DayInput
from bothways.ground.meanwhile import NewId
from bothways.ground.refusals import NotHere
from bothways.ground.saying import later
from bothways.ground.writing import Line, VersionInput, Words
from bothways.moments.models import Moment
from bothways.people.forms import LifeForm
from bothways.people.models import Person, PersonSet
from bothways.people.rules import Life

OF_KINDS = [(slug, slug) for slug in KINDS]  # never shown as a list to choose from
FORMS = [("letter", later("A letter")), ("card", later("A card"))]
AROUND = ("greeting", "close", "signature")


class LetterForm(forms.Form):
    """The paper: an answer to each question between greeting and close."""

    version = VersionInput()
    kind = forms.ChoiceField(choices=OF_KINDS, widget=forms.HiddenInput)
    greeting = Line(label=later("Greeting"), required=False)
    # Of the word: how a letter ends, as “Warmly”
    close = Line(label=later("Close"), required=False)
    signature = Line(label=later("Your name below it"), required=False)
    subject = Line(label=later("Subject of the mail"), required=False, max_length=200)
    shape = forms.ChoiceField(choices=FORMS)  # a field called "form" would hide that of the form element from scripts

    def __init__(self, kind: str, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"auto_id": "letter_%s", **options})
        self.of_kind = kind_of(kind)
        for question in self.of_kind.questions:
            self.fields[question.slug] = Words(
                label=question.asks, help_text=question.hint, required=False, max_length=LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def answers(self) -> dict[str, str]:
        return {question.slug: self.cleaned_data[question.slug] for question in self.of_kind.questions}

    @property
    def around(self) -> dict[str, str]:
        """Greeting, close, signature, subject and form, as `writing.save` takes them."""
        around = {name: self.cleaned_data[name] for name in (*AROUND, "subject")}
        return {**around, "form": self.cleaned_data["shape"]}

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[question.slug] for question in self.of_kind.questions]

    @property
    def as_it_reads(self) -> list[forms.BoundField]:
        """All that may be typed, in the order in which it is read."""
        return [self["subject"], self["greeting"], *self.questions, self["close"], self["signature"]]

    @property
    def needed(self) -> list[forms.BoundField]:
        return [self[question.slug] for question in self.of_kind.questions if question.needed]

    @property
    def optional(self) -> list[forms.BoundField]:
        return [self[question.slug] for question in self.of_kind.questions if not question.needed]

    @property
    def says_more(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.optional)


def typed(letter: Letter, sent: QueryDict) -> LetterForm:
    """
    The paper as it was sent, with the questions that stood on it.

    They may be of another kind than the letter has become in another window meanwhile.
    """
    kind = sent.get("kind", "")
    known = kind if kind in KINDS else letter.kind
    whole = sent.copy()
    whole["kind"] = known
    return LetterForm(known, whole)


def filled(letter: Letter, composed: Composed) -> LetterForm:
    """The paper as it was saved; greeting and close as proposed where the member wrote none."""
    around = {name: getattr(composed, name) for name in AROUND}
    own = {"version": letter.version, "kind": letter.kind, "shape": letter.form, "subject": letter.subject}
    answers = {part.question: part.text for part in letter.parts.all()}
    return LetterForm(letter.kind, initial={**own, **around, **answers})


class GivenForm(forms.Form):
    """On which day it reached them; today where nothing is said."""

    on = DayInput(label=later("On which day"))
    # of unsaid news
    knows = forms.ChoiceField(choices=[("yes", later("They know")), ("no", later("Not yet"))], required=False)

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["on"].today = today  # type: ignore[attr-defined]
        self.fields["on"].initial = today.isoformat()


class AboutForm(forms.Form):
    """What a letter is to be: its kind, and what it is about of this person's help, my news and theirs."""

    kind = forms.ChoiceField(choices=OF_KINDS, required=False)
    moment = forms.ModelMultipleChoiceField(Moment.objects.none(), required=False)
    telling = forms.ModelChoiceField(Telling.objects.none(), required=False)
    theirs = forms.ModelChoiceField(TheirNews.objects.none(), required=False)
    in_memory_of = forms.ModelChoiceField(Person.objects.none(), required=False)  # of a letter to their family
    turn = forms.BooleanField(required=False)  # the letter that is begun becomes one of this kind

    def __init__(self, person: Person, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["moment"].queryset = Moment.objects.with_person(person).order_by("latest", "id")  # type: ignore[attr-defined]
        tellings = Telling.objects.filter(person=person).select_related("news", "moment")
        self.fields["telling"].queryset = tellings  # type: ignore[attr-defined]
        theirs = TheirNews.objects.filter(person=person).select_related("moment")
        self.fields["theirs"].queryset = theirs  # type: ignore[attr-defined]
        others = Person.objects.of(person.member).exclude(pk=person.pk)
        self.fields["in_memory_of"].queryset = others  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """As `opening.open_letter` takes it, the help the oldest first; what is not this person's is not here."""
        if not self.is_valid():
            raise NotHere
        said = self.cleaned_data
        return {**said, "moment": list(said["moment"])}


class SaidLifeForm(LifeForm):
    """What is said of somebody's life, beside what is kept of them: nobody is met after their death."""

    def __init__(self, *arguments: Any, of: Person, **options: Any) -> None:
        super().__init__(*arguments, born=of.born, **options)
        self.of = of

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        died = values.get("died") if values.get("life") == Life.DIED else None
        after = contact_after(self.of, died.latest) if died and died != self.of.died else None
        if after:
            says = _(
                "That is before something on your street: {what}, {day}. Write another day, or correct that moment."
            )
            self.add_error("died", says.format(what=after.kind_word, day=spoken(after.on)))
        return values


class StillLivingForm(SaidLifeForm):
    """The same, asked on the way to a letter: there no death is taken back, also by a page of before."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.of.life == Life.DIED and values.get("life") != Life.DIED:
            says = _("{name} has died, as you said. On their page it can be taken back.")
            self.add_error("life", says.format(name=self.of.name))
        return values


class FoundOutForm(StillLivingForm):
    """What was found out before writing after a long silence (CAD-5)."""

    life = forms.ChoiceField(
        choices=[
            ("living", later("They live")),
            ("died", later("They have died")),
            ("unknown", later("I could not find out")),
        ],
        error_messages=dict.fromkeys(("required", "invalid_choice"), later("Say what you found out.")),
    )
    died = DayInput(label=later("If you know when"))


class NewsForm(forms.Form):
    """What came of it: what, when, and who else should hear."""

    id = NewId()
    what = Words(
        label=later("What came of it?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=later(
            "In your words, as you would tell them: “In October I became director of the clinic I trained in.”"
        ),
    )  # fmt: skip
    on = DayInput(
        label=later("When?"), required=True, help_text=later("A year is enough: 2014, 2014-06 or 2014-06-03.")
    )
    also = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        required=False,
        label=later("Who else should hear of it?"),
        widget=forms.CheckboxSelectMultiple,
    )
    version = VersionInput()

    def __init__(self, *arguments: Any, people: PersonSet, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["on"].today = today  # type: ignore[attr-defined]
        self.fields["also"].queryset = people  # type: ignore[attr-defined]
        self.fields["version"].required = False
