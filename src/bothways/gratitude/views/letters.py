"""Pages: all letters, and how one is begun."""

from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.accounts.models import Member
from bothways.formats.days import exactly, spoken
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import writing
from bothways.gratitude.forms import AboutForm, FoundOutForm
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.views.opening import open_letter
from bothways.gratitude.views.room import first_find_out
from bothways.gratitude.views.said import after_saying
from bothways.ground import clock
from bothways.ground.meanwhile import unless_of_before
from bothways.ground.pages import go, show
from bothways.people import queries as people
from bothways.people.rules import Life


@require_safe
def letters(request: Asking) -> HttpResponse:
    today = clock.today_in(request.user.timezone)
    rows = list(queries.letters(request.user))
    context: dict[str, Any] = {
        "unsent": [one for one in rows if one.unsent and one.state != "queued"],
        "today": today,
        "sendings": queries.sendings(request.user, rows),
        "held_back": partial(queries.held_back, today=today),
        "day": partial(_day, request.user),
    }
    for state in ("draft", "ready", "queued", "given"):
        context[state] = [one for one in rows if one.state == state and (state == "queued" or not one.unsent)]
    context["asked"] = {one.pk for one in context["ready"] if queries.is_asked(request.user, one, today)}
    context["at_rest"] = {one.pk for one in rows if queries.rests(one.person, today)}
    return show(request, "gratitude/letters.html", context=context)


def _day(member: Member, at: date | datetime) -> str:
    """A day in words, or the day of a moment where the member is."""
    on = at.astimezone(clock.there(member.timezone).tzinfo).date() if isinstance(at, datetime) else at
    return spoken(exactly(on))


@require_POST
def start(request: Asking, person_id: UUID) -> HttpResponse:
    """Begins the letter, or opens the one begun already."""
    person = people.person(request.user, person_id)
    return open_letter(request, person, **AboutForm(person, request.POST).chosen())


@require_POST
def find_out(request: Asking, letter_id: UUID) -> HttpResponse:
    """They live, they have died, or nobody could say: then the letter is written, or kept unsent."""
    letter = queries.letter(request.user, letter_id)
    today = clock.today_in(request.user.timezone)
    form = FoundOutForm(request.POST, today=today, of=letter.person)
    if not form.is_valid():
        return first_find_out(request, letter, form, status=422)
    life = form.cleaned_data["life"]
    leaving = writing.find_out(letter, life, died=form.cleaned_data["died"], today=today, at=clock.now())
    if life == Life.DIED:
        return after_saying(request, letter.person, leaving=leaving)
    return go(request, "letter", letter.pk)


@require_POST
def throw_away(request: Asking, letter_id: UUID) -> HttpResponse:
    letter = queries.letter(request.user, letter_id)
    with unless_of_before(request) as read:
        writing.throw_away(letter, read=read)
        messages.info(request, _("The draft is gone. What it was about is still here."))
        return go(request, "letters")
    return go(request, "letter", letter_id)
