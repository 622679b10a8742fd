"""What a member may type about themselves."""

import zoneinfo
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from bothways.accounts.limits import TooOften, count_tries, give_back
from bothways.accounts.models import Member, Scope, as_kept
from bothways.accounts.programs import LONGEST_NAME
from bothways.formats import passkeys
from bothways.formats.language import LANGUAGES, marked
from bothways.formats.language import gettext as _
from bothways.formats.text import plain
from bothways.ground.hashing import Busy, room
from bothways.ground.mail import Secured
from bothways.ground.saying import later
from bothways.ground.writing import Clock, Line, MailAddress, VersionInput, Words

A_MOMENT = timedelta(seconds=1)  # after which there may be room for another password


class PasswordField(forms.CharField):
    def __init__(self, *, new: bool = False, **options: Any) -> None:
        fill = "new-password" if new else "current-password"
        options.setdefault("widget", forms.PasswordInput(attrs={"autocomplete": fill}))
        options.setdefault("label", later("Password"))
        super().__init__(strip=False, max_length=1000, **options)


# What a new password cannot be, as Django calls it, in our words
_NO_PASSWORD = {
    "password_too_short": marked("This password is too short. It needs at least {shortest} characters."),
    "password_too_common": marked("Many people use this password. Choose another."),
    "password_too_similar": marked("This password is too similar to your name or address. Choose another."),
}


def check_password(password: str, member: Member) -> None:
    """Raises ValidationError with all that speaks against it."""
    try:
        password_validation.validate_password(password, member)
    except forms.ValidationError as problem:
        found = [(one.code or "", one.params or {}) for one in problem.error_list]
        says = [_(_NO_PASSWORD[code]).format(shortest=params.get("min_length")) for code, params in found]
        raise forms.ValidationError(says) from problem


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def _zones() -> list[str]:
    """All but two that lie among them on some computers and are nowhere."""
    return sorted(zoneinfo.available_timezones() - {"Factory", "localtime"})


def _zone(name: str) -> str:
    return name if name in _zones() else "UTC"


