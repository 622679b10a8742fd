"""Pages: who of these mentored you?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.exchange import forms
from bothways.exchange.actions import who as actions
from bothways.exchange.queries import imports
from bothways.exchange.queries import who as queries
from bothways.exchange.rules.who import Candidate, place_in
from bothways.formats.language import gettext as _
from bothways.formats.language import marked
from bothways.ground.clock import today_in
from bothways.ground.pages import go, show
from bothways.people import queries as people
from bothways.people.models import Chapter

_WORDS = {
    "mentor": marked("Mentor"),
    "mentee": marked("Mentee"),
    "peer": marked("Peer"),
    "no": marked("Not for this list"),
}
CHOICES = [("mentor", "m"), ("mentee", "e"), ("peer", "p"), ("no", "n")]


@require_safe
def who(request: Asking) -> HttpResponse:
    """The list, where it was left; or the stretch of life that the address names."""
    kept = queries.bookmark(request.user)
    named = request.GET.get("stretch")
    stretch, after = (named[:60], "") if named else (kept.stretch, kept.after)
    return _show_who(request, stretch, after, forms.SomeoneElseForm(), {})


@require_POST
def keep(request: Asking) -> HttpResponse:
    """Keeps what was chosen, and goes on behind the last of the list."""
    form = _where(request)
    _answer(request, form)
    actions.mark(request.user, stretch=form.cleaned_data["stretch"], after=form.cleaned_data["last"])
    return redirect("exchange:who")


@require_POST
def enough(request: Asking) -> HttpResponse:
    """Keeps what was chosen, and remembers to go on behind the last that was."""
    form = _where(request)
    answered = _answer(request, form)
    stretch = form.cleaned_data["stretch"]
    here = queries.stretch_of(_chapter(request, stretch))
    after = max((place_in(here, one) for one in answered), default=form.cleaned_data["after"])
    actions.mark(request.user, stretch=stretch, after=after)
    messages.success(request, _("Kept. It goes on from here whenever you like."))
    return go(request, "home")


@require_POST
def someone_else(request: Asking) -> HttpResponse:
    """Somebody who is in no file; what was chosen in the list is kept too."""
    form, other = _where(request), forms.SomeoneElseForm(request.POST)
    stretch, after = form.cleaned_data["stretch"], form.cleaned_data["after"]
    if not other.is_valid():
        return _show_who(request, stretch, after, other, form.answers(), status=422)
    _answer(request, form)
    actions.mark(request.user, stretch=stretch, after=after)
    return redirect("exchange:who")


def _where(request: Asking) -> forms.WhoForm:
    form = forms.WhoForm(request.POST)
    form.is_valid()
    for name in form.fields:  # a place that nobody can be at is the beginning
        form.cleaned_data.setdefault(name, "")
    return form


def _answer(request: Asking, form: forms.WhoForm) -> list[Candidate]:
    """Keeps the answers of the list, and whoever was named beside it: Enter in that field sends the first button."""
    chapter = _chapter(request, form.cleaned_data["stretch"])
    other = forms.SomeoneElseForm(request.POST)
    if other.is_valid():
        name, role = other.cleaned_data["else_name"], other.cleaned_data["else_role"]
        actions.someone_else(request.user, name=name, role=role, chapter=chapter)
        messages.success(request, _("{name} is kept.").format(name=name))
    return actions.answer(request.user, form.answers(), chapter=chapter)


def _chapter(request: Asking, stretch: str) -> Chapter | None:
    """The chapter that the stretch is, where it is one of the member's."""
    return next((one for one in people.chapters(request.user) if str(one.pk) == stretch), None)


def _show_who(
    request: Asking, stretch: str, after: str, other: forms.SomeoneElseForm, chosen: dict[str, str], status: int = 200
) -> HttpResponse:
    year = today_in(request.user.timezone).year
    chapters = people.chapters(request.user)
    context = {
        "sheet": queries.sheet(request.user, chapters, stretch=stretch, after=after, this_year=year),
        "choices": [(value, _(_WORDS[value]), key) for value, key in CHOICES],
        "other": other,
        "chosen": chosen,
        "chapters": chapters,
        "own_unsaid": imports.own_is_unsaid(request.user),
    }
    return show(request, "exchange/who.html", context=context, status=status)
