"""Pages: news of mine, what came of a help, and who should hear of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from bothways.accounts.asking import Asking
from bothways.formats.language import gettext as _
from bothways.gratitude.actions import loops
from bothways.gratitude.forms import NewsForm
from bothways.gratitude.models import News
from bothways.gratitude.queries import loops as queries
from bothways.ground import clock
from bothways.ground.meanwhile import over_what_stands, unless_of_before
from bothways.ground.pages import go, show
from bothways.ground.refusals import ChangedMeanwhile, KeptAlready
from bothways.moments import queries as moments
from bothways.moments.models import Moment


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
    try:
        kept = loops.tell_of(request.user, today=_today(request), **_said(form))
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show_news(request, form, problem.status)
    if not said["also"]:
        messages.success(request, _("Kept. Nobody is to hear of it yet: say who, now or another time."))
        return go(request, "news", kept.pk)
    messages.success(request, _("Kept. Who should hear of it stands here until they know."))
    return go(request, "gratitude:untold")


@require_safe
def one(request: Asking, news_id: UUID) -> HttpResponse:
    """One piece of news: put right, and who knows of it."""
    return _show_one(request, queries.news(request.user, news_id))


@require_POST
def change(request: Asking, news_id: UUID) -> HttpResponse:
    found = queries.news(request.user, news_id)
    form = _form_of(request, found)
    if not form.is_valid():
        return _show_one(request, found, form, 422)
    said, today = form.cleaned_data, _today(request)
    try:
        loops.change_news(
            found, version=said["version"], what=said["what"], on=said["on"], also=list(said["also"]), today=today
        )
    except ChangedMeanwhile as problem:
        over_what_stands(form, problem)
        return _show_one(request, found, form, problem.status)
    messages.success(request, _("Kept."))
    return go(request, "gratitude:untold")


@require_POST
def take_away(request: Asking, news_id: UUID) -> HttpResponse:
    found = queries.news(request.user, news_id)
    with unless_of_before(request) as read:
        loops.take_away_news(found, read=read)
        messages.success(request, _("Taken away."))
        return go(request, "gratitude:untold")
    return go(request, "gratitude:one_news", news_id)


@require_safe
def came_of_it(request: Asking, moment_id: UUID) -> HttpResponse:
    return _show_came_of_it(request, moments.moment(request.user, moment_id))


@require_POST
def tell(request: Asking, moment_id: UUID) -> HttpResponse:
    """The outcome is kept, and who should hear of it; telling them is a letter of the member's own."""
    help_moment = moments.moment(request.user, moment_id)
    form = _news_of_help(request, help_moment)
    if not form.is_valid():
        return _show_came_of_it(request, help_moment, form, 422)
    today = _today(request)
    try:
        loops.tell_of(request.user, because_of=[help_moment], today=today, **_said(form))
    except KeptAlready as problem:
        over_what_stands(form, problem)
        return _show_came_of_it(request, help_moment, form, problem.status)
    at_rest = not help_moment.person.may_suggest(today)
    kept = _("Kept.") if at_rest else _("Kept. {name} does not know yet.").format(name=help_moment.person.name)
    messages.success(request, kept)
    return go(request, "person", help_moment.person_id)


def _said(form: NewsForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {"news_id": said["id"], "what": said["what"], "on": said["on"], "also": list(said["also"])}


def _news_form(request: Asking) -> NewsForm:
    form = NewsForm(request.POST or None, people=queries.may_hear(request.user, _today(request)), today=_today(request))
    form.fields["what"].label = _("What is new?")
    return form


def _form_of(request: Asking, found: News) -> NewsForm:
    people = queries.may_hear(request.user, _today(request)).exclude(pk__in=found.tellings.values("person"))
    said = {"what": found.what, "on": str(found.on), "version": found.version}
    form = NewsForm(request.POST or None, people=people, initial=said, today=_today(request))
    if not found.tellings.exclude(moment=None).exists():
        form.fields["what"].label = _("What is new?")
    return form


def _news_of_help(request: Asking, help_moment: Moment) -> NewsForm:
    people = queries.may_hear(request.user, _today(request), besides=help_moment.person)
    return NewsForm(request.POST or None, people=people, today=_today(request))


def _today(request: Asking) -> date:
    return clock.today_in(request.user.timezone)


def _show_news(request: Asking, form: NewsForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "part_of_it": queries.part_of_it(request.user)}
    return show(request, "gratitude/news.html", context=context, status=status)


def _show_one(request: Asking, found: News, form: NewsForm | None = None, status: int = 200) -> HttpResponse:
    context = {
        "news": found,
        "form": form or _form_of(request, found),
        "told": list(found.tellings.select_related("person", "moment", "told_by").order_by("person__folded", "id")),
        "part_of_it": queries.part_of_it(request.user),
        "today": _today(request),
    }
    return show(request, "gratitude/one_news.html", context=context, status=status)


def _show_came_of_it(
    request: Asking, help_moment: Moment, form: NewsForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "moment": help_moment,
        "so_far": queries.came_of_help(help_moment),
        "form": form or _news_of_help(request, help_moment),
        "at_rest": not help_moment.person.may_suggest(_today(request)),
        "part_of_it": queries.part_of_it(request.user),
    }
    return show(request, "gratitude/came_of_it.html", context=context, status=status)
