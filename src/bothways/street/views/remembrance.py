"""The page on which someone who has died is remembered (CAD-6): nothing on it is about reaching anybody."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.gratitude.rules.kinds import FAMILY
from bothways.gratitude.views.opening import open_letter
from bothways.ground.clock import today_in
from bothways.ground.meanwhile import over_what_stands
from bothways.ground.pages import show
from bothways.ground.records import find
from bothways.ground.refusals import KeptAlready
from bothways.people import actions as people_actions
from bothways.people import queries as people
from bothways.people.forms import RememberForm
from bothways.people.models import Person
from bothways.people.rules import Life
from bothways.street import actions, queries
from bothways.street.forms import FamilyForm, MemoryForm


@require_safe
def page(request: Asking, person_id: UUID) -> HttpResponse:
    """Of someone who lives there is none, as after a death that was undone: their street is shown."""
    person = people.person(request.user, person_id)
    return _show(request, person) if person.life == Life.DIED else redirect("street:person", person.pk)


@require_POST
def keep(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    today = today_in(request.user.timezone)
    form = MemoryForm(request.POST, today=today)
    if not form.is_valid():
        return _show(request, person, memory=form, status=422)
    said = dict(form.cleaned_data)
    try:
        actions.keep_memory(person, moment_id=said.pop("id"), today=today, **said)
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show(request, person, memory=form, status=problem.status)
    messages.success(request, _("Kept."))
    return redirect("street:remembrance", person.pk)


@require_POST
def remember_on(request: Asking, person_id: UUID) -> HttpResponse:
    """A day of the year of the member's own choosing; never one that was found somewhere."""
    person = people.person(request.user, person_id)
    form = RememberForm(request.POST)
    if not form.is_valid():
        return _show(request, person, day=form, status=422)
    try:
        actions.remember_on(person, **form.cleaned_data)
    except (people_actions.TwoDaysAtMost, people_actions.NoRoomForBoth) as refusal:
        form.add_error("word" if isinstance(refusal, people_actions.NoRoomForBoth) else None, refusal.says)
        return _show(request, person, day=form, status=refusal.status)
    return redirect("street:remembrance", person.pk)


@require_POST
def forget_day(request: Asking, person_id: UUID, day_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    find(person.remembered_days.all(), day_id).delete()
    return redirect("street:remembrance", person.pk)


@require_POST
def write_to_family(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    if person.life != Life.DIED:
        messages.info(
            request, _("No letter was begun: it was taken back that {name} has died.").format(name=person.name)
        )
        return redirect("street:person", person.pk)
    form = FamilyForm(request.POST)
    if not form.is_valid():
        return _show(request, person, family=form, status=422)
    try:
        with transaction.atomic():  # nobody is kept for a letter that was not begun
            to = actions.whoever_mourns(person, form.cleaned_data["to"], form.cleaned_data["id"])
            return open_letter(request, to, kind=FAMILY, in_memory_of=person)
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show(request, person, family=form, status=problem.status)
    except actions.HasDied as refusal:
        form.add_error("to", refusal.says)
        return _show(request, person, family=form, status=refusal.status)


def _show(
    request: Asking,
    person: Person,
    *,
    memory: MemoryForm | None = None,
    day: RememberForm | None = None,
    family: FamilyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = today_in(request.user.timezone)
    context = {
        "person": person,
        "kept": queries.remembrance(request.user, person, today),
        "said": queries.said_just_now(person, request.GET.get("said", "")),
        "memory": memory or MemoryForm(initial={"on": str(today)}, today=today),
        "day": day or RememberForm(),
        "family": family or FamilyForm(),
    }
    return show(request, "street/remembrance.html", context=context, status=status)
