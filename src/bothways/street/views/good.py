"""A page: something good happened to somebody, noted in a minute and congratulated on if one likes (GRAT-9)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.gratitude.queries import loops as gratitude
from bothways.gratitude.views.opening import open_letter
from bothways.ground.clock import today_in
from bothways.ground.meanwhile import over_what_stands
from bothways.ground.pages import show
from bothways.ground.refusals import KeptAlready
from bothways.people import queries as people
from bothways.people.models import Person
from bothways.people.rules import Life
from bothways.street import actions
from bothways.street.forms import GoodNewsForm


@require_safe
def page(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    if says := _is_gone(person):
        messages.info(request, says)
        return redirect("street:remembrance", person.pk)
    today = today_in(request.user.timezone)
    return _show(request, person, GoodNewsForm(initial={"on": str(today)}, today=today))


@require_POST
def keep(request: Asking, person_id: UUID) -> HttpResponse:
    """Kept on the street; by the other button the letter is begun at once."""
    person = people.person(request.user, person_id)
    today = today_in(request.user.timezone)
    form = GoodNewsForm(request.POST, today=today)
    if says := _is_gone(person):
        form.add_error(None, says)
    if not form.is_valid():
        return _show(request, person, form, 422)
    said = form.cleaned_data
    try:
        moment = actions.remember(
            person, moment_id=said["id"], lane="theirs", kind="milestone", on=said["on"], deed=said["deed"], today=today
        )
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show(request, person, form, problem.status)
    if request.POST.get("then") == "write" and person.may_suggest(today):
        return open_letter(request, person, theirs=gratitude.theirs(request.user, moment.pk))
    messages.success(request, _("Kept."))
    return redirect("street:person", person.pk)


def _is_gone(person: Person) -> str:
    """Why there is nobody to be glad with; else nothing."""
    if person.life != Life.DIED:
        return ""
    message = _("{name} has died. What you would have been glad of together can stand among your memories of them.")
    return message.format(name=person.name)


def _show(request: Asking, person: Person, form: GoodNewsForm, status: int = 200) -> HttpResponse:
    today = today_in(request.user.timezone)
    is_open = person.may_suggest(today)
    return show(
        request, "street/good.html", context={"person": person, "form": form, "is_open": is_open}, status=status
    )
