"""Pages: what is still untold, and what came of a help."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.gratitude import queries
from bothways.gratitude.actions import loops
from bothways.gratitude.forms import NewsForm
from bothways.gratitude.models import Loop, Telling
from bothways.ground import clock
from bothways.ground.pages import go, show
from bothways.moments import queries as moments
from bothways.moments.models import Moment
from bothways.people.models import Person
from bothways.people.rules import may_suggest


@require_safe
def untold(request: Asking) -> HttpResponse:
    """The open loops, the oldest first (CAD-4)."""
    rows = queries.open_loops(request.user, clock.today_in(request.user.timezone))
    kinds = {
        kind: [one for one in rows if one.kind == kind and not one.at_rest]
        for kind in ("untold", "unthanked", "outcome")
    }
    at_rest = [one for one in rows if one.at_rest and one.kind != "outcome"]
    context = {**kinds, "at_rest": at_rest, "let_go": queries.let_go(request.user)}
    return show(request, "gratitude/untold.html", context=context)


@require_POST
def let_go_of_help(request: Asking, moment_id: UUID) -> HttpResponse:
    return _let_go(request, queries.loop(request.user, moment_id))


@require_POST
def let_go_of_news(request: Asking, telling_id: UUID) -> HttpResponse:
    return _let_go(request, queries.telling(request.user, telling_id))


def _let_go(request: Asking, row: Loop | Telling) -> HttpResponse:
    loops.let_go(row, request.POST.get("how", ""))
    messages.info(request, "Laid down. It stands at the foot of this page, should you want to take it up again.")
    return go(request, "gratitude:untold")


@require_POST
def take_up_help(request: Asking, moment_id: UUID) -> HttpResponse:
    loops.take_up_again(queries.loop(request.user, moment_id))
    return go(request, "gratitude:untold")


@require_POST
def take_up_news(request: Asking, telling_id: UUID) -> HttpResponse:
    loops.take_up_again(queries.telling(request.user, telling_id))
    return go(request, "gratitude:untold")


@require_safe
def news(request: Asking) -> HttpResponse:
    """News of mine that came of nobody's help in particular, and whom it concerns."""
    return _show_news(request, _news_form(request))


@require_POST
def keep_news(request: Asking) -> HttpResponse:
    form = _news_form(request)
    if not form.is_valid():
        return _show_news(request, form, status=422)
    said = form.cleaned_data
    today = clock.today_in(request.user.timezone)
    loops.tell_of(request.user, what=said["what"], on=said["on"], also=list(said["also"]), today=today)
    messages.success(request, "Kept. Who should hear of it stands here until they know.")
    return go(request, "gratitude:untold")


def _news_form(request: Asking) -> NewsForm:
    today = clock.today_in(request.user.timezone)
    form = NewsForm(request.POST or None, people=queries.may_hear(request.user), today=today)
    form.fields["what"].label = "What is new?"
    return form


def _show_news(request: Asking, form: NewsForm, status: int = 200) -> HttpResponse:
    return show(request, "gratitude/news.html", context={"form": form}, status=status)


@require_safe
def came_of_it(request: Asking, moment_id: UUID) -> HttpResponse:
    return _show_came_of_it(request, moments.moment(request.user, moment_id))


@require_POST
def tell(request: Asking, moment_id: UUID) -> HttpResponse:
    """The outcome is kept, and who should hear of it; telling them is a letter of the member's own."""
    help_moment = moments.moment(request.user, moment_id)
    today = clock.today_in(request.user.timezone)
    form = _news_of_help(request, help_moment)
    if not form.is_valid():
        return _show_came_of_it(request, help_moment, form, 422)
    values = form.cleaned_data
    loops.tell_of(
        request.user,
        what=values["what"],
        on=values["on"],
        because_of=[help_moment],
        also=list(values["also"]),
        today=today,
    )
    open_ = _may_suggest(help_moment.person, today)
    messages.success(request, f"Kept. {help_moment.person.name} does not know yet." if open_ else "Kept.")
    return go(request, "person", help_moment.person_id)


def _may_suggest(person: Person, today: date) -> bool:
    return may_suggest(person.life, person.contact, person.paused_until, today)


def _news_of_help(request: Asking, help_moment: Moment) -> NewsForm:
    people = queries.may_hear(request.user, help_moment.person)
    return NewsForm(request.POST or None, people=people, today=clock.today_in(request.user.timezone))


def _show_came_of_it(
    request: Asking, help_moment: Moment, form: NewsForm | None = None, status: int = 200
) -> HttpResponse:
    open_ = _may_suggest(help_moment.person, clock.today_in(request.user.timezone))
    context = {"moment": help_moment, "form": form or _news_of_help(request, help_moment), "may_suggest": open_}
    return show(request, "gratitude/came_of_it.html", context=context, status=status)
