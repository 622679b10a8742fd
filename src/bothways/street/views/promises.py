"""Promises, mine and theirs: written down, put right, kept, released, and open again."""

from typing import Any
from uuid import UUID

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
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready
from bothways.people import queries as people
from bothways.people.models import Person
from bothways.rhythm import actions as rhythm
from bothways.rhythm import queries as rhythm_queries
from bothways.rhythm.models import Promise
from bothways.street import actions, queries
from bothways.street.forms import PromiseForm, WithForm
from bothways.street.rules import no_promise


@require_safe
def everything(request: Asking) -> HttpResponse:
    found = queries.promises(request.user, today=today_in(request.user.timezone))
    return show(request, "street/promises.html", context={"promises": found})


@require_safe
def add(request: Asking) -> HttpResponse:
    """`?person=` knows already with whom."""
    whom = people.person(request.user, as_id(request.GET["person"])) if request.GET.get("person") else None
    if whom and (why_not := no_promise(whom.name, whom.life, whom.contact)):
        messages.info(request, why_not)
    return _show_add(request, PromiseForm(), WithForm(initial={"person": whom and whom.pk}), whom)


@require_POST
def make(request: Asking) -> HttpResponse:
    form, whom = PromiseForm(request.POST), WithForm(request.POST)
    if not (form.is_valid() & whom.is_valid()):
        return _show_add(request, form, whom, None, 422)
    person = people.person(request.user, whom.cleaned_data["person"])
    try:
        actions.make_promise(person, promise_id=form.cleaned_data["id"], **_said(form))
    except actions.NoPromise as refusal:
        whom.add_error("person", refusal.says)
        return _show_add(request, form, whom, None, 422)
    except KeptAlready as problem:
        over_what_stands(form, problem)
        beside(whom, problem)
        return _show_add(request, form, whom, None, problem.status)
    messages.success(request, _("Written down, until it is kept or released."))
    return redirect("street:person", person.pk)


def _said(form: PromiseForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("lane", "what", "on")}


def _show_add(
    request: Asking, form: PromiseForm, whom: WithForm, person: Person | None, status: int = 200
) -> HttpResponse:
    to_choose = [one for one in queries.to_choose_from(request.user) if not no_promise(one.name, one.life, one.contact)]
    context = {"form": form, "whom": whom, "person": person, "people": to_choose}
    return show(request, "street/add_promise.html", context=context, status=status)


@require_safe
def promise(request: Asking, promise_id: UUID) -> HttpResponse:
    return _show_one(request, rhythm_queries.promise(request.user, promise_id))


@require_POST
def change(request: Asking, promise_id: UUID) -> HttpResponse:
    found = rhythm_queries.promise(request.user, promise_id)
    form = PromiseForm(request.POST)
    if not form.is_valid():
        return _show_one(request, found, form, 422)
    try:
        rhythm.amend(found, version=form.cleaned_data["version"], **_said(form))
    except ChangedMeanwhile as problem:
        over_what_stands(form, problem)
        return _show_one(request, found, form, problem.status)
    messages.success(request, _("Put right."))
    return redirect("street:promise", found.pk)


@require_POST
def keep(request: Asking, promise_id: UUID) -> HttpResponse:
    found = rhythm_queries.promise(request.user, promise_id)
    try:
        actions.keep_promise(found, today=today_in(request.user.timezone))
    except actions.DiedMeanwhile as refusal:
        messages.info(request, refusal.says)
        return _show_one(request, rhythm_queries.promise(request.user, promise_id), status=refusal.status)
    messages.success(request, _("It was kept, and stands on your street."))
    return redirect("street:promise", found.pk)


@require_POST
def release(request: Asking, promise_id: UUID) -> HttpResponse:
    found = rhythm_queries.promise(request.user, promise_id)
    rhythm.settle(found, "released", on=today_in(request.user.timezone))
    messages.success(request, _("Released."))
    return redirect("street:promise", found.pk)


@require_POST
def open_again(request: Asking, promise_id: UUID) -> HttpResponse:
    found = rhythm_queries.promise(request.user, promise_id)
    stays = actions.open_promise_again(found)
    messages.success(request, _("It is open again."))
    if stays:
        messages.info(request, _("What stands on your street stays, since more came of it: take it away there."))
    return redirect("street:promise", found.pk)


def _show_one(request: Asking, promise: Promise, form: PromiseForm | None = None, status: int = 200) -> HttpResponse:
    said = {"lane": promise.lane, "what": promise.what, "on": str(promise.on or ""), "version": promise.version}
    today = today_in(request.user.timezone)
    context = {
        "one": queries.promised(promise, today=today),
        "promise": promise,
        "person": promise.person,
        "may_suggest": promise.person.may_suggest(today),
        "form": form or PromiseForm(initial=said),
        "moment": queries.became(promise) if promise.state == "kept" else None,
    }
    return show(request, "street/promise.html", context=context, status=status)
