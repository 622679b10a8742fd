"""Pages of what came to the member whole: letters, mails, thanks, and what they meant (decision 6)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.ground.clock import today_in
from bothways.ground.meanwhile import beside, over_what_stands
from bothways.ground.pages import show
from bothways.ground.records import as_id
from bothways.ground.refusals import KeptAlready
from bothways.moments import queries as moments
from bothways.people import queries as people
from bothways.people.models import Person
from bothways.street import actions, queries
from bothways.street.forms import ReceivedForm, WhomForm


@require_safe
def everything(request: Asking) -> HttpResponse:
    """The newest first; `?after=` a moment goes on from there."""
    after = moments.moment(request.user, as_id(request.GET["after"])) if request.GET.get("after") else None
    context = {"received": queries.received(request.user, after=after), "after": after}
    return show(request, "street/received.html", "received_part", context)


@require_safe
def add(request: Asking) -> HttpResponse:
    """`?person=` knows already whose."""
    today = today_in(request.user.timezone)
    whose = people.person(request.user, as_id(request.GET["person"])) if request.GET.get("person") else None
    return _show(request, ReceivedForm(initial={"on": str(today)}, today=today), WhomForm(), whose)


@require_POST
def keep(request: Asking) -> HttpResponse:
    """A moment on their street: the rhythm rests by it, and nothing asks for an answer."""
    today = today_in(request.user.timezone)
    form, whom = ReceivedForm(request.POST, today=today), WhomForm(request.POST)
    if not (form.is_valid() & whom.is_valid()):
        return _show(request, form, whom, status=422)
    said, whose = dict(form.cleaned_data), whom.cleaned_data
    try:
        moment = actions.remember_with(
            request.user, queries.whom(request.user, whose["person"]), name=whose["name"], role=whose["role"],
            moment_id=said.pop("id"), lane="theirs", today=today, **said,
        )  # fmt: skip
    except KeptAlready as problem:
        over_what_stands(form, problem)
        beside(whom, problem)
        return _show(request, form, whom, status=problem.status)
    messages.success(request, _("Kept."))
    return redirect("street:person", moment.person_id)


def _show(
    request: Asking, form: ReceivedForm, whom: WhomForm, person: Person | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "whom": whom, "person": person, "people": queries.to_choose_from(request.user)}
    return show(request, "street/add_received.html", context=context, status=status)