class JoinForm(forms.Form):
    name = Line(label=later("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = MailAddress(label=later("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = PasswordField(new=True, help_text=later("At least 15 characters. A short sentence is easiest to keep."))
    code = Line(label=later("Set-up code"), required=False, help_text=later("It stands where Bothways was started."))
    timezone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, at: datetime, tries: Mapping[str, str], setup_code: str = "", **options: Any
    ) -> None:
        """`tries`: what a try of the set-up code counts against."""
        super().__init__(*arguments, **options)
        self.at, self.tries, self.setup_code = at, tries, setup_code
        self.until: datetime | None = None
        if not setup_code:
            del self.fields["code"]

    def clean_timezone(self) -> str:
        return _zone(self.cleaned_data["timezone"])

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code:
            self._count_try()
        if not constant_time_compare(code, self.setup_code):
            raise forms.ValidationError(_("That is not the set-up code. It was printed where Bothways was started."))
        give_back(self.tries)
        return code

    def _count_try(self) -> None:
        try:
            count_tries(self.tries, at=self.at)
        except TooOften as problem:
            self.until = problem.until
            raise forms.ValidationError(problem.says) from problem

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("password"):
            member = Member(email=values.get("email", ""), name=values.get("name", ""))
            try:
                check_password(values["password"], member)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return values


class ChoosePasswordForm(forms.Form):
    password = PasswordField(new=True, help_text=later("At least 15 characters. A short sentence is easiest to keep."))
    timezone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, member: Member, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.member = member

    def clean_password(self) -> str:
        check_password(self.cleaned_data["password"], self.member)
        return str(self.cleaned_data["password"])

    def clean_timezone(self) -> str:
        return _zone(self.cleaned_data["timezone"])


class PasskeyForm(forms.Form):
    """What the browser has put into it."""

    credential = forms.CharField(required=False, max_length=passkeys.LONGEST, widget=forms.HiddenInput)
    name = Line(
        label=later("Name of the passkey"), required=False, max_length=60, help_text=later("Such as: my telephone.")
    )

    def clean_credential(self) -> dict[str, Any]:
        return passkeys.as_shown(self.cleaned_data["credential"])


class CodeField(Line):
    """Of an app or one for recovery; they are shown in groups, and typed in the digits of whoever types them."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value)).replace(" ", "")


class CodeForm(forms.Form):
    code = CodeField(
        label=later("Code"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )  # fmt: skip


class SignInForm(forms.Form):
    email = MailAddress(label=later("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = PasswordField()

    def __init__(
        self,
        request: HttpRequest,
        *arguments: Any,
        at: datetime,
        tries: Callable[[str], Mapping[str, str]],
        **options: Any,
    ) -> None:
        """`tries`: what a try for an address counts against."""
        super().__init__(*arguments, **options)
        self.request, self.at, self.tries = request, at, tries
        self.member: Member | None = None
        self.until: datetime | None = None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "email" in values and "password" in values:
            tries = self.tries(values["email"])
            try:
                with room():  # who is sent away unheard tried nothing
                    count_tries(tries, at=self.at)
                    found = authenticate(self.request, username=as_kept(values["email"]), password=values["password"])
            except (TooOften, Busy) as problem:
                self.until = problem.until if isinstance(problem, TooOften) else self.at + A_MOMENT
                raise forms.ValidationError(problem.says) from problem
            if not isinstance(found, Member):
                says = _("That address and password do not belong together. Try again.")
                raise forms.ValidationError(says)
            give_back(tries)
            self.member = found
        return values


class ConfirmForm(forms.Form):
    """That it is they: by the password, and by a code where one is asked for at the door."""

    password = PasswordField()
    code = CodeField(
        label=later("Code"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        help_text=later("Of your app, or one for recovery."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, with_code: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not with_code:
            del self.fields["code"]


class TokenForm(forms.Form):
    """A token for a program. `id`: what was drawn for a form that is sent twice is one token."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = Line(label=later("Name of the program"), max_length=LONGEST_NAME, help_text=later("Such as: my calendar."))
    scope = forms.ChoiceField(
        label=later("What it may do"),
        choices=[(Scope.READ, later("Read what I keep here")), (Scope.WRITE, later("Read, write and send letters"))],
    )


class SelfForm(forms.Form):
    """Who they are, and what stands on their letters."""

    name = Line(label=later("Your name"))
    called = Line(
        label=later("What Bothways calls you"), required=False, help_text=later("Empty: the first of your names.")
    )
    signs_as = Line(
        label=later("How you sign a first letter"), required=False,
        help_text=later("Empty: your whole name. Later letters are signed as the last one to that person."),
    )  # fmt: skip
    timezone = forms.ChoiceField(label=later("Time zone"), choices=[(zone, zone) for zone in _zones()])
    language = forms.ChoiceField(
        label=later("Language of these pages"), choices=[*LANGUAGES.items()],
        help_text=later("A letter has the language of its person, which their page says."),
    )  # fmt: skip
    paper = forms.ChoiceField(label=later("Paper"), choices=[("a4", "A4"), ("us-letter", later("US Letter"))])
    sender_address = Words(
        label=later("Your postal address"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=later("For the corner of an envelope."),
    )  # fmt: skip
    version = VersionInput()


class LooksForm(forms.Form):
    """How the pages look, and when they ask nothing."""

    theme = forms.ChoiceField(
        label=later("Light or dark"), required=False,
        choices=[("", later("As my computer says")), ("light", later("Light")), ("dark", later("Dark"))],
    )  # fmt: skip
    quiet_from = Clock(label=later("Quiet from"), required=False, widget=_clock())
    quiet_until = Clock(
        label=later("Quiet until"), required=False, widget=_clock(),
        help_text=later("By your own clock, over midnight too. Today brings nothing up then, unless you ask it to."),
    )  # fmt: skip
    version = VersionInput()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        begins, ends = (values.get(name) for name in ("quiet_from", "quiet_until"))
        if self.errors:
            return values
        if (begins is None) != (ends is None):
            self.add_error("quiet_until" if ends is None else "quiet_from", _("Say both times, or neither."))
        elif begins is not None and begins == ends:
            self.add_error("quiet_until", _("That is no time at all. Let it end later, or say neither."))
        return values


SECURED = [
    (Secured.STARTTLS, later("STARTTLS, mostly on port 587")),
    (Secured.TLS, later("TLS from the first word, mostly on port 465")),
    (Secured.NONE, later("Not at all: only for a server on this computer")),
]
HERE = {"localhost", "127.0.0.1", "::1"}


class MailServerForm(forms.Form):
    """
    The mail server of a member. `kept`: host, port, way and user for which a password is kept.

    An empty password stands for that one, and for no other server: nobody can have it sent elsewhere.
    """

    address = forms.ChoiceField(label=later("Letters come from"))
    host = Line(
        label=later("Mail server"), max_length=255, help_text=later("For outgoing mail, such as smtp.example.org")
    )
    port = forms.IntegerField(label=later("Port"), min_value=1, max_value=65535, initial=587)
    secured = forms.ChoiceField(label=later("How it is secured"), choices=SECURED)
    user = Line(label=later("User name"), required=False, help_text=later("Often the mail address itself."))
    password = PasswordField(
        new=True, required=False, label=later("Password of the mail account"),
        help_text=later("Many providers make one for programs alone, called an app password."),
    )  # fmt: skip

    def __init__(
        self, *arguments: Any, addresses: list[str], kept: tuple[Any, ...] = (), password: str = "", **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.fields["address"].choices = [(one, one) for one in addresses]  # type: ignore[attr-defined]
        self.kept, self.kept_password = kept, password
        if password:
            self.fields["password"].help_text = _("Empty: the one that is kept, for the same server and user name.")

    def clean_host(self) -> str:
        host = self.cleaned_data["host"].lower().strip(".")
        if not host or set(host) & set(" /@") or (":" in host and host.count(":") < 2):
            raise forms.ValidationError(
                _("Write the name of the server alone, such as smtp.example.org. The port has its own line.")
            )
        return str(host)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("secured") == Secured.NONE and values.get("host", "localhost") not in HERE:
            self.add_error("secured", _("Your words and password would travel in the open. Choose STARTTLS or TLS."))
        same = tuple(values.get(name) for name in ("host", "port", "secured", "user")) == self.kept
        if same and not values.get("password"):
            values["password"] = self.kept_password
        return values
