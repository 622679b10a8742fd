"""Where one goes on after something was said of somebody's life, or of contact with them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.gratitude.queries.letters import was_held_back
from bothways.ground.pages import to
from bothways.people.models import Person
from bothways.people.queries import last_said
from bothways.people.rules import Life


def after_saying(request: Asking, person: Person, *, leaving: bool) -> HttpResponse:
    """To their page, where it can be undone at once; `leaving`: a letter was, at that very moment."""
    if leaving:
        is_leaving(request, person)
    if was_held_back(person):
        messages.info(
            request,
            _("The letter that was on its way is kept among those never sent.")
            if person.life == Life.DIED
            else _("The letter that was on its way lies on your desk, and is not sent by itself."),
        )
    said = last_said(person)
    page = to("remembrance" if person.life == Life.DIED else "person", person.pk)
    return redirect(f"{page}?said={said.pk}" if said else page)


def is_leaving(request: Asking, person: Person) -> None:
    messages.warning(
        request,
        _(
            "One letter to {name} was being handed to the mail server at this very moment, and may reach them. "
            "Its own page says how it went."
        ).format(name=person.name),
    )
