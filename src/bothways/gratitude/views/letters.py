"""Pages: all letters, and how one is begun."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bothways.accounts.asking import Asking
from bothways.gratitude import actions, queries
from bothways.gratitude.forms import AboutForm, FoundOutForm
from bothways.ground import clock
from bothways.ground.pages import go, show
from bothways.people import actions as people_actions
from bothways.people import queries as people
from bothways.people.models import Person


@require_GET
def letters(request: Asking) -> HttpResponse:
    today = clock.today_in(request.user.timezone)
    rows = list(queries.letters(request.user))
    context: dict[str, Any] = {"unsent": [one for one in rows if one.unsent], "today": today}
    for state in ("draft", "ready", "given"):
        context[state] = [one for one in rows if one.state == state and not one.unsent]
    return show(request, "gratitude/letters.html", context=context)


@require_GET
def begin(request: Asking, person_id: UUID) -> HttpResponse:
    """Before a letter: find out gently where that is called for, and choose what it is to be about."""
    person = people.person(request.user, person_id)
    today = clock.today_in(request.user.timezone)
    about = AboutForm(person, request.GET)
    return show(request, "gratitude/begin.html", context=_before(person, about, FoundOutForm(today=today), today))


@require_POST
def start(request: Asking, person_id: UUID) -> HttpResponse:
    """Begins the letter, or opens the one begun already; leads to finding out first where that is called for (CAD-5)."""
    person = people.person(request.user, person_id)
    about = AboutForm(person, request.POST)
    helps, telling = about.chosen()
    today = clock.today_in(request.user.timezone)
    if not queries.draft_to(request.user, person) and queries.find_out_first(person, today):
        chosen = urlencode({"moment": [one.pk for one in helps], "telling": telling.pk if telling else ""}, doseq=True)
        return redirect(f"{reverse('gratitude:begin', args=[person.pk])}?{chosen}")
    return _begun(request, person, about)


@require_POST
def found_out(request: Asking, person_id: UUID) -> HttpResponse:
    """They live, they have died, or nobody could say: then the letter is begun, or their page shown."""
    person = people.person(request.user, person_id)
    about = AboutForm(person, request.POST)
    today = clock.today_in(request.user.timezone)
    form = FoundOutForm(request.POST, today=today)
    about.chosen()
    if not form.is_valid():
        return show(request, "gratitude/begin.html", context=_before(person, about, form, today), status=422)
    life = form.cleaned_data["life"]
    people_actions.say_life(person, life, died=form.cleaned_data["died"], today=today)
    actions.follow_life(person, at=clock.now())
    if life == "died":
        messages.info(request, f"Kept. Nothing here will suggest writing to {person.name} any more.")
        return go(request, "person", person.pk)
    return _begun(request, person, about)


@require_POST
def throw_away(request: Asking, letter_id: UUID) -> HttpResponse:
    actions.throw_away(queries.letter(request.user, letter_id))
    messages.info(request, "The draft is gone. What it was about is still here.")
    return go(request, "letters")


def _begun(request: Asking, person: Person, about: AboutForm) -> HttpResponse:
    helps, telling = about.chosen()
    letter = actions.start_letter(request.user, person, moments=helps, telling=telling, at=clock.now())
    return go(request, "letter", letter.pk)


def _before(person: Person, about: AboutForm, form: FoundOutForm, today: date) -> dict[str, Any]:
    helps, telling = about.chosen()
    return {
        "person": person, "form": form, "begun": queries.draft_to(person.member, person),
        "find_out": queries.find_out_first(person, today), "helps": queries.loops_of(person),
        "chosen": {one.pk for one in helps}, "telling": telling,
    }  # fmt: skip
