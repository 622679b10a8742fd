"""A person's page, and the moments on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.days import exactly
from bothways.formats.language import gettext as _
from bothways.gratitude.actions.leaving import BeforeItHappened
from bothways.gratitude.queries import loops as gratitude
from bothways.gratitude.rules.kinds import is_mentored
from bothways.gratitude.views.opening import open_letter
from bothways.ground.clock import now, today_in
from bothways.ground.meanwhile import beside, over_what_stands, unless_of_before
from bothways.ground.pages import show
from bothways.ground.records import as_id
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready
from bothways.moments import queries as moment_queries
from bothways.moments.models import Moment
from bothways.moments.rules import KINDS, Lane, is_received, is_their_news
from bothways.people import queries as people
from bothways.people.models import Person
from bothways.people.rules import contact_now, spoken_of
from bothways.street import actions, queries
from bothways.street.forms import MEANT, MomentForm, WhomForm
from bothways.street.rules import years


@require_safe
def person(request: Asking, person_id: UUID) -> HttpResponse:
    """The street with one person; `?after=` a moment goes on from there."""
    person = queries.person(request.user, person_id)
    today = today_in(request.user.timezone)
    roles = people.roles(person)
    after = moment_queries.moment(request.user, as_id(request.GET["after"])) if request.GET.get("after") else None
    context = {
        "person": person,
        "they": spoken_of(person.address_as or person.given or person.name, person.name),
        "roles": roles,
        "street": queries.street(request.user, person, today=today, after=after),
        "glance": None if after and request.htmx else queries.glance(request.user, person, today=today),
        "after": after,
        "mentored": is_mentored({role.role for role in roles}),
        "said": queries.said_just_now(person, request.GET.get("said", "")),
        "contact": contact_now(person.contact, person.paused_until, today),
        "until": exactly(person.paused_until) if person.paused_until else None,
        "may_suggest": person.may_suggest(today),
        "today": today,
    }
    return show(request, "street/person.html", "street_part", context)


@require_safe
def mail(request: Asking, person_id: UUID, first: int, last: int) -> HttpResponse:
    """The letters of some years, unfolded."""
    person = people.person(request.user, person_id)
    letters = queries.mail_of_years(request.user, person, max(1, min(first, 9999)), max(1, min(last, 9999)))
    context = {"person": person, "years": years(first, last), "letters": letters}
    return show(request, "street/mail.html", "letters", context)


@require_safe
def add(request: Asking) -> HttpResponse:
    """A moment from anywhere; `?person=` knows already whose."""
    today = today_in(request.user.timezone)
    whom = people.person(request.user, as_id(request.GET["person"])) if request.GET.get("person") else None
    form = MomentForm(initial={"on": str(today), "kind": request.GET.get("kind", "helped")}, today=today)
    return _show_add(request, form, whom)


@require_POST
def remember(request: Asking) -> HttpResponse:
    today = today_in(request.user.timezone)
    form, whom = MomentForm(request.POST, today=today), WhomForm(request.POST)
    if not (form.is_valid() & whom.is_valid()):
        return _show_add(request, form, None, whom, 422)
    person = queries.whom(request.user, whom.cleaned_data["person"])
    name, role = whom.cleaned_data["name"], whom.cleaned_data["role"]
    try:
        moment = actions.remember_with(request.user, person, name=name, role=role, today=today, **_said(form))
    except KeptAlready as problem:
        over_what_stands(form, problem)
        beside(whom, problem)
        return _show_add(request, form, None, whom, problem.status)
    messages.success(request, _("Kept."))
    return redirect("street:person", moment.person_id)


def _said(form: MomentForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    said.pop("version")
    said["moment_id"] = said.pop("id")
    return said


def _show_add(
    request: Asking, form: MomentForm, person: Person | None, whom: WhomForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "person": person,
        "whom": whom or WhomForm(),
        "people": queries.to_choose_from(request.user),
    }
    return show(request, "street/add.html", context=context, status=status)


@require_safe
def moment(request: Asking, moment_id: UUID) -> HttpResponse:
    return _show_moment(request, moment_queries.moment(request.user, moment_id))


@require_POST
def change_moment(request: Asking, moment_id: UUID) -> HttpResponse:
    found = moment_queries.moment(request.user, moment_id)
    today = found.seen_from(today_in(request.user.timezone))
    form = MomentForm(request.POST, today=today)
    if not form.is_valid():
        return _show_moment(request, found, form, 422)
    said = _said(form)
    said.pop("moment_id")
    try:
        actions.amend(found, version=form.cleaned_data["version"], today=today, **said)
    except ChangedMeanwhile as problem:
        over_what_stands(form, problem)
        return _show_moment(request, moment_queries.moment(request.user, moment_id), form, problem.status)
    except BeforeItHappened as refusal:
        form.add_error("on", refusal.says)
        return _show_moment(request, moment_queries.moment(request.user, moment_id), form, 422)
    messages.success(request, _("Kept."))
    return redirect("street:person", found.person_id)


@require_POST
def take_away_moment(request: Asking, moment_id: UUID) -> HttpResponse:
    found = moment_queries.moment(request.user, moment_id)
    person_id = found.person_id
    lies_ready_again = _("Taken away. The letter lies ready again: it has not reached them.")
    with unless_of_before(request) as read:
        lies_ready = actions.take_away(found, at=now(), read=read)
        messages.success(request, lies_ready_again if lies_ready else _("Taken away."))
        return redirect("street:person", person_id)
    return redirect("street:moment", moment_id)


@require_POST
def thank_for(request: Asking, moment_id: UUID) -> HttpResponse:
    """A thank-you for this one act."""
    found = moment_queries.moment(request.user, moment_id)
    return open_letter(request, found.person, moment=[found])


@require_POST
def write(request: Asking, person_id: UUID) -> HttpResponse:
    """A letter to somebody, without one act in mind."""
    return open_letter(request, people.person(request.user, person_id))


def _show_moment(request: Asking, moment: Moment, form: MomentForm | None = None, status: int = 200) -> HttpResponse:
    said = {name: getattr(moment, name) for name in MomentForm.base_fields}
    today = today_in(request.user.timezone)
    form = form or MomentForm(initial={**said, "on": str(moment.on)}, today=today)
    came_whole = is_received(moment.kind, moment.lane) and bool(moment.words)
    if came_whole:
        form.fields["effect"].label = MEANT
    stands = gratitude.standing(request.user, moment)
    context = {
        "moment": moment,
        "person": moment.person,
        "form": form,
        "came_whole": came_whole,
        "meant": MEANT,
        "is_their_news": is_their_news(moment.kind, Lane(moment.lane)),
        "is_help": KINDS[moment.kind].loop,
        "stands": stands,
        "closed_on": exactly(stands.day) if stands and stands.day else None,
        "may_suggest": moment.person.may_suggest(today),
        "may_remember": moment.person.may_remember(today),
    }
    return show(request, "street/moment.html", context=context, status=status)
