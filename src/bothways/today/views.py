"""Today, and the answers to its cards."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.accounts.rules import is_long_away, is_quiet
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import writing
from bothways.gratitude.forms import FoundOutForm
from bothways.gratitude.queries.letters import is_long_silent
from bothways.gratitude.views.opening import open_letter
from bothways.gratitude.views.said import after_saying
from bothways.ground.clock import now, there, today_in
from bothways.ground.pages import go, show, to
from bothways.people import queries as people
from bothways.people.models import IN_ORDER, Person
from bothways.people.rules import Life
from bothways.today import actions
from bothways.today.forms import AppointmentForm, BackForm, BeginForm, DoneForm, NotNowForm
from bothways.today.queries import page as today_page
from bothways.today.queries.begun import letter_of
from bothways.today.rules import appointment as rules
from bothways.today.rules.greeting import greeting


@require_safe
def page(request: Asking) -> HttpResponse:
    member = request.user
    if is_quiet(member.quiet_from, member.quiet_until, there(member.timezone).time()) and "look" not in request.GET:
        return show(request, "today/quiet.html", context={"until": member.quiet_until})
    if is_long_away(request.user.acted_on, today_in(request.user.timezone)):
        return _show_back(request, _back_form(request))
    return _show_today(request)


@require_POST
def back(request: Asking) -> HttpResponse:
    """
    What changed while the member was away; then one deed (decision 8).

    A death is kept as it is said, with a way back; all else is told on the page that is for it.
    """
    form = _back_form(request)
    if not form.is_valid():
        return _show_back(request, form, status=422)
    person, what = form.cleaned_data["person"], form.cleaned_data["what"]
    if not (person and what):
        return redirect("today:page")
    if what == "died":
        gone = people.person(request.user, UUID(person))
        leaving = actions.died_meanwhile(gone, today=today_in(request.user.timezone), at=now())
        return after_saying(request, gone, leaving=leaving)
    request.is_a_deed = False  # it is told on the page that is led to: until then the question stays
    if what == "ill":
        return redirect(f"{to('add_moment')}?person={person}&kind=struggled")
    return go(request, "about", person)


def _back_form(request: Asking) -> BackForm:
    today = today_in(request.user.timezone)
    in_touch = [one for one in people.with_roles(request.user) if one.may_suggest(today)]
    return BackForm(request.POST or None, people=in_touch)


def _show_back(request: Asking, form: BackForm, *, status: int = 200) -> HttpResponse:
    return show(request, "today/back.html", context={"form": form}, status=status)


@require_POST
def begin(request: Asking, person_id: UUID) -> HttpResponse:
    """The one deed of a card that is a letter."""
    person = people.person(request.user, person_id)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return redirect("today:page")
    return open_letter(request, person, **letter_of(person, form.cleaned_data["act"], form.cleaned_data["about"]))


@require_safe
def reach(request: Asking, person_id: UUID) -> HttpResponse:
    """How to reach somebody, and a place to say that it was done; after long silence, first how they are (CAD-5)."""
    person = people.person(request.user, person_id)
    today = today_in(request.user.timezone)
    is_open = person.may_suggest(today)
    if is_open and "asked" not in request.GET and is_long_silent(person, today):
        return _first_find_out(request, person, FoundOutForm(today=today, of=person))
    context = {
        "person": person,
        "today": today,
        "act": request.GET.get("act", "meet"),
        "open": is_open,
        "addresses": list(person.addresses.order_by(*IN_ORDER)),
        "phones": list(person.phones.order_by(*IN_ORDER)),
    }
    return show(request, "today/reach.html", context=context)


@require_POST
def find_out(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    today = today_in(request.user.timezone)
    form = FoundOutForm(request.POST, today=today, of=person)
    if not form.is_valid():
        return _first_find_out(request, person, form, status=422)
    said = form.cleaned_data
    leaving = writing.say_life(person, said["life"], died=said["died"], today=today, at=now())
    if said["life"] == Life.DIED:
        return after_saying(request, person, leaving=leaving)
    query = {"act": request.GET.get("act", "meet"), "asked": "yes"}
    return redirect(reverse("today:reach", args=[person.pk], query=query))


def _first_find_out(request: Asking, person: Person, form: FoundOutForm, *, status: int = 200) -> HttpResponse:
    query = {"act": request.GET.get("act", "meet")}
    action = reverse("today:find_out", args=[person.pk], query=query)
    context = {"person": person, "form": form, "action": action}
    return show(request, "gratitude/find_out.html", context=context, status=status)


@require_safe
def appointment(request: Asking) -> HttpResponse:
    """Ten minutes a week, in the member's own calendar (decision 9)."""
    return _show_appointment(request, AppointmentForm())


@require_safe
def appointment_file(request: Asking) -> HttpResponse:
    said = {name: field.initial for name, field in AppointmentForm.base_fields.items()} | request.GET.dict()
    form = AppointmentForm(said)
    if not form.is_valid():
        return _show_appointment(request, form, status=422)
    weekday, at = form.cleaned_data["weekday"], form.cleaned_data["time"]
    home = request.build_absolute_uri(reverse("today:page"))
    file = rules.appointment(request.user.appointment, weekday, at, address=home, now=there(request.user.timezone))
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ten-minutes.ics"'
    return answer


def _show_appointment(request: Asking, form: AppointmentForm, *, status: int = 200) -> HttpResponse:
    return show(request, "today/appointment.html", context={"form": form}, status=status)


@require_POST
def done(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    form = DoneForm(request.POST)
    if form.is_valid():
        actions.done(person, **form.cleaned_data, today=today_in(request.user.timezone))
        messages.success(request, _("Kept on your street."))
    return _after(request)


@require_POST
def not_now(request: Asking, person_id: UUID) -> HttpResponse:
    person = people.person(request.user, person_id)
    form = NotNowForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Nothing was put off. Choose for how long."))
    else:
        days = form.cleaned_data["days"]
        actions.put_off(person, form.cleaned_data["act"], days=days, today=today_in(request.user.timezone))
        messages.success(request, _("Not now, then.") if days else _("This will not be brought up again for them."))
    return _after(request)


def _after(request: Asking) -> HttpResponse:
    return _show_today(request) if request.htmx else redirect("today:page")


def _show_today(request: Asking) -> HttpResponse:
    today = today_in(request.user.timezone)
    shown = today_page.page(request.user, today)
    hour = there(request.user.timezone).hour
    context = {
        "page": shown,
        "today": today,
        "greeting": greeting(request.user.first_name, hour, quiet=shown.mourning),
        "days": actions.DAYS,
        "began": request.user.welcomed_at is not None,
    }
    return show(request, "today/page.html", "cards", context)
