"""The first minutes (decision 1): who, what they did, their words, whether they live; then a card."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bothways.accounts.asking import Asking
from bothways.gratitude.forms import StillLivingForm
from bothways.ground.clock import now, today_in
from bothways.ground.meanwhile import NewId, over_what_stands
from bothways.ground.pages import go, show
from bothways.ground.records import as_id, new_id, own_id
from bothways.ground.refusals import ChangedMeanwhile
from bothways.moments.models import Moment
from bothways.people import queries as people
from bothways.people.models import Person
from bothways.street import actions, queries
from bothways.street.forms import FirstDeedForm, FirstWhoForm, FirstWordsForm

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@READ_OR_SEND
def who(request: Asking) -> HttpResponse:
    """The address names whoever will be kept, so that Back finds them, to be named anew."""
    if request.method != "POST" and "as" not in request.GET:
        return redirect(f"{request.path}?as={new_id()}")
    named = as_id(request.GET.get("as", str(new_id())))
    kept = queries.first_who(request.user, own_id(Person, named, request.user.pk))
    form = FirstWhoForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            person = actions.first_person(request.user, person_id=said.pop("id"), **said)
        except ChangedMeanwhile as problem:
            over_what_stands(form, problem)
            return _step(request, "who", form, begun=_begun(request), status=problem.status)
        return redirect("street:first_deed", person.pk)
    return _step(request, "who", form, begun=_begun(request))


@dataclass(frozen=True)
class _Begun:
    """The first minutes, left before they ended: with whom, and where to go on."""

    person: Person
    address: str


def _begun(request: Asking) -> _Begun | None:
    person = queries.begun_with(request.user)
    if person is None:
        return None
    moment = queries.newest_of_theirs(request.user, person)
    what = reverse("street:first_deed", args=[person.pk])
    return _Begun(person, _address("street:first_words", moment) if moment else what)


@READ_OR_SEND
def deed(request: Asking, person_id: UUID) -> HttpResponse:
    """The address names the moment, so that Back finds what was written, to be written anew."""
    person = people.person(request.user, person_id)
    today = today_in(request.user.timezone)
    if request.method != "POST" and "moment" not in request.GET:
        return redirect(f"{request.path}?moment={new_id()}")
    moment_id = own_id(Moment, NewId().clean(request.GET.get("moment")), request.user.pk)
    form = FirstDeedForm(request.POST or None, initial=queries.first_deed(person, moment_id), today=today)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.first_deed(person, moment_id=moment_id, today=today, **form.cleaned_data)
        except ChangedMeanwhile as problem:
            over_what_stands(form, problem)
            return _step(request, "deed", form, person, status=problem.status)
        return _on("street:first_words", kept)
    return _step(request, "deed", form, person)


@READ_OR_SEND
def words(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    moment = _moment(request, person)
    form = FirstWordsForm(request.POST or None, initial={"words": moment.words, "version": moment.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.first_words(moment, **form.cleaned_data)
        except ChangedMeanwhile as problem:
            over_what_stands(form, problem)
            return _step(request, "words", form, person, moment, status=problem.status)
        return _on("street:first_life", moment)
    return _step(request, "words", form, person, moment)


@READ_OR_SEND
def life(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    moment = _moment(request, person)
    today = today_in(request.user.timezone)
    kept = {"life": person.life, "died": str(person.died or "")}
    form = StillLivingForm(request.POST or None, initial=kept, today=today, of=person)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        letter = actions.finish_first(
            request.user, person, moment, life=said["life"], died=said["died"], today=today, at=now()
        )
        return go(request, "letter", letter.pk)
    return _step(request, "life", form, person, moment)


@require_safe
def story(request: Asking) -> HttpResponse:
    """One story: what somebody did and said, what came of it, and the card that is not finished yet."""
    found = queries.story(request.user, today_in(request.user.timezone))
    return show(request, "street/story.html", context={"story": found})


@require_safe
def start_mine(request: Asking) -> HttpResponse:
    """From the example life to one's own."""
    return show(request, "street/start_mine.html")


def _on(step: str, moment: Moment) -> HttpResponse:
    """The next step about this moment, whatever is remembered of them in another window meanwhile."""
    return redirect(_address(step, moment))


def _address(step: str, moment: Moment) -> str:
    return reverse(step, args=[moment.person_id], query={"moment": moment.pk})


def _moment(request: Asking, person: Person) -> Moment:
    return queries.first_moment(request.user, person, request.GET.get("moment"))


def _step(
    request: Asking, step: str, form: object, person: Person | None = None, moment: Moment | None = None,
    begun: _Begun | None = None, status: int = 422,
) -> HttpResponse:  # fmt: skip
    """A question; `status`: of what was sent and not taken."""
    context = {"step": step, "form": form, "person": person, "moment": moment, "begun": begun}
    shown_as = status if request.method == "POST" else 200
    return show(request, f"street/first_{step}.html", context=context, status=shown_as)
